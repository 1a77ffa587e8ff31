// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package schemas_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/schemas"
)

func TestKindsAreTheFiles(t *testing.T) {
	t.Parallel()
	want := make([]string, 0, len(schemas.Kinds()))
	for _, kind := range schemas.Kinds() {
		want = append(want, filepath.Join("json", strings.ToLower(kind)+".json"))
	}
	got, err := filepath.Glob("json/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("files %v, want %v", got, want)
	}
	if !slices.IsSorted(schemas.Kinds()) {
		t.Error("kinds are not sorted")
	}
}

func TestJSONOfUnknownKind(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"", "Secret", "fluxbundle", "../json/FluxBundle"} {
		if _, ok := schemas.JSON(kind); ok {
			t.Errorf("there is a schema for %q", kind)
		}
	}
}

func TestSchemasNameTheirKind(t *testing.T) {
	t.Parallel()
	for _, kind := range schemas.Kinds() {
		schema := decode(t, kind)
		for keyword, want := range map[string]any{
			"$schema": "http://json-schema.org/draft-07/schema#",
			"$id":     schemas.ID(kind),
			"title":   kind,
		} {
			if schema[keyword] != want {
				t.Errorf("%s: %s is %v, want %v", kind, keyword, schema[keyword], want)
			}
		}
		for field, want := range map[string]any{"apiVersion": v1alpha1.APIVersion, "kind": kind} {
			if got := property(schema, field)["const"]; got != want {
				t.Errorf("%s: %s is %v, want %v", kind, field, got, want)
			}
		}
	}
}

// The samples are testdata/<kind>.<good|bad>.yaml, one document per case. A
// bad one says in its first comment which location the error is at.
func TestSamples(t *testing.T) {
	t.Parallel()
	for _, kind := range schemas.Kinds() {
		schema := compile(t, kind)
		for _, doc := range samples(t, kind, "good") {
			if err := schema.Validate(doc.value); err != nil {
				t.Errorf("%s: good sample is refused: %#v\n%s", kind, err, doc.text)
			}
		}
		for _, doc := range samples(t, kind, "bad") {
			if at := errorLocations(schema.Validate(doc.value)); !slices.Contains(at, doc.comment) {
				t.Errorf("%s: errors at %q, want one at %q\n%s", kind, at, doc.comment, doc.text)
			}
		}
	}
}

// A default that its own schema refuses would make an explicit default an
// error.
func TestDefaultsAreValid(t *testing.T) {
	t.Parallel()
	for _, kind := range schemas.Kinds() {
		compiler := newCompiler(t, kind)
		walk(decode(t, kind), "#", func(at string, schema map[string]any) {
			value, ok := schema["default"]
			if !ok {
				return
			}
			if err := compiler.MustCompile(schemas.ID(kind) + at).Validate(value); err != nil {
				t.Errorf("%s: default at %s: %v", kind, at, err)
			}
		})
	}
}

// BenchmarkCompile is what a run pays before it can validate a kind.
func BenchmarkCompile(b *testing.B) {
	for _, kind := range schemas.Kinds() {
		b.Run(kind, func(b *testing.B) {
			for b.Loop() {
				compile(b, kind)
			}
		})
	}
}

func newCompiler(t testing.TB, kind string) *jsonschema.Compiler {
	t.Helper()
	data, ok := schemas.JSON(kind)
	if !ok {
		t.Fatalf("no schema for %s", kind)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(schemas.ID(kind), bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	return compiler
}

func compile(t testing.TB, kind string) *jsonschema.Schema {
	t.Helper()
	schema, err := newCompiler(t, kind).Compile(schemas.ID(kind))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func decode(t testing.TB, kind string) map[string]any {
	t.Helper()
	data, _ := schemas.JSON(kind)
	var schema map[string]any
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatalf("%s: %v", kind, err)
	}
	return schema
}

func property(schema map[string]any, name string) map[string]any {
	properties, _ := schema["properties"].(map[string]any)
	field, _ := properties[name].(map[string]any)
	return field
}

// walk calls visit for every schema in a schema, with its JSON pointer.
func walk(schema map[string]any, at string, visit func(at string, schema map[string]any)) {
	visit(at, schema)
	properties, _ := schema["properties"].(map[string]any)
	for name := range properties {
		walk(property(schema, name), at+"/properties/"+name, visit)
	}
	for _, keyword := range []string{"items", "additionalProperties"} {
		if nested, ok := schema[keyword].(map[string]any); ok {
			walk(nested, at+"/"+keyword, visit)
		}
	}
}

type sample struct {
	comment string
	text    string
	value   any
}

func samples(t *testing.T, kind, quality string) []sample {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", strings.ToLower(kind)+"."+quality+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var out []sample
	for text := range strings.SplitSeq(string(data), "\n---\n") {
		doc := sample{text: text}
		if err := yaml.Unmarshal([]byte(text), &doc.value); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if line, ok := strings.CutPrefix(text, "# at "); ok {
			doc.comment, _, _ = strings.Cut(line, "\n")
		}
		out = append(out, doc)
	}
	return out
}

// errorLocations returns where a document breaks a rule, "/" for its root.
func errorLocations(err error) []string {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return nil
	}
	if len(invalid.Causes) == 0 {
		return []string{"/" + strings.TrimPrefix(invalid.InstanceLocation, "/")}
	}
	var out []string
	for _, cause := range invalid.Causes {
		out = append(out, errorLocations(cause)...)
	}
	return out
}
