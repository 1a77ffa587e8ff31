// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux_test

import (
	"reflect"
	"slices"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
)

// The kinds of a release are what a YAML library reads in its CRDs.
func TestKinds(t *testing.T) {
	t.Parallel()
	for _, version := range flux.Versions() {
		release := lookup(t, version)
		all := map[string][]byte{}
		for _, c := range release.Components {
			for _, name := range release.CRDs(c.Component) {
				all[name] = release.CRDSpec(name)
			}
		}
		if got := len(release.Kinds()); got != len(all) {
			t.Errorf("flux %s: %d kinds, want %d", version, got, len(all))
		}
		for name, crd := range all {
			var spec struct {
				Group    string
				Names    struct{ Kind, Plural string }
				Versions []struct {
					Name            string
					Served, Storage bool
				}
			}
			if err := yaml.Unmarshal(crd, &spec); err != nil {
				t.Fatal(err)
			}
			var versions []string
			for _, v := range spec.Versions {
				switch {
				case v.Served && v.Storage:
					versions = slices.Insert(versions, 0, v.Name)
				case v.Served:
					versions = append(versions, v.Name)
				}
			}
			got, ok := release.Kind(spec.Names.Kind)
			if !ok || got.Group != spec.Group || !reflect.DeepEqual(got.Versions, versions) {
				t.Errorf("flux %s: %s is %+v, want group %s and versions %v", version, name, got, spec.Group, versions)
			}
			if !slices.Contains(got.Component.CRDs(), name) {
				t.Errorf("flux %s: %s is reconciled by %s, whose CRDs are %v", version, name, got.Component, got.Component.CRDs())
			}
		}
	}
}

func TestUnknownKind(t *testing.T) {
	t.Parallel()
	release := lookup(t, flux.DefaultVersion)
	for _, name := range []string{"", "Deployment", "helmrelease"} {
		if kind, ok := release.Kind(name); ok {
			t.Errorf("%q is %v", name, kind)
		}
	}
}
