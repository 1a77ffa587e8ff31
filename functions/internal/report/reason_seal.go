// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

// Sealing.
const (
	// AmbiguousSecret: a reference that several local-config Secrets fit.
	// Cure: name the namespace of the Secret too.
	AmbiguousSecret Reason = "AmbiguousSecret"
	// MissingPlaintext: a secret that is neither here nor sealed earlier.
	// Cure: seal it once with its plaintext and the seed, and give what came out
	// of that to this run.
	MissingPlaintext Reason = "MissingPlaintext"
	// MissingPolicy: plaintext, and no SealingPolicy that says how to seal it.
	// Cure: add a SealingPolicy, or take the name that the message suggests.
	MissingPolicy Reason = "MissingPolicy"
	// AmbiguousPolicy: several SealingPolicies for one thing.
	// Cure: give each a name of its own, or name one of them.
	AmbiguousPolicy Reason = "AmbiguousPolicy"
	// MissingSeed: plaintext that cannot be sealed without the seed.
	// Cure: add the local-config Secret that the policy names.
	MissingSeed Reason = "MissingSeed"
	// WeakSeed: a seed that is too short, not random, or used for something else
	// too.
	// Cure: make another one: openssl rand -base64 32.
	WeakSeed Reason = "WeakSeed"
	// InvalidRecipient: a certificate or public key that nothing can be sealed
	// for.
	// Cure: write what kubeseal --fetch-cert or age-keygen prints.
	InvalidRecipient Reason = "InvalidRecipient"
	// CertificateExpired: a sealing certificate that is not valid on the day of
	// asOf.
	// Cure: fetch the current one with kubeseal --fetch-cert.
	CertificateExpired Reason = "CertificateExpired"
	// SealedAgain: something changed that an earlier sealed object is bound to,
	// and the plaintext is not here.
	// Cure: seal it once with the plaintext and the seed.
	SealedAgain Reason = "SealedAgain"
	// PolicyOverruled: another SealingPolicy is used than the one that lists the
	// namespace.
	// Cure: make the policies agree, or set exclusive in the one that counts.
	PolicyOverruled Reason = "PolicyOverruled"
	// ForeignSecret: a configuration uses a Secret of another tenant.
	// Cure: name the namespaces that may use it in its annotation
	// fluxbundle.io/namespaces.
	ForeignSecret Reason = "ForeignSecret"
	// ForeignNamespace: an input of one namespace puts its objects into another
	// one, which has inputs of its own.
	// Cure: set spec.namespace to the namespace of the input.
	ForeignNamespace Reason = "ForeignNamespace"
	// RecipientsChanged: a Secret is sealed for others than before.
	// Cure: merge it only when that is meant, since they can read the Secret.
	RecipientsChanged Reason = "RecipientsChanged"
	// CarriedOver: a sealed object of an earlier run is kept.
	// Cure: none is needed; read its changes as you read code.
	CarriedOver Reason = "CarriedOver"
	// InvalidTag: a sealed object that was not made with this seed, or has been
	// changed since.
	// Cure: see who changed it, then seal it once with the plaintext and the seed.
	InvalidTag Reason = "InvalidTag"
)
