// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package distribution builds a Flux installation: the namespace, the CRDs,
// the RBAC, the network policies and the controllers.
//
// The way from options to objects:
//
//  1. newInstaller fills in what the options leave out.
//  2. workloads makes a value of each Deployment, and of its copies for shards.
//  3. Each option, a file of its own, returns a changed value; workload.go lists
//     them in the order in which they apply.
//  4. Objects writes the values down, beside what belongs to no controller.
//
// The zero Options give what flux install --export prints without flags, with two
// deliberate differences:
//
//   - images are pinned by digest where the release knows it;
//   - the Namespace and the CRDs are annotated so that Flux never prunes them:
//     with them would go everything that Flux manages.
//
// # Guarantees
//
// Objects is a pure function. The objects come in a fixed order that is not
// that of the output; labels and annotations which name the inputs are added by
// a later stage, as is what a user patches. Options are taken as valid: a
// component that the release does not have is left out.
package distribution
