// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package diff compares live objects with those of a bundle.
//
// The bundle owns the fields it sets and no others: what the API server adds as
// a default, what controllers write, and labels and annotations of other people
// are no drift. A list is owned as a whole, but for the lists of a workload's
// pods, whose elements the API server merges by their names. Values that mean the
// same are the same: 10m and 10m0s for a time, 1000m and 1 for a resource, and a
// field that is not there for one that is false, 0 or empty. What the user has
// named, such as labels, variables and what is in the values of a HelmRelease,
// means itself alone, and so does a selector that is empty.
//
// # Secrets
//
// Of a Secret only is told that it differs. Values of sealed objects, of
// variables to substitute and of HelmReleases, addresses of Providers, and other
// addresses that hold credentials are not shown.
package diff

// Difference is a field of a live object that is not what the bundle says.
type Difference struct {
	// Path leads to the field: keys and indexes; empty for a Secret.
	Path []string
	// Want and Have are the values of the bundle and of the cluster, for people;
	// both empty where they are not shown. Have is empty when the field is not
	// there.
	Want, Have string
}
