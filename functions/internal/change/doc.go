// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package change says what a change of rendered files does to the clusters they
// are for:
//
//  1. tree.go finds the clusters in two folders, and what each of them gets
//  2. compare.go finds the fields in which two objects differ
//  3. risk.go and fields.go say what each difference means for a cluster, from
//     what Flux and Kubernetes do with the object and the field
//  4. objects.go says what happens to each object, group.go puts together what is
//     the same in several clusters
//  5. show.go shows the result
//
// Nothing is read but the files: what a source holds, and so what pruning would
// delete one by one, cannot be seen here, and nothing claims to.
package change
