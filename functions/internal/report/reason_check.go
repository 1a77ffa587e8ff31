// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

// Checking lists that flux-bundle did not make.
const (
	// UnknownKind: a kind in an API group of Flux that the release does not have.
	// Cure: take the kind that the message suggests.
	UnknownKind Reason = "UnknownKind"
	// UnservedVersion: an API version that the release no longer serves, or has
	// deprecated.
	// Cure: write the version of the message, and see to renamed fields.
	UnservedVersion Reason = "UnservedVersion"
	// ExternalReference: a reference to an object that is not in the list.
	// Cure: none, if the object is in the cluster; otherwise mend the reference or
	// add the object.
	ExternalReference Reason = "ExternalReference"
	// CrossNamespaceReference: a reference to an object of another namespace,
	// which Flux refuses where tenants are confined to theirs.
	// Cure: put both into one namespace, and the workload elsewhere with
	// targetNamespace; or turn the lock-down off.
	CrossNamespaceReference Reason = "CrossNamespaceReference"
	// DuplicateOwnership: two objects of Flux that apply the same things, so that
	// each undoes what the other does.
	// Cure: remove one of them, or make them differ in where they apply to.
	DuplicateOwnership Reason = "DuplicateOwnership"
	// OverlappingPaths: a Kustomization applies a folder below that of another
	// one.
	// Cure: move the folder out, or leave it out in a kustomization.yaml.
	OverlappingPaths Reason = "OverlappingPaths"
	// SlotMismatch: a sealed object has another name or namespace than it was
	// sealed for, and cannot be opened there.
	// Cure: do not rename sealed objects with kustomize; change the input and
	// render again.
	SlotMismatch Reason = "SlotMismatch"
	// PlaintextSecret: a Secret whose values can be read by whoever reads the
	// list, or would be written where others read it.
	// Cure: seal it, or keep it out of Git; change what was committed.
	PlaintextSecret Reason = "PlaintextSecret"
	// UnknownOption: an option of a function that it does not have.
	// Cure: take the one that the message suggests.
	UnknownOption Reason = "UnknownOption"
	// InvalidSilence: a comment or an entry of .flux-check.yaml that should silence
	// a finding, without the reason code, the place or the explanation it needs.
	// Cure: write it in the form that the message accepts.
	InvalidSilence Reason = "InvalidSilence"
	// UnusedSilence: a comment or an entry of .flux-check.yaml silences nothing.
	// Cure: remove it: what it was for has been mended, or is elsewhere.
	UnusedSilence Reason = "UnusedSilence"
)
