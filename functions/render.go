// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import "github.com/fluxbundle/fluxbundle/functions/internal/bundle"

// File is a file by the name its owner gives it.
type File = bundle.File

// Header is the first line of a rendered file. It marks the file as ours: only
// such files are ever overwritten or removed.
const Header = bundle.Header

// IsRendered reports whether a file is the output of an earlier Render.
func IsRendered(data []byte) bool { return bundle.IsRendered(data) }

// Render generates the bundle of the inputs in the given files, as one file for
// each rank that has objects, in the order they are applied. With FluxClusters
// among the inputs there is a folder clusters/NAME for each, and one
// distributions/NAME for what several install alike, each with a
// kustomization.yaml. Documents that are not inputs are left out. The previous
// files are those of the last Render to the same place; they only serve to tell
// what stays in the cluster.
//
// With an error among the results there are no files.
func Render(inputs, previous []File) ([]File, Outcome) {
	return RenderWith(inputs, previous, RenderOptions{})
}

// RenderStream is Render to a stream that is not kept: it alone may hold plain
// Secrets, when a SealingPolicy asks for them. It holds one bundle. Sealed objects
// of an earlier render are taken from among the inputs.
func RenderStream(inputs []File) ([]File, Outcome) {
	return RenderWith(inputs, nil, RenderOptions{Shown: true})
}

// RenderOptions say what is rendered and where it goes.
type RenderOptions = bundle.RenderOptions

// RenderWith is Render with options.
func RenderWith(inputs, previous []File, options RenderOptions) ([]File, Outcome) {
	files, found := bundle.Render(inputs, previous, options)
	return files, outcome(found, false)
}

// Images returns the images that the bundle of the inputs in the given files
// runs, sorted, each once: what a mirror needs. With an error among the results
// there are none.
func Images(inputs []File) ([]string, Outcome) {
	images, found := bundle.ListImages(inputs)
	return images, outcome(found, false)
}
