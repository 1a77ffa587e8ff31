// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/bundle"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
)

// File is a file by the name its owner gives it.
type File = bundle.File

// Header is the first line of a rendered file. It marks the file as ours: only
// such files are ever overwritten or removed.
const Header = bundle.Header

// IsRendered reports whether a file is the output of an earlier Render.
func IsRendered(data []byte) bool { return bundle.IsRendered(data) }

// Render generates the bundle of the inputs in the given files, as one file for
// each rank that has objects, in the order they are applied. Documents that are
// not inputs are left out. The previous files are those of the last Render to
// the same place; they only serve to tell what stays in the cluster.
//
// With an error among the results there are no files.
func Render(inputs, previous []File) ([]File, Outcome) {
	files, found := bundle.Render(inputs, previous, "", policy.Options{})
	return files, outcome(found, false)
}

// RenderStream is Render to a stream that is not kept: it alone may hold plain
// Secrets, when a SealingPolicy asks for them. Sealed objects of an earlier
// render are taken from among the inputs.
func RenderStream(inputs []File) ([]File, Outcome) { return RenderCluster(inputs, "") }

// RenderCluster is RenderStream for one cluster of a fleet.
func RenderCluster(inputs []File, cluster string) ([]File, Outcome) {
	files, found := bundle.Render(inputs, nil, cluster, policy.Options{Plaintext: true})
	return files, outcome(found, false)
}

// Images returns the images that the bundle of the inputs in the given files
// runs, sorted, each once: what a mirror needs. With an error among the results
// there are none.
func Images(inputs []File) ([]string, Outcome) {
	images, found := bundle.ListImages(inputs)
	return images, outcome(found, false)
}

// TreeOptions say how a fleet is rendered.
type TreeOptions = bundle.TreeOptions

// IsFleet reports whether there is a FluxCluster among the inputs.
func IsFleet(inputs []File) bool { return bundle.IsFleet(inputs) }

// RenderTree generates the bundles of all clusters of a fleet: clusters/NAME for
// each, and distributions/NAME for what several install alike. Every folder has a
// kustomization.yaml. The previous files are those of the last RenderTree to the
// same place. With an error among the results there are no files.
func RenderTree(inputs, previous []File, options TreeOptions) ([]File, Outcome) {
	files, found := bundle.RenderTree(inputs, previous, options)
	return files, outcome(found, false)
}
