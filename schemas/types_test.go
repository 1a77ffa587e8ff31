// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package schemas_test

import (
	"encoding"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/schemas"
)

var goTypes = map[string]reflect.Type{
	v1alpha1.KindFluxCluster:       reflect.TypeFor[v1alpha1.FluxCluster](),
	v1alpha1.KindFluxBundle:        reflect.TypeFor[v1alpha1.FluxBundle](),
	v1alpha1.KindFluxConfiguration: reflect.TypeFor[v1alpha1.FluxConfiguration](),
	v1alpha1.KindFluxExtension:     reflect.TypeFor[v1alpha1.FluxExtension](),
	v1alpha1.KindSealingPolicy:     reflect.TypeFor[v1alpha1.SealingPolicy](),
}

// A change of a type without make generate fails here.
func TestSchemasFollowTheTypes(t *testing.T) {
	t.Parallel()
	for _, kind := range schemas.Kinds() {
		typ, ok := goTypes[kind]
		if !ok {
			t.Errorf("%s: no Go type in this test", kind)
			continue
		}
		compareType(t, kind, typ, decode(t, kind))
	}
}

// Reflection cannot list the types of a package, so a kind without a schema is
// found in the source.
func TestEveryKindHasASchema(t *testing.T) {
	t.Parallel()
	sources, err := filepath.Glob("../functions/api/v1alpha1/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, name := range sources {
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			if spec, ok := node.(*ast.TypeSpec); ok && isKind(spec) {
				found = append(found, spec.Name.Name)
			}
			return true
		})
	}
	slices.Sort(found)
	if !slices.Equal(found, schemas.Kinds()) {
		t.Errorf("the types are %v, the schemas are of %v", found, schemas.Kinds())
	}
}

func isKind(spec *ast.TypeSpec) bool {
	structType, ok := spec.Type.(*ast.StructType)
	if !ok {
		return false
	}
	missing := map[string]bool{"APIVersion": true, "Kind": true, "Metadata": true, "Spec": true}
	for _, field := range structType.Fields.List {
		for _, name := range field.Names {
			delete(missing, name.Name)
		}
	}
	return len(missing) == 0
}

// The CRD and the JSON Schema of a kind say the same of its spec.
func TestCRDsEqualJSONSchemas(t *testing.T) {
	t.Parallel()
	crds := readCRDs(t)
	if got := sortedKeys(crds); !slices.Equal(got, schemas.Kinds()) {
		t.Fatalf("there are CRDs of %v, want %v", got, schemas.Kinds())
	}
	for kind, crd := range crds {
		got := common(property(crd, "spec"))
		want := common(property(decode(t, kind), "spec"))
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the specs differ\nCRD:  %s\nJSON: %s", kind, compact(got), compact(want))
		}
	}
}

// readCRDs returns the schemas in the CRDs by kind.
func readCRDs(t *testing.T) map[string]map[string]any {
	t.Helper()
	names, err := filepath.Glob("crds/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]any{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var crd struct {
			Spec struct {
				Names    struct{ Kind string }
				Versions []struct {
					Name   string
					Schema struct{ OpenAPIV3Schema map[string]any }
				}
			}
		}
		if err := yaml.Unmarshal(data, &crd); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if v := crd.Spec.Versions; len(v) != 1 || v[0].Name != v1alpha1.Version {
			t.Fatalf("%s: want the version %s and no other", name, v1alpha1.Version)
		}
		out[crd.Spec.Names.Kind] = crd.Spec.Versions[0].Schema.OpenAPIV3Schema
	}
	return out
}

// common leaves out of a schema what only one of the two dialects has, and the
// line breaks of descriptions.
func common(schema map[string]any) map[string]any {
	out := map[string]any{}
	for keyword, value := range schema {
		nested, isMap := value.(map[string]any)
		switch {
		case keyword == "format", strings.HasPrefix(keyword, "x-kubernetes-"):
		case keyword == "additionalProperties" && value == false:
		case keyword == "description":
			out[keyword] = strings.Join(strings.Fields(value.(string)), " ")
		case keyword == "properties":
			properties := map[string]any{}
			for name := range nested {
				properties[name] = common(property(schema, name))
			}
			out[keyword] = properties
		case keyword != "default" && isMap:
			out[keyword] = common(nested)
		default:
			out[keyword] = value
		}
	}
	return out
}

func compact(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// compareType reports where a schema is not that of a Go type.
func compareType(t *testing.T, at string, typ reflect.Type, schema map[string]any) {
	t.Helper()
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	if got, want := schema["type"], schemaType(typ); got != want {
		t.Errorf("%s: type %v, want %s", at, got, want)
		return
	}
	switch {
	case isOpaque(typ):
	case typ == reflect.TypeFor[v1alpha1.Status]():
		// It is for reading: the definition and the reference have its fields.
		if _, there := schema["properties"]; there {
			t.Errorf("%s: the schema of a status is compiled with every input", at)
		}
	case typ.Kind() == reflect.Struct:
		compareStruct(t, at, typ, schema)
	case typ.Kind() == reflect.Slice:
		items, _ := schema["items"].(map[string]any)
		compareType(t, at+"[]", typ.Elem(), items)
	case typ.Kind() == reflect.Map && typ.Elem().Kind() == reflect.Interface:
		if values, ok := schema["additionalProperties"]; ok {
			t.Errorf("%s: additionalProperties is %v, want an open object", at, values)
		}
	case typ.Kind() == reflect.Map:
		values, _ := schema["additionalProperties"].(map[string]any)
		compareType(t, at+".*", typ.Elem(), values)
	}
}

func compareStruct(t *testing.T, at string, typ reflect.Type, schema map[string]any) {
	t.Helper()
	isMetadata := typ == reflect.TypeFor[v1alpha1.ObjectMeta]()
	if closed := schema["additionalProperties"] == false; closed == isMetadata {
		t.Errorf("%s: unknown fields are an error: %t", at, closed)
	}
	fields := map[string]reflect.Type{}
	var required []any
	for field := range fieldsOf(typ) {
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			t.Errorf("%s: %s has no name in JSON", at, field.Name)
			continue
		}
		fields[name] = field.Type
		if !slices.Contains(strings.Split(options, ","), "omitempty") {
			required = append(required, name)
		}
	}
	properties, _ := schema["properties"].(map[string]any)
	if got, want := sortedKeys(properties), sortedKeys(fields); !slices.Equal(got, want) {
		t.Errorf("%s: properties %v, want %v", at, got, want)
	}
	got, _ := schema["required"].([]any)
	slices.SortFunc(required, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
	if !slices.Equal(got, required) {
		t.Errorf("%s: required %v, want %v", at, got, required)
	}
	for name, field := range fields {
		if _, ok := properties[name]; ok {
			compareType(t, at+"."+name, field, property(schema, name))
		}
	}
}

// fieldsOf yields the exported fields of a struct.
func fieldsOf(typ reflect.Type) func(yield func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range typ.NumField() {
			if field := typ.Field(i); field.IsExported() && !yield(field) {
				return
			}
		}
	}
}

// isOpaque reports whether a type decides itself how it looks in JSON. Such a
// type stands for a string.
func isOpaque(typ reflect.Type) bool {
	pointer := reflect.PointerTo(typ)
	return pointer.Implements(reflect.TypeFor[json.Unmarshaler]()) || pointer.Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
}

func schemaType(typ reflect.Type) string {
	if isOpaque(typ) {
		return "string"
	}
	switch typ.Kind() {
	case reflect.Struct, reflect.Map:
		return "object"
	case reflect.Slice:
		return "array"
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int32, reflect.Int64:
		return "integer"
	case reflect.String:
		return "string"
	}
	return "no type in a schema for " + typ.String()
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
