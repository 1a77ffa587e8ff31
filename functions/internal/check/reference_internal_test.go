// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
)

// refersByName matches the paths of fields that hold the name of an object.
var refersByName = regexp.MustCompile(`((Ref|From\.\*|dependsOn\.\*|repository|[sS]ources\.\*|resources\.\*)\.name|[sS]erviceAccountName)$`)

// Every kind of the release has a controller, and every field that names an
// object is followed.
func TestReferencesAreComplete(t *testing.T) {
	t.Parallel()
	release, _ := flux.Lookup("")
	for kind, of := range controllerOf {
		text, ok := release.CRD(of.group, kind)
		if !ok {
			t.Errorf("the release has no %s in %s", kind, of.group)
			continue
		}
		want := map[string]bool{}
		collect(storedSpec(t, text), "", want)
		// A controller writes it, not people.
		if kind == "ExternalArtifact" {
			continue
		}
		for _, r := range references[kind] {
			path := r.path
			if !strings.HasSuffix(path, "erviceAccountName") {
				path += ".name"
			}
			if !want[path] {
				t.Errorf("%s has no field %s", kind, path)
			}
			delete(want, path)
		}
		for _, path := range slices.Sorted(maps.Keys(want)) {
			if refersByName.MatchString(path) {
				t.Errorf("%s of %s is not followed", path, kind)
			}
		}
	}
	for kind := range references {
		if _, ok := controllerOf[kind]; !ok {
			t.Errorf("%s has no controller", kind)
		}
	}
}

// What the lock-down is about is what can name a namespace, dependencies apart.
func TestGuardedReferencesNameNamespaces(t *testing.T) {
	t.Parallel()
	release, _ := flux.Lookup("")
	for kind, all := range references {
		text, _ := release.CRD(controllerOf[kind].group, kind)
		fields := map[string]bool{}
		collect(storedSpec(t, text), "", fields)
		for _, r := range all {
			if hasNamespace := fields[r.path+".namespace"]; hasNamespace != r.guarded && !strings.HasPrefix(r.path, "dependsOn") {
				t.Errorf("%s of %s: names a namespace is %t, guarded is %t", r.path, kind, hasNamespace, r.guarded)
			}
		}
	}
}

func storedSpec(t *testing.T, crd []byte) map[string]any {
	t.Helper()
	var spec struct {
		Versions []struct {
			Storage bool
			Schema  struct{ OpenAPIV3Schema map[string]any }
		}
	}
	if err := yaml.Unmarshal(crd, &spec); err != nil {
		t.Fatal(err)
	}
	for _, version := range spec.Versions {
		if version.Storage {
			out, _ := at(version.Schema.OpenAPIV3Schema, "properties", "spec").(map[string]any)
			return out
		}
	}
	t.Fatal("no stored version")
	return nil
}

// collect gathers the paths of all fields below a schema.
func collect(schema map[string]any, path string, into map[string]bool) {
	if items, ok := schema["items"].(map[string]any); ok {
		collect(items, path+".*", into)
		return
	}
	properties, _ := schema["properties"].(map[string]any)
	for name, property := range properties {
		below := strings.TrimPrefix(path+"."+name, ".")
		into[below] = true
		collect(property.(map[string]any), below, into)
	}
}
