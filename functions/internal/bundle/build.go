// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/bundle/layout"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
)

// Bundle is what the inputs of one run yield.
type Bundle struct {
	// Objects are in the order they are applied.
	Objects []owner.Object
	// owners are the inputs that were expanded, whether they yield anything or
	// not.
	owners map[owner.Key]bool
	// release is the version of Flux that it is for.
	release string
	// configurations are the inputs of that kind.
	configurations []input.Input[v1alpha1.FluxConfiguration]
}

// Materials are what one bundle is made of.
type Materials struct {
	// Docs are inputs and the Secrets that are there for this render only.
	Docs []object.Document
	// Earlier are objects that an earlier render emitted; the sealed ones among
	// them are kept where their plaintext is not here.
	Earlier []object.Document
	// Unmarked are the names of Secrets that are not for this render.
	Unmarked []string
	// Cluster is the one of a fleet that the bundle is for; empty where the inputs
	// say it, or are for one alone.
	Cluster string
	// Tree tells that the bundle becomes a folder in the tree of a fleet.
	Tree bool
	policy.Options
}

// Build is the pipeline: documents of our kinds in, one bundle out. With
// errors it is empty.
func Build(m Materials) (Bundle, report.Findings) {
	docs, found := choose(m)
	if found.Failed() {
		return Bundle{}, found
	}
	in, more := read(docs)
	found = append(found, more...)
	in.earlier = append(in.earlier, m.Earlier...)
	in.unmarked, in.tree = m.Unmarked, m.Tree
	credentials, more := settle(in, m.Options)
	found = append(found, more...)
	emitted := emit(in, credentials)
	found = append(found, check(in, emitted)...)
	if found.Failed() {
		return Bundle{}, found
	}
	objects, more := emitted.merge()
	if found = append(found, more...); found.Failed() {
		return Bundle{}, found
	}
	listed, more := listEndpoints(in, objects)
	images, more2 := listImages(in, objects)
	objects = slices.Concat(objects, listed, images)
	found = slices.Concat(found, more, more2)
	return Bundle{Objects: layout.Sort(objects), release: in.release.Version, owners: in.keys(), configurations: in.configurations}, found
}
