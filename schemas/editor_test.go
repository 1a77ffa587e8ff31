// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package schemas_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

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
			var document map[string]any
			if err := yaml.Unmarshal([]byte(match[2]), &document); err != nil {
				t.Errorf("%s: %v", path, err)
				continue
			}
			kind, _ := document["kind"].(string)
			if want := "json/" + strings.ToLower(kind) + ".json"; file != want {
				t.Errorf("%s: a %s names the schema %s", path, kind, file)
			} else if err := compile(t, kind).Validate(document); err != nil {
				t.Errorf("%s: %#v", path, err)
			}
		}
	}
	if found == 0 {
		t.Error("no file names a schema")
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
