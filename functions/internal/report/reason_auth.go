// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

// Credentials.
const (
	// InlineSecret: plaintext in a file that is meant to be committed.
	// Cure: move it to a local-config Secret that is not committed, and name that
	// in configurationProtectedSettingsFrom.
	InlineSecret Reason = "InlineSecret"
	// UnusedSecret: plaintext that nothing takes.
	// Cure: remove it, or give it the name that the source reads.
	UnusedSecret Reason = "UnusedSecret"
	// NotDecrypted: Secrets that nothing in the cluster would decrypt.
	// Cure: give the FluxExtension a sync, or name the Kustomization that applies
	// the bundle in sops.appliedBy.
	NotDecrypted Reason = "NotDecrypted"
	// DeployKey: a public key that the Git host has to know.
	// Cure: none is needed; register it as a deploy key with read access.
	DeployKey Reason = "DeployKey"
)
