// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package status is the way back: it looks at the objects of clusters and says
// of every input whether the cluster is what it says.
//
// # Stages
//
//	live         what someone has read, sorted into inputs, bundle and clusters
//	Desired      what ought to be there, of the inputs or of a rendered bundle
//	drift        the fields in which a live object differs from the bundle
//	compliance   the state of an object: the decision table
//	tree         what an object needs, and what it has applied
//	Assess       the state of an input, and the causes of it
//	show         tables, Markdown, JSON, YAML, the status of Azure's FluxConfig
//
// # The rule
//
// The state of an object is that of the first rule of compliance.Rules that
// holds. The state of an input is the worst of the states of the objects that
// are its own, and of all that they have applied and that is of Flux: a
// Kustomization's inventory names it, and through it the Kustomizations and
// HelmReleases further down. An object that the bundle has beside those of Flux
// (a Namespace, an account, a binding) counts when objects of its kind were
// read, since nobody reads everything.
//
// # Causes
//
// An object that waits for another one is blocked by it, and a Kustomization
// whose health checks fail is blocked by what it applied and is not compliant.
// The objects at the beginning of these chains are the causes; all others are
// only counted.
package status
