// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// schema is the part of a CRD's schema that the table of kinds is about.
type schema struct {
	Properties map[string]schema
	Items      *schema
	Required   []string
	Enum       []string
}

// specOf returns the schema of spec in the version that is stored.
func specOf(t *testing.T, release Release, kind Kind) schema {
	t.Helper()
	text, ok := release.CRD(kind.Group, kind.Name)
	if !ok {
		t.Fatalf("no CRD of %s", kind.Name)
	}
	var crd struct {
		Versions []struct {
			Name   string
			Schema struct {
				OpenAPIV3Schema schema `json:"openAPIV3Schema"`
			}
		}
	}
	if err := yaml.Unmarshal(text, &crd); err != nil {
		t.Fatal(err)
	}
	for _, v := range crd.Versions {
		if v.Name == kind.Versions[0] {
			return v.Schema.OpenAPIV3Schema.Properties["spec"]
		}
	}
	t.Fatalf("%s has no version %s", kind.Name, kind.Versions[0])
	return schema{}
}

// at follows a path of the table.
func (s schema) at(path ...string) (schema, bool) {
	for _, step := range path {
		next, ok := s.Properties[step]
		if step == "*" {
			ok = s.Items != nil
			if ok {
				next = *s.Items
			}
		}
		if !ok {
			return schema{}, false
		}
		s = next
	}
	return s, true
}

// The table of kinds says what the CRDs of every release say.
func TestTableFollowsTheCRDs(t *testing.T) {
	t.Parallel()
	for _, version := range Versions() {
		release, _ := Lookup(version)
		for _, kind := range release.Kinds() {
			entry, ok := byKind[kind.Name]
			if !ok {
				t.Errorf("the table has no %s", kind.Name)
				continue
			}
			if version == "2.6.4" {
				entry = entry.before27(kind.Name)
			}
			checkEntry(t, kind.Name, entry, specOf(t, release, kind))
		}
		want := len(release.Kinds())
		if version == "2.6.4" {
			want += 2 // ExternalArtifact and ArtifactGenerator
		}
		if got := len(byKind); got != want {
			t.Errorf("flux %s: the table has %d kinds, want %d", version, got, want)
		}
	}
}

// before27 is what the table says without what Flux 2.7 added: what uses it there
// is refused by the CRDs of 2.6.
func (entry Traits) before27(kind string) Traits {
	if kind == "ImagePolicy" {
		entry.Suspend = false
	}
	entry.SourceKinds = slices.DeleteFunc(slices.Clone(entry.SourceKinds), func(k string) bool {
		return k == "ExternalArtifact" && kind == "Kustomization"
	})
	return entry
}

func checkEntry(t *testing.T, kind string, entry Traits, spec schema) {
	t.Helper()
	if _, there := spec.Properties["suspend"]; there != entry.Suspend {
		t.Errorf("%s: suspend is %t, want %t", kind, entry.Suspend, there)
	}
	if slices.Contains(spec.Required, "interval") && !entry.Interval(nil) {
		t.Errorf("%s requires an interval", kind)
	}
	if _, there := spec.Properties["interval"]; !there && entry.Interval(nil) {
		t.Errorf("%s has no interval", kind)
	}
	if _, there := spec.Properties["serviceAccountName"]; !there && entry.Account {
		t.Errorf("%s has no serviceAccountName", kind)
	}
	if ref, ok := spec.at(entry.Source...); len(entry.Source) > 0 {
		if !ok || !slices.Equal(slices.Sorted(slices.Values(ref.Properties["kind"].Enum)), slices.Sorted(slices.Values(entry.SourceKinds))) {
			t.Errorf("%s: %s takes %v, want %v", kind, strings.Join(entry.Source, "."), entry.SourceKinds, ref.Properties["kind"].Enum)
		}
	}
	var listed []string
	for _, f := range entry.references {
		listed = append(listed, strings.Join(f.path, "."))
		holder, ok := spec.at(f.path...)
		if _, named := holder.Properties["name"]; !ok || !named {
			t.Errorf("%s: there is no name at %s", kind, strings.Join(f.path, "."))
		}
		if _, hasKind := holder.Properties["kind"]; !hasKind && f.kind == "" {
			t.Errorf("%s: nothing says of which kind %s is", kind, strings.Join(f.path, "."))
		}
		if _, crosses := holder.Properties["namespace"]; !crosses && f.guarded {
			t.Errorf("%s: %s cannot name a namespace", kind, strings.Join(f.path, "."))
		}
	}
	for _, path := range named(spec, nil) {
		if !slices.Contains(listed, path) && !isForeign(path) {
			t.Errorf("%s: %s names something, and the table does not say what", kind, path)
		}
	}
}

// named lists the paths of everything that has a name and is no value itself.
func named(s schema, path []string) []string {
	var out []string
	if _, ok := s.Properties["name"]; ok {
		out = append(out, strings.Join(path, "."))
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		out = append(out, named(s.Properties[name], append(slices.Clone(path), name))...)
	}
	if s.Items != nil {
		out = append(out, named(*s.Items, append(slices.Clone(path), "*"))...)
	}
	return out
}

// isForeign reports whether a path names no object of Flux: Secrets and
// ConfigMaps, objects that are patched, and what is no object.
func isForeign(path string) bool {
	last := path[strings.LastIndexByte(path, '.')+1:]
	return strings.HasSuffix(last, "ecretRef") || last == "configMapRef" || last == "target" || last == "strategy" || last == "waitStrategy" ||
		slices.Contains([]string{
			"artifacts.*", "git.checkout.ref", "git.commit.author", "images.*", "oidcProviders.*.variables.*", "postBuild.substituteFrom.*",
			"postRenderers.*.kustomize.images.*", "ref", "test.filters.*", "valuesFrom.*",
		}, path)
}
