// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package schemas_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/schemas"
)

// published is where the files of this folder can be fetched from.
const published = "https://raw.githubusercontent.com/fluxbundle/fluxbundle/main/schemas/"

// modeline is the comment by which the YAML language server finds the schema of
// a document (https://github.com/redhat-developer/yaml-language-server#using-inlined-schema),
// with the document below it.
var modeline = regexp.MustCompile("(?m)^# yaml-language-server: \\$schema=(\\S+)\\n((?:[^`\\n].*\\n|\\n)*)")

// Where the documentation and the examples name a schema, an editor finds it,
// and it accepts the document.
func TestModelines(t *testing.T) {
	t.Parallel()
	found := 0
	for _, path := range append(yamlFiles(t, "../examples"), "README.md") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range modeline.FindAllStringSubmatch(string(text), -1) {
			found++
			file, ok := strings.CutPrefix(match[1], published)
			if !ok {
				t.Errorf("%s: %s is not where the schemas are", path, match[1])
				continue
			}
			if _, err := os.Stat(filepath.FromSlash(file)); err != nil {
				t.Errorf("%s: %v", path, err)
				continue
			}
			for text := range strings.SplitSeq(match[2], "\n---\n") {
				checkModeline(t, path, file, text)
			}
		}
	}
	if found == 0 {
		t.Error("no file names a schema")
	}
}

// checkModeline validates a document with the schema that its file names.
func checkModeline(t *testing.T, path, schema, text string) {
	t.Helper()
	var document map[string]any
	if err := yaml.Unmarshal([]byte(text), &document); err != nil {
		t.Errorf("%s: %v", path, err)
		return
	}
	kind, _ := document["kind"].(string)
	compiled := compileAll(t)
	if schema != "all.json" {
		if want := "json/" + strings.ToLower(kind) + ".json"; schema != want {
			t.Errorf("%s: a %s names the schema %s", path, kind, schema)
			return
		}
		compiled = compile(t, kind)
	}
	if err := compiled.Validate(document); err != nil {
		t.Errorf("%s: %#v", path, err)
	}
}

// compileAll compiles the schema of all kinds from its file, as an editor does.
func compileAll(t *testing.T) *jsonschema.Schema {
	t.Helper()
	path, err := filepath.Abs("all.json")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.Compile("file://" + filepath.ToSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// The schema of all kinds says of each what its own schema says, and nothing of
// the kinds of others.
func TestSchemaOfAllKinds(t *testing.T) {
	t.Parallel()
	all := compileAll(t)
	for _, kind := range schemas.Kinds() {
		for _, doc := range samples(t, kind, "good") {
			if err := all.Validate(doc.value); err != nil {
				t.Errorf("%s: good sample is refused: %#v\n%s", kind, err, doc.text)
			}
		}
		for _, doc := range samples(t, kind, "bad") {
			// The kind itself, and what is not an object, are told elsewhere.
			if at := errorLocations(all.Validate(doc.value)); doc.comment != "/apiVersion" && doc.comment != "/kind" && !slices.Contains(at, doc.comment) {
				t.Errorf("%s: errors at %q, want one at %q\n%s", kind, at, doc.comment, doc.text)
			}
		}
	}
	for text, ok := range map[string]bool{
		"{apiVersion: v1, kind: Secret, stringData: {a: b}}":        true,
		"{apiVersion: fluxbundle.io/v1alpha1, kind: FluxConfig}":    false,
		"{apiVersion: fluxbundle.io/v1alpha1}":                      false,
		"{apiVersion: fluxbundle.io/v1alpha1, kind: FluxExtension}": false,
	} {
		var value any
		if err := yaml.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		if err := all.Validate(value); (err == nil) != ok {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// Editors show what the schema says of a field, and offer values: every field
// has a description.
func TestFieldsAreDescribed(t *testing.T) {
	t.Parallel()
	for _, kind := range schemas.Kinds() {
		walk(decode(t, kind), "", func(at string, schema map[string]any) {
			properties, _ := schema["properties"].(map[string]any)
			for name := range properties {
				if text, _ := property(schema, name)["description"].(string); text == "" {
					t.Errorf("%s%s/properties/%s has no description", kind, at, name)
				}
			}
		})
	}
}

func yamlFiles(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Ext(path) == ".yaml" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
