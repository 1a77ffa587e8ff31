// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package bundle is the pipeline: documents of our kinds in, one bundle out.
// Build runs it:
//
//  1. read.go decodes the inputs, each by itself
//  2. credentials.go plans and seals their Secrets
//  3. emission.go emits every object once, with the part of the input that it
//     comes from
//  4. check.go looks at the inputs together and at what they yield
//  5. emission.go merges what several inputs yield, and names the owners
//  6. endpoints.go lists what the objects have to reach
//  7. layout orders them
//
// All findings of a run are reported at once; with an error there is no bundle.
//
// The hosts differ in what comes in and what becomes of earlier output:
// list.go, with groups.go, overlay.go and removal.go, is for a ResourceList,
// folder.go for files, and desired.go for those who compare a bundle with a
// cluster.
package bundle
