// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package patch applies the patches of a user to emitted objects, with the
// filters and the selectors of kustomize.
//
// Each patch sees what the one before it left. Only the objects that a patch
// matches are decoded: what is spliced as bytes, the specs of CRDs, stays so
// otherwise. An object keeps its identity, which others refer to.
package patch

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// Problem is what is wrong with one patch.
type Problem struct {
	// Patch is its index.
	Patch int
	// Field is the path below the patch.
	Field []string
	// Message and Hint are those of a finding. They never quote the patch.
	Message, Hint string
}

// Result says what the patches did.
type Result struct {
	Problems []Problem
	// Last are the patches that changed an object last, by the object.
	Last map[manifest.ID]int
}

// Apply returns the objects with the patches applied in their order. With
// problems, what the patches left is not complete.
func Apply(patches []v1alpha1.ExtensionPatch, objects []owner.Emitted) ([]owner.Emitted, Result) {
	result := Result{Last: map[manifest.ID]int{}}
	for i, p := range patches {
		change, problem := read(p)
		if problem != nil {
			problem.Patch = i
			result.Problems = append(result.Problems, *problem)
			continue
		}
		objects = result.apply(i, change, objects)
	}
	return objects, result
}

// apply returns the objects as patch number i leaves them.
func (r *Result) apply(i int, c change, objects []owner.Emitted) []owner.Emitted {
	out := make([]owner.Emitted, 0, len(objects))
	matched := false
	for _, o := range objects {
		if !c.matches(o.Object) {
			out = append(out, o)
			continue
		}
		matched = true
		patched, problem := c.apply(o.Object)
		switch {
		case problem != nil:
			problem.Patch = i
			r.Problems = append(r.Problems, *problem)
			out = append(out, o)
		case patched != nil:
			r.Last[o.ID()] = i
			o.Object = *patched
			out = append(out, o)
		}
	}
	if !matched {
		r.Problems = append(r.Problems, Problem{
			Patch: i, Field: c.field, Message: "matches none of the objects that the extension emits",
			Hint: c.nearby(objects),
		})
	}
	return out
}
