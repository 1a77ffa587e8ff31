// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package distribution builds a Flux installation: the namespace, the CRDs,
// the RBAC, the network policies and the controllers.
//
// Lookup finds a Release, Objects turns a release and Options into objects. The
// zero Options give what flux install --export prints without flags, with two
// deliberate differences:
//
//   - images are pinned by digest where the release knows it;
//   - the Namespace and the CRDs are annotated so that Flux never prunes them:
//     with them would go everything that Flux manages.
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
//
// # Guarantees
//
// Objects is a pure function. The objects come in a fixed order that is not
// that of the output; labels and annotations which name the inputs are added by
// a later stage, as is what a user patches. Options are taken as valid: a
// component that the release does not have is left out.
package distribution
