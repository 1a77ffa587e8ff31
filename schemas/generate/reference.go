// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// notAzure is what the description of a field says that Azure does not have.
const notAzure = "Not an Azure property"

// referenceFile returns the reference page: the same facts as the schemas, in
// the order of the Go fields.
func referenceFile(kinds []kind, schemas []map[string]any) file {
	var page bytes.Buffer
	page.WriteString(`<!-- Generated from functions/api by make generate. DO NOT EDIT. -->

# Reference of the inputs

Every field of every kind. A field that is not listed is an error. A dagger (†)
marks a field that the Azure resource of the same purpose does not have.

`)
	for _, k := range kinds {
		fmt.Fprintf(&page, "- [%s](#%s)\n", k.name, slug(k.name))
	}
	page.WriteString("- [metadata](#metadata), the same for all kinds\n")
	for i, k := range kinds {
		fmt.Fprintf(&page, "\n## %s\n\n%s\n", k.name, unwrap(k.layout.doc))
		section{kind: k.name, schema: schemas[i], layout: k.layout}.write(&page)
	}
	metadata := section{
		path:   []string{"metadata"},
		schema: property(schemas[0], "metadata"),
		layout: kinds[0].layout.nested["metadata"],
	}
	fmt.Fprintf(&page, "\n## metadata\n\n%s\n", unwrap(metadata.layout.doc))
	metadata.table(&page)
	return file{path: "reference.md", data: page.Bytes()}
}

// section is the part of the page about one object.
type section struct {
	kind   string
	path   []string
	schema map[string]any
	layout *layout
}

// write writes the table of the object's fields, then the sections of the
// objects in them.
func (s section) write(page *bytes.Buffer) {
	s.table(page)
	for _, name := range s.layout.fields {
		nested, ok := s.nested(name)
		if !ok || s.shared(name) {
			continue
		}
		fmt.Fprintf(page, "\n### %s\n\n%s\n", nested.title(), unwrap(nested.layout.doc))
		nested.write(page)
	}
}

func (s section) table(page *bytes.Buffer) {
	page.WriteString("\n| Field | Type | Default | Constraint | Description |\n|---|---|---|---|---|\n")
	required, _ := s.schema["required"].([]any)
	for _, name := range s.layout.fields {
		field := property(s.schema, name)
		doc, _ := field["description"].(string)
		label := "`" + name + "`"
		if strings.Contains(doc, notAzure) {
			label += " †"
		}
		limits := constraints(field)
		if slices.Contains(required, any(name)) {
			limits = append([]string{"required"}, limits...)
		}
		fmt.Fprintf(page, "| %s | %s | %s | %s | %s |\n",
			label, s.typeCell(name, field), literalOf(field["default"]), strings.Join(limits, "; "), cell(doc))
	}
}

// nested returns the section of the object that a field holds.
func (s section) nested(name string) (section, bool) {
	shape, ok := s.layout.nested[name]
	if !ok {
		return section{}, false
	}
	schema, element := property(s.schema, name), name
	for {
		if items, ok := schema["items"].(map[string]any); ok {
			schema, element = items, element+"[]"
		} else if values, ok := schema["additionalProperties"].(map[string]any); ok {
			schema, element = values, element+".<name>"
		} else {
			break
		}
	}
	return section{kind: s.kind, path: append(slices.Clone(s.path), element), schema: schema, layout: shape}, true
}

// shared reports whether a field has a section of its own outside the kind.
func (s section) shared(name string) bool { return len(s.path) == 0 && name == "metadata" }

func (s section) title() string {
	return s.kind + " `" + strings.Join(s.path, ".") + "`"
}

// typeCell names the type of a field, with a link to the section of an object.
func (s section) typeCell(name string, field map[string]any) string {
	text := typeName(field)
	if s.shared(name) {
		return fmt.Sprintf("[%s](#%s)", text, name)
	}
	if nested, ok := s.nested(name); ok {
		return fmt.Sprintf("[%s](#%s)", text, slug(nested.title()))
	}
	return text
}

func typeName(schema map[string]any) string {
	if items, ok := schema["items"].(map[string]any); ok {
		return "list of " + typeName(items)
	}
	if values, ok := schema["additionalProperties"].(map[string]any); ok {
		return "map of " + typeName(values)
	}
	if name, ok := schema["type"].(string); ok {
		return name
	}
	return "any"
}

func property(schema map[string]any, name string) map[string]any {
	properties, _ := schema["properties"].(map[string]any)
	field, _ := properties[name].(map[string]any)
	return field
}
