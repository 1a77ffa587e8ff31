// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package owner holds the marks that tie an emitted object to the inputs it
// came from, and what they mean: which objects a run replaces, which it prunes,
// and which must survive the removal of their input in the cluster.
package owner

import "github.com/fluxbundle/fluxbundle/functions/internal/manifest"

// ManagedBy is the label of everything we emit.
var ManagedBy = manifest.Pair{Key: "app.kubernetes.io/managed-by", Value: "flux-bundle"}

// PruneDisabled keeps an object in the cluster when it leaves the bundle
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-garbage-collection).
var PruneDisabled = manifest.Pair{Key: "kustomize.toolkit.fluxcd.io/prune", Value: "disabled"}

// Keep are the annotations of what must stay in the cluster when it leaves the
// bundle: for Flux, and for kpt live apply
// (https://kpt.dev/reference/annotations/lifecycle/), which knows only its own.
var Keep = manifest.Pairs{
	{Key: "client.lifecycle.config.k8s.io/deletion", Value: "detach"},
	PruneDisabled,
}

// Annotation names the inputs of an object: their keys, sorted, separated by
// commas.
const Annotation = "fluxbundle.io/owner"
