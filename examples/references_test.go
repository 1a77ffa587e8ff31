// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// nameReferences is kustomizeconfig.yaml.
type nameReferences struct {
	NameReference []struct {
		Kind       string  `json:"kind"`
		Group      string  `json:"group"`
		FieldSpecs []field `json:"fieldSpecs"`
	} `json:"nameReference"`
}

// field is a field of a kind of Flux that may hold the name of an object.
type field struct {
	Group string `json:"group"`
	Kind  string `json:"kind"`
	Path  string `json:"path"`
}

// refersByName matches the fields that refer to an object by name.
var refersByName = regexp.MustCompile(`(Ref|From|dependsOn|[sS]ources)/name$|[sS]erviceAccountName$`)

// unlisted are the references that people do not write: a controller does.
var unlisted = map[field]bool{{"source.toolkit.fluxcd.io", "ExternalArtifact", "spec/sourceRef/name"}: true}

// kustomizeconfig.yaml has every reference there is in the CRDs of all
// controllers, for every kind it may point to, and no field that is not there.
func TestNameReferencesAreComplete(t *testing.T) {
	t.Parallel()
	var config nameReferences
	if err := yaml.UnmarshalStrict([]byte(readFile(t, transformerDir, "kustomizeconfig.yaml")), &config); err != nil {
		t.Fatal(err)
	}
	fields := nameFields(t)
	// An ExternalSecret names the Secret that it makes.
	fields[field{"external-secrets.io", "ExternalSecret", "spec/target/name"}] = []string{"ExternalSecret"}
	// listed tells which kinds a field is listed for.
	listed := map[field]map[string]bool{}
	for _, target := range config.NameReference {
		for _, spec := range target.FieldSpecs {
			found := false
			for f := range fields {
				if f.Group == spec.Group && f.Path == spec.Path && (spec.Kind == "" || f.Kind == spec.Kind) {
					found = true
					if listed[f] == nil {
						listed[f] = map[string]bool{}
					}
					listed[f][target.Kind] = true
				}
			}
			if !found {
				t.Errorf("no kind of Flux has %+v", spec)
			}
		}
	}
	for f, targets := range fields {
		if !refersByName.MatchString(f.Path) || unlisted[f] {
			continue
		}
		if len(listed[f]) == 0 {
			t.Errorf("%+v is not listed", f)
		}
		for _, kind := range targets {
			if !listed[f][kind] {
				t.Errorf("%+v may refer to a %s, which is not listed", f, kind)
			}
		}
	}
}

// nameFields returns the fields of all kinds of Flux that hold a name, each
// with the kinds that the field beside it allows, if it says so.
func nameFields(t *testing.T) map[field][]string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, tree{"all.yaml": `apiVersion: fluxbundle.io/v1alpha1
kind: FluxExtension
metadata:
  name: all
spec:
  components:
  - source-controller
  - kustomize-controller
  - helm-controller
  - notification-controller
  - image-reflector-controller
  - image-automation-controller
  - source-watcher
`})
	fields := map[field][]string{}
	for id, crd := range standalone(t, dir) {
		if id.kind != "CustomResourceDefinition" {
			continue
		}
		spec := child(crd, "spec")
		for _, version := range spec["versions"].([]any) {
			schema := child(version.(map[string]any), "schema", "openAPIV3Schema", "properties", "spec")
			at := field{Group: text(spec, "group"), Kind: text(spec, "names", "kind"), Path: "spec"}
			collect(schema, at, fields)
		}
	}
	return fields
}

// collect adds the fields below one of them.
func collect(schema map[string]any, at field, fields map[field][]string) {
	if items := child(schema, "items"); items != nil {
		schema = items
	}
	properties := child(schema, "properties")
	for name := range properties {
		below := at
		below.Path += "/" + name
		collect(child(properties, name), below, fields)
		if name != "name" && !strings.HasSuffix(strings.ToLower(name), "serviceaccountname") {
			continue
		}
		fields[below] = nil
		if kinds, ok := child(properties, "kind")["enum"].([]any); ok && name == "name" {
			for _, kind := range kinds {
				fields[below] = append(fields[below], kind.(string))
			}
		}
	}
}

func child(o map[string]any, keys ...string) map[string]any {
	for _, key := range keys {
		o, _ = o[key].(map[string]any)
	}
	return o
}
