// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fluxobjects_test

import (
	"reflect"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/fluxobjects"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

func configuration(objects ...v1alpha1.FluxObject) v1alpha1.FluxConfiguration {
	return v1alpha1.FluxConfiguration{
		Metadata: v1alpha1.ObjectMeta{Name: "shop"},
		Spec:     v1alpha1.FluxConfigurationSpec{Namespace: "apps", FluxObjects: objects},
	}.WithDefaults()
}

func emit(c v1alpha1.FluxConfiguration) []manifest.Object {
	release, _ := flux.Lookup("")
	var out []manifest.Object
	for _, e := range fluxobjects.Objects(release, c) {
		out = append(out, e.Object)
	}
	return out
}

// What was given stays as it was given: the same input is emitted once more for
// its checks.
func TestInputIsNotChanged(t *testing.T) {
	t.Parallel()
	spec := func() v1alpha1.Object {
		return v1alpha1.Object{
			"chart":     map[string]any{"spec": map[string]any{"chart": "web"}},
			"dependsOn": []any{map[string]any{"name": "db"}},
		}
	}
	c := configuration(
		v1alpha1.FluxObject{Kind: "HelmRelease", Meta: v1alpha1.FluxObjectMeta{Name: "web"}, Spec: spec()},
		v1alpha1.FluxObject{Kind: "HelmRelease", Meta: v1alpha1.FluxObjectMeta{Name: "db"}},
	)
	first, second := emit(c), emit(c)
	if !reflect.DeepEqual(first, second) {
		t.Errorf("first %v, then %v", first, second)
	}
	if got := c.Spec.FluxObjects[0].Spec; !reflect.DeepEqual(got, spec()) {
		t.Errorf("the input is now %v", got)
	}
}

// A reference is rewritten only when kind, group and namespace fit.
func TestReferences(t *testing.T) {
	t.Parallel()
	named := func(kind, name string) v1alpha1.FluxObject {
		return v1alpha1.FluxObject{Kind: kind, Meta: v1alpha1.FluxObjectMeta{Name: name}}
	}
	kept := named("HelmRelease", "kept")
	kept.KeepName = true
	for _, tt := range []struct {
		name string
		ref  map[string]any
		want string
	}{
		{"short name", map[string]any{"kind": "HelmRelease", "name": "web"}, "shop-web"},
		{"emitted name", map[string]any{"kind": "HelmRelease", "name": "shop-web"}, "shop-web"},
		{"other kind", map[string]any{"kind": "HelmRepository", "name": "web"}, "web"},
		{"own namespace", map[string]any{"kind": "HelmRelease", "name": "web", "namespace": "apps"}, "shop-web"},
		{"other namespace", map[string]any{"kind": "HelmRelease", "name": "web", "namespace": "other"}, "web"},
		{"group of Flux", map[string]any{"kind": "HelmRelease", "name": "web", "apiVersion": "helm.toolkit.fluxcd.io/v2"}, "shop-web"},
		{"other group", map[string]any{"kind": "HelmRelease", "name": "web", "apiVersion": "helm.example.com/v1"}, "web"},
		{"name that is kept", map[string]any{"kind": "HelmRelease", "name": "kept"}, "kept"},
		{"kustomization", map[string]any{"kind": "Kustomization", "name": "infra"}, "shop-infra"},
		{"everything", map[string]any{"kind": "HelmRelease", "name": "*"}, "*"},
		{"number", map[string]any{"kind": "HelmRelease", "name": 1}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := configuration(named("HelmRelease", "web"), kept, v1alpha1.FluxObject{
				Kind: "Kustomization", Meta: v1alpha1.FluxObjectMeta{Name: "app"},
				Spec: v1alpha1.Object{"healthChecks": []any{tt.ref, "no mapping", nil}},
			})
			c.Spec.Kustomizations = map[string]v1alpha1.Kustomization{"infra": {}}
			objects := emit(c)
			spec := objects[len(objects)-1].Body.Get("spec").(manifest.Map)
			check := spec.Get("healthChecks").(manifest.List)[0].(manifest.Map)
			if got, _ := check.Get("name").(manifest.String); string(got) != tt.want {
				t.Errorf("%v is rewritten to %q, want %q", tt.ref, got, tt.want)
			}
		})
	}
}
