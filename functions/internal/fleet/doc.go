// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package fleet makes the inputs of each cluster out of the inputs of all:
//
//  1. read.go takes the FluxClusters out of the documents
//  2. selector.go decides which cluster an input or an override is for
//  3. override.go lays the overrides over an input
//  4. reference.go puts in what ${cluster...} stands for
//  5. expand.go does all that for one cluster, with builder.go for one input
//  6. told.go says once what is to be said of several clusters
//
// Documents come out as they go in: nodes that are not touched are shared, with
// their lines, so that whatever is wrong with an input of a cluster is told at
// the line where it is written.
package fleet
