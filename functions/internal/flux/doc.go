// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package flux is the catalogue of what Flux is: its releases and their images,
// its controllers, and its kinds with their CRDs. Each fact is in one place and
// has its source beside it; tests hold the facts against the CRDs.
//
// # Releases
//
// A release is one entry of a table: the version and image digest of every
// component, the set of CRDs, and the few things that differ otherwise.
//
// # CRDs
//
// The files below crds/ are generated, never edited. For each release the
// program in generate/ runs the controller-gen of the release over its published
// Go API modules, whose versions and checksums are in generate/RELEASE/go.mod
// and go.sum, and compares every spec with the hash of the official one in
// generate/crd-spec-sha256.json. What it writes is that spec without the
// description texts of its schema, in the form in which package manifest
// splices it. Releases with equal CRDs share one set. At run time the files are
// copied to the output and never parsed.
package flux
