// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
)

// property is a row of schemas/azure.md.
type property struct {
	azure, since, field, flux, how string
}

var (
	quoted = regexp.MustCompile("`([^`]+)`")
	// apiVersions are those that added properties.
	apiVersions = []string{"2022-03-01", "2022-07-01", "2023-05-01", "2024-11-01", "2025-04-01", "2026-07-01-preview"}
	// others are the kinds besides those of Flux that properties become.
	others = []string{"ClusterRoleBinding", "ConfigMap", "Namespace", "RoleBinding", "Secret", "ServiceAccount"}
)

// The page says of every property of Azure where it goes, and of nothing else.
func TestPageOfProperties(t *testing.T) {
	t.Parallel()
	rows, page := properties(t)
	azure, fields := make([]string, len(rows)), make([]string, len(rows))
	for i, row := range rows {
		azure[i], fields[i] = row.azure, row.field
		if !slices.Contains(apiVersions, row.since) {
			t.Errorf("%s: there is no API version %q", row.azure, row.since)
		}
		if row.flux != "none" {
			checkFlux(t, row)
		}
	}
	compareSets(t, "properties of Azure", azure, leaves(configuration, ""))
	compareSets(t, "fields of the types", fields, typeFields(reflect.TypeFor[v1alpha1.FluxConfigurationSpec](), "spec", ours(t)))
	for _, name := range reportedOnly(configuration, "") {
		if !strings.Contains(page, "`"+name+"`") {
			t.Errorf("the page does not say that Azure only reports %s", name)
		}
	}
}

// properties reads the rows of the tables of the page.
func properties(t *testing.T) ([]property, string) {
	t.Helper()
	text, err := os.ReadFile("../../../schemas/azure.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []property
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if len(cells) != 5 || slices.Contains(cells, "") {
			t.Errorf("a row has an empty cell: %s", line)
			continue
		}
		rows = append(rows, property{strings.Trim(cells[0], "`"), cells[1], strings.Trim(cells[2], "`"), cells[3], cells[4]})
	}
	return rows, string(text)
}

// leaves lists the properties below a shape that Azure takes.
func leaves(s *shape, path string) []string {
	switch {
	case s.role == readOnly:
		return nil
	case s.role == group:
		var out []string
		for _, name := range keys(s.fields) {
			out = append(out, leaves(s.fields[name], strings.TrimPrefix(path+"."+name, "."))...)
		}
		return out
	case s.each != nil && s.each.role == group && s.role == list:
		return leaves(s.each, path+"[]")
	case s.each != nil && s.each.role == group:
		return leaves(s.each, path+".<name>")
	default:
		return []string{path}
	}
}

func reportedOnly(s *shape, path string) []string {
	if s.role == readOnly {
		return []string{path}
	}
	var out []string
	for _, name := range keys(s.fields) {
		out = append(out, reportedOnly(s.fields[name], strings.TrimPrefix(path+"."+name, "."))...)
	}
	if s.each != nil && s.role == table {
		out = append(out, reportedOnly(s.each, path+".<name>")...)
	}
	return out
}

// typeFields lists the fields below a type that no ours names.
func typeFields(typ reflect.Type, path string, ours map[string]bool) []string {
	element := typ
	for element.Kind() == reflect.Pointer || element.Kind() == reflect.Slice || element.Kind() == reflect.Map {
		switch element.Kind() {
		case reflect.Slice:
			path += "[]"
		case reflect.Map:
			path += ".<name>"
		}
		element = element.Elem()
	}
	if element.Kind() != reflect.Struct || element == reflect.TypeFor[v1alpha1.Secret]() {
		return []string{strings.TrimSuffix(strings.TrimSuffix(path, "[]"), ".<name>")}
	}
	var out []string
	for i := range element.NumField() {
		name, _, _ := strings.Cut(element.Field(i).Tag.Get("json"), ",")
		if !ours[path+"."+name] {
			out = append(out, typeFields(element.Field(i).Type, path+"."+name, ours)...)
		}
	}
	return out
}

// ours lists the fields that the schema says Azure does not have.
func ours(t *testing.T) map[string]bool {
	t.Helper()
	text, err := os.ReadFile("../../../schemas/json/fluxconfiguration.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema map[string]any
	if err := yaml.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	var walk func(schema map[string]any, path string)
	walk = func(schema map[string]any, path string) {
		if doc, _ := schema["description"].(string); strings.Contains(doc, "Not an Azure property") {
			out[path] = true
		}
		if items, ok := schema["items"].(map[string]any); ok {
			walk(items, path+"[]")
		}
		if values, ok := schema["additionalProperties"].(map[string]any); ok {
			walk(values, path+".<name>")
		}
		properties, _ := schema["properties"].(map[string]any)
		for name, property := range properties {
			walk(property.(map[string]any), strings.TrimPrefix(path+"."+name, "."))
		}
	}
	walk(schema, "")
	return out
}

// checkFlux looks the fields of Flux up in the CRDs of the default release.
func checkFlux(t *testing.T, row property) {
	t.Helper()
	release, _ := flux.Lookup("")
	targets := quoted.FindAllStringSubmatch(row.flux, -1)
	if len(targets) == 0 {
		t.Errorf("%s: Flux is neither a field nor none: %s", row.azure, row.flux)
	}
	for _, target := range targets {
		kind, path, _ := strings.Cut(target[1], ".")
		if slices.Contains(others, kind) && path == "" {
			continue
		}
		group := "source.toolkit.fluxcd.io"
		if kind == "Kustomization" {
			group = "kustomize.toolkit.fluxcd.io"
		}
		text, ok := release.CRD(group, kind)
		if !ok {
			t.Errorf("%s: Flux has no kind %s", row.azure, kind)
			continue
		}
		if !hasField(t, text, path) {
			t.Errorf("%s: %s of Flux %s has no field %s", row.azure, kind, release.Version, path)
		}
	}
}

func hasField(t *testing.T, crd []byte, path string) bool {
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
		if !version.Storage {
			continue
		}
		schema := version.Schema.OpenAPIV3Schema
		for step := range strings.SplitSeq(path, ".") {
			name, inList := strings.CutSuffix(step, "[]")
			fields, _ := schema["properties"].(map[string]any)
			schema, _ = fields[name].(map[string]any)
			if inList {
				schema, _ = schema["items"].(map[string]any)
			}
		}
		return schema != nil
	}
	return false
}

// compareSets reports what only one of two lists has, and what one has twice.
func compareSets(t *testing.T, what string, rows, want []string) {
	t.Helper()
	for i, row := range rows {
		if slices.Contains(rows[:i], row) {
			t.Errorf("%s: %s has two rows", what, row)
		}
		if !slices.Contains(want, row) {
			t.Errorf("%s: there is no %s", what, row)
		}
	}
	for _, name := range want {
		if !slices.Contains(rows, name) {
			t.Errorf("%s: %s has no row", what, name)
		}
	}
}
