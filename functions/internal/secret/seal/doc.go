// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package seal turns a plaintext Secret into one that can be read in public,
// the same bytes for the same plaintext.
//
// # What holds
//
//  1. Without the seed, a sealed object is as confidential as its format:
//     RSA-OAEP-SHA256 and AES-256-GCM for a SealedSecret, AES-256-GCM under a
//     data key that age wraps for SOPS.
//  2. With the seed but without the plaintext, one can only test guesses of the
//     plaintext. It follows that a guessable password is as good as disclosed
//     with the seed; SSH key pairs, which have no other plaintext, are.
//  3. No key and nonce are used for two plaintexts or two labels, and two slots
//     share no key, not even for equal plaintexts.
//  4. What is given away: that a slot has the value of an earlier time again,
//     the length of values, and under SOPS which values are empty.
//  5. Neither plaintext nor seed nor derived bytes are in any error, and nothing
//     here prints them.
//
// SECURITY.md says what that means for the people who hold them.
//
// # Construction
//
// The sub-keys of a seed K are HKDF-SHA-256(K, "fluxbundle/v1/" + use) without
// salt, for the uses seal, ssh and tag. K is used for nothing else.
//
// lp(...) joins fields, each with its length in 8 bytes in front. The context
// of a plaintext is
//
//	lp("fluxbundle/v1", provider, recipient, cluster, namespace, name,
//	   type of the Secret, scope, field, data key, epoch)
//
// where the recipient is the SHA-256 of the certificate's SubjectPublicKeyInfo,
// or the sorted age recipients with commas between them. Then
//
//	root = HMAC-SHA-256(K_seal, context || lp(plaintext))
//
// and every session key, ephemeral scalar, nonce and OAEP seed is
// HKDF-Expand(root, "fluxbundle/v1/" + purpose) with a purpose of its own.
// Since the plaintext is in the root, this is the synthetic IV of RFC 5297.
//
//   - sealed-secrets has one root for each value. Its purposes are
//     sealed-secrets/session-key and sealed-secrets/oaep-seed. The session key
//     is encrypted twice, and it is an error when the two differ.
//   - sops has one root for each document, whose plaintext is lp over all of
//     (data, key, value), sorted by key; scope, field and data key of the
//     context are empty. Its purposes are sops/data-key, sops/iv/PATH:,
//     sops/mac-iv, and age/file-key/RECIPIENT, age/ephemeral/RECIPIENT and
//     age/nonce/RECIPIENT. What the format holds of time is a constant.
//   - An SSH key pair is ed25519 with the seed HKDF-Expand(K_ssh,
//     lp("fluxbundle/v1", cluster, namespace, configuration, rotation)). The
//     check integers of OpenSSH's form are the same with one more field, check.
//
// # Carrying over
//
// Where plaintext is absent, Carry takes the ciphertext of an earlier object
// and nothing else of it: everything around is built anew, by the function that
// Seal builds with. The earlier object has to agree with what is wanted in
// everything that its annotations record. Its tag, an HMAC with K_tag over the
// record and the ciphertext, is verified when there is a seed. Carrying over is
// not authentication: the certificate is public, and whoever can write the
// earlier object can seal another secret.
package seal

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// Sealer seals for one recipient or set of recipients.
type Sealer interface {
	// Seal makes the sealed object. The error says what cannot be sealed, and
	// holds no secret.
	Seal(keys Keys, plain Plain) (manifest.Object, error)
	// Carry makes it from the ciphertext of an earlier one for the same slot,
	// or says why that cannot be. The keys may be those of no seed.
	Carry(keys Keys, plain Plain, earlier object.Document) (manifest.Object, []Changed)
	// Fingerprint is the recipient as it is recorded.
	Fingerprint() string
}

var (
	_ Sealer = SealedSecrets{}
	_ Sealer = SOPS{}
)
