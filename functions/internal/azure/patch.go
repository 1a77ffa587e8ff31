// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// createOnly are the properties that Azure takes with a PUT only.
var createOnly = []string{"scope", "namespace", "waitForReconciliation", "reconciliationWaitDuration"}

// patch lays the merge patches (RFC 7386) over the configurations, in order.
func (r *reader) patch(files []File) {
	for _, file := range files {
		contents, found := decodePatch(file)
		r.found = append(r.found, found...)
		for _, c := range contents {
			r.applyPatch(c)
		}
	}
}

// decodePatch keeps nulls, which delete: that is why a patch must be JSON.
func decodePatch(file File) ([]content, report.Findings) {
	contents, found := decode(file)
	if _, _, err := decodeJSON(withoutComments(toUTF8(file.Data))); err != nil && !found.Failed() {
		found = append(found, place{file: file.Path}.finding(fn.Error, report.UnreadableInput, "a patch must be one JSON object"))
	}
	return contents, found
}

func (r *reader) applyPatch(c content) {
	patch, ok := c.value.(map[string]any)
	if !ok {
		r.report(c.place.finding(fn.Error, report.WrongType, "a patch must be one JSON object"))
		return
	}
	target := r.patched(c.place, nameOf(patch))
	if target == nil {
		return
	}
	body, nested := mapping(patch, "properties")
	at := c.place.step("properties")
	if !nested {
		body, at = flat(patch), c.place
	}
	s := configuration
	if target.kind == v1alpha1.KindFluxExtension {
		s = extension
	}
	changes, _ := s.canonical(body).(map[string]any)
	for _, name := range createOnly {
		if _, there := changes[name]; there && target.kind == v1alpha1.KindFluxConfiguration {
			delete(changes, name)
			r.lost(at.step(name), "left as it was: Azure does not change it with a PATCH")
		}
	}
	base, _ := s.canonical(target.properties).(map[string]any)
	target.properties, _ = merge(base, changes).(map[string]any)
}

// patched returns the resource that a patch is for: the one it names, or the
// only one.
func (r *reader) patched(at place, name string) *resource {
	var targets []int
	for i, found := range r.resources {
		if name == "" && found.kind == v1alpha1.KindFluxConfiguration || name != "" && found.name == name {
			targets = append(targets, i)
		}
	}
	if len(targets) == 1 {
		return &r.resources[targets[0]]
	}
	f := at.finding(fn.Error, report.InvalidValue, "the patch fits no resource of the input")
	if len(targets) > 1 {
		f.Message = "the patch fits several resources of the input"
	}
	f.Hint = "give it the name of one, in a field name"
	r.report(f)
	return nil
}

// merge is RFC 7386.
func merge(base, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	old, _ := base.(map[string]any)
	out := make(map[string]any, len(old)+len(changes))
	for key, value := range old {
		out[key] = value
	}
	for key, value := range changes {
		if value == nil {
			delete(out, key)
			continue
		}
		out[key] = merge(out[key], value)
	}
	return out
}
