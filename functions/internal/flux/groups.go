// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

import "strings"

// IsGroup reports whether an API group has kinds of Flux: those of its
// controllers, and those of the source-watcher, which extends them.
func IsGroup(group string) bool {
	return strings.HasSuffix(group, ".toolkit.fluxcd.io") || strings.HasSuffix(group, ".extensions.fluxcd.io")
}

// The groups of the kinds that apply something.
const (
	KustomizeGroup = "kustomize.toolkit.fluxcd.io"
	HelmGroup      = "helm.toolkit.fluxcd.io"
	SourceGroup    = "source.toolkit.fluxcd.io"
)

// DeletesApplied reports whether Flux deletes what a Kustomization has applied
// when the Kustomization itself is deleted: as its deletionPolicy says, and
// without one as prune says; nothing while it is suspended
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#deletion-policy).
func DeletesApplied(deletionPolicy string, prune, suspend bool) bool {
	switch deletionPolicy {
	case "", "MirrorPrune":
		return prune && !suspend
	case "Orphan":
		return false
	default:
		return !suspend
	}
}
