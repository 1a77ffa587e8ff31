// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/emit/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
)

// crds returns the CRDs of a release by name.
func crds(t *testing.T, version string) map[string]manifest.Object {
	t.Helper()
	out := map[string]manifest.Object{}
	for _, o := range distribution.Objects(installation.Options{
		Release:    lookup(t, version),
		Components: flux.AllComponents(),
	}) {
		if o.Kind == "CustomResourceDefinition" {
			out[o.Name] = o
		}
	}
	return out
}

// The CRDs of a release are those that the hashes of the official ones list,
// and their files those of the set that was checked against these hashes.
func TestCRDsAreTheOfficialOnes(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../flux/generate/crd-spec-sha256.json")
	if err != nil {
		t.Fatal(err)
	}
	var official map[string]struct {
		ControllerGen, SameAs string
		Specs                 map[string]string
	}
	if err := json.Unmarshal(data, &official); err != nil {
		t.Fatal(err)
	}
	if got, want := slices.Sorted(maps.Keys(official)), flux.Versions(); !slices.Equal(got, want) {
		t.Errorf("hashes of the releases %v, want %v", got, want)
	}
	for version, release := range official {
		set := version
		if release.SameAs != "" {
			set = release.SameAs
		}
		got := crds(t, version)
		for name := range official[set].Specs {
			crd, ok := got[name]
			if !ok {
				t.Errorf("flux %s: no CRD %s", version, name)
				continue
			}
			file, err := os.ReadFile(filepath.Join("../../flux/crds", set, name+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if raw, _ := crd.Body.Get("spec").(manifest.Raw); !bytes.Equal(raw, file) {
				t.Errorf("flux %s: CRD %s is not that of set %s", version, name, set)
			}
			if made, _ := crd.Annotations.Get("controller-gen.kubebuilder.io/version"); made != release.ControllerGen {
				t.Errorf("flux %s: CRD %s names controller-gen %s, want %s", version, name, made, release.ControllerGen)
			}
		}
		if len(got) != len(official[set].Specs) {
			t.Errorf("flux %s: %d CRDs, want %d", version, len(got), len(official[set].Specs))
		}
	}
}

func TestCRDFiles(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../flux/crds/*/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var spec map[string]any
		if err := yaml.Unmarshal(content, &spec); err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if canonical := manifest.AppendValue(nil, manifest.FromJSON(spec), 0); !bytes.Equal(content, canonical) {
			t.Errorf("%s: line %d is not as manifest writes it", file, firstDifference(content, canonical))
		}
		for _, version := range spec["versions"].([]any) {
			checkSchema(t, file, version.(map[string]any)["schema"].(map[string]any)["openAPIV3Schema"])
		}
	}
}

// checkSchema reports the keyword description in a schema and in those below
// it; a property may well have that name.
func checkSchema(t *testing.T, path string, schema any) {
	t.Helper()
	s, ok := schema.(map[string]any)
	if !ok {
		return
	}
	if text, ok := s["description"]; ok {
		t.Errorf("%s has the description %q", path, text)
	}
	for keyword, value := range s {
		switch v := value.(type) {
		case []any:
			for _, element := range v {
				checkSchema(t, path+"/"+keyword, element)
			}
		case map[string]any:
			if keyword != "properties" {
				checkSchema(t, path+"/"+keyword, v)
				continue
			}
			for name, property := range v {
				checkSchema(t, path+"/"+name, property)
			}
		}
	}
}

// What is written reads back as what was built, wherever it is spliced in.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	for _, o := range distribution.Objects(installation.Options{
		Components: flux.AllComponents(),
		LockDown:   &installation.LockDown{DefaultServiceAccount: "flux-applier"},
	}) {
		want := map[string]any{"apiVersion": o.APIVersion, "kind": o.Kind}
		metadata := map[string]any{"name": o.Name, "labels": tree(t, o.Labels.Value())}
		if o.Namespace != "" {
			metadata["namespace"] = o.Namespace
		}
		if len(o.Annotations) > 0 {
			metadata["annotations"] = tree(t, o.Annotations.Value())
		}
		want["metadata"] = metadata
		for _, field := range o.Body {
			want[field.Key] = tree(t, field.Value)
		}
		for _, indent := range []int{0, 2, 7} {
			doc := append(bytes.Repeat([]byte(" "), indent), o.AppendYAML(nil, indent)...)
			var got map[string]any
			if err := yaml.Unmarshal(doc, &got); err != nil {
				t.Errorf("%s: %v", o.ID(), err)
			} else if !reflect.DeepEqual(got, want) {
				t.Errorf("%s with indent %d:\n got %v\nwant %v", o.ID(), indent, got, want)
			}
		}
	}
}

// tree is a value as the YAML reader returns it.
func tree(t *testing.T, v manifest.Value) any {
	t.Helper()
	switch v := v.(type) {
	case manifest.Map:
		out := map[string]any{}
		for _, field := range v {
			if field.Value != nil {
				out[field.Key] = tree(t, field.Value)
			}
		}
		return out
	case manifest.List:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = tree(t, element)
		}
		return out
	case manifest.Raw:
		var out any
		if err := yaml.Unmarshal(v, &out); err != nil {
			t.Fatal(err)
		}
		return out
	case manifest.String:
		return string(v)
	case manifest.Int:
		return float64(v)
	case manifest.Bool:
		return bool(v)
	default:
		t.Fatalf("%T in an object", v)
		return nil
	}
}
