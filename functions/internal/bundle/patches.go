// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"slices"
	"strconv"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	rules "github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/patch"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// emitPatched returns what an extension yields with its patches applied.
func (e resolved) emitPatched(shared, parts []owner.Emitted) emission {
	if len(e.Value.Spec.Patches) == 0 {
		return emission{shared: shared, parts: parts}
	}
	// What is of the installation and what of the sync stays apart: a patch may
	// match objects of both, and may delete some.
	isPart := map[manifest.ID]bool{}
	for _, o := range parts {
		isPart[o.ID()] = true
	}
	all, result := patch.Apply(e.Value.Spec.Patches, slices.Concat(shared, parts))
	out := emission{patched: result}
	for _, o := range all {
		if isPart[o.ID()] {
			out.parts = append(out.parts, o)
			continue
		}
		out.shared = append(out.shared, o)
	}
	return out
}

// checkPatches finds patches that do not apply, and objects that they left as no
// schema has them.
func checkPatches(in inputs, e resolved, own emission) report.Findings {
	var found report.Findings
	add := func(index int, field []string, message, hint string) {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.InvalidPatch, Object: e.Object,
			Field:   slices.Concat([]string{"spec", "patches", strconv.Itoa(index)}, field),
			Message: message, Hint: hint,
		})
	}
	for _, p := range own.patched.Problems {
		add(p.Patch, p.Field, p.Message, p.Hint)
	}
	for _, o := range own.all() {
		last, patched := own.patched.Last[o.ID()]
		if !patched {
			continue
		}
		spec, _ := manifest.ToJSON(o.Body.Get("spec")).(map[string]any)
		for _, f := range slices.Concat(
			rules.Kubernetes(o.Object),
			rules.Conforms(in.release, o.Object, e.Object, []string{"spec"}),
			rules.Credentials(o.Kind, spec, e.Object, []string{"spec"}),
		) {
			add(last, []string{"patch"}, "leaves "+o.ID().String()+" invalid: "+f.FieldPath()+": "+f.Message, f.Hint)
		}
	}
	return found
}
