// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package patch_test

import (
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/patch"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// Only what a patch matches is decoded, and the objects that were handed over
// stay as they are.
func TestApplyDecodesWhatMatches(t *testing.T) {
	t.Parallel()
	objects := []owner.Emitted{definition("buckets.example.com"), definition("others.example.com")}
	got, result := patch.Apply([]v1alpha1.ExtensionPatch{{
		Patch: `{"spec": {"scope": "Cluster"}}`, Target: &v1alpha1.PatchTarget{Name: "buckets.*"},
	}}, objects)
	if len(result.Problems) > 0 || len(got) != 2 {
		t.Fatalf("%d objects, %+v", len(got), result.Problems)
	}
	spec, _ := got[0].Body.Get("spec").(manifest.Map)
	if scope := spec.Get("scope"); scope != manifest.String("Cluster") || spec.Get("group") != manifest.String("example.com") {
		t.Errorf("the patched spec is %v", spec)
	}
	for _, o := range []owner.Emitted{objects[0], objects[1], got[1]} {
		if _, spliced := o.Body.Get("spec").(manifest.Raw); !spliced {
			t.Errorf("%s is decoded", o.ID())
		}
	}
	if _, last := result.Last[got[1].ID()]; last || len(result.Last) != 1 {
		t.Errorf("changed last: %v", result.Last)
	}
}

// The same operations for many objects are applied to each.
func TestApplyToEach(t *testing.T) {
	t.Parallel()
	got, result := patch.Apply([]v1alpha1.ExtensionPatch{
		{Patch: `[{"op": "test", "path": "/spec/group", "value": "example.com"}, {"op": "remove", "path": "/spec/group"}]`, Target: &v1alpha1.PatchTarget{Kind: "Custom.*"}},
		{Patch: "$patch: delete", Target: &v1alpha1.PatchTarget{Name: "a"}},
	}, []owner.Emitted{definition("a"), definition("b")})
	if len(result.Problems) > 0 || len(got) != 1 || got[0].Name != "b" {
		t.Fatalf("%v, %+v", got, result.Problems)
	}
	if spec, _ := got[0].Body.Get("spec").(manifest.Map); spec.Get("group") != nil {
		t.Errorf("spec is %v", spec)
	}
}

func definition(name string) owner.Emitted {
	return owner.Emitted{Object: manifest.Object{
		APIVersion: "apiextensions.k8s.io/v1", Kind: "CustomResourceDefinition", Name: name,
		Body: manifest.Map{{Key: "spec", Value: manifest.Raw("group: example.com\nnames: {}\n")}},
	}}
}
