// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"sigs.k8s.io/controller-tools/pkg/crd"
	crdmarkers "sigs.k8s.io/controller-tools/pkg/crd/markers"
	"sigs.k8s.io/controller-tools/pkg/loader"
	"sigs.k8s.io/controller-tools/pkg/markers"
)

// kind is one input of flux-bundle.
type kind struct {
	name    string
	group   string
	version string
	// schema has no references; its properties are those of the Go type.
	schema apiextensionsv1.JSONSchemaProps
	// layout is what a schema does not keep of the Go type.
	layout *layout
}

// layout is the shape of a Go struct: a schema is a map and forgets the order
// of the fields, and it has the description of a field but not that of the
// field's type.
type layout struct {
	doc    string
	fields []string
	nested map[string]*layout
}

// load reads the kinds of the package in a directory, sorted by name.
func load(dir string) ([]kind, error) {
	roots, err := loader.LoadRoots(absolute(dir))
	if err != nil {
		return nil, err
	}
	registry := &markers.Registry{}
	if err := crdmarkers.Register(registry); err != nil {
		return nil, err
	}
	parser := &crd.Parser{
		Collector: &markers.Collector{Registry: registry},
		Checker:   &loader.TypeChecker{},
	}
	var kinds []kind
	for _, pkg := range roots {
		found, err := loadPackage(parser, pkg)
		if err != nil {
			return nil, err
		}
		kinds = append(kinds, found...)
	}
	// Errors of the Go code are on the packages, also when loading succeeded.
	// The loader does not type-check what the types import: errors of that kind
	// are left to the compiler.
	if loader.PrintErrors(roots, packages.TypeError) {
		return nil, errors.New("the Go types have errors")
	}
	if len(kinds) == 0 {
		return nil, fmt.Errorf("no kinds in %s: a kind is a struct with the fields %s", dir, strings.Join(kindFields, ", "))
	}
	return kinds, nil
}

func loadPackage(parser *crd.Parser, pkg *loader.Package) ([]kind, error) {
	parser.NeedPackage(pkg)
	pkg.NeedTypesInfo()
	if pkg.Types == nil {
		return nil, nil // the errors on the package say why
	}
	var idents []crd.TypeIdent
	for ident, info := range parser.Types {
		switch {
		case ident.Package != pkg:
		case isFreeForm(pkg, ident.Name):
			parser.Schemata[ident] = freeForm(info.Doc)
		case isKind(info):
			idents = append(idents, ident)
		}
	}
	slices.SortFunc(idents, func(a, b crd.TypeIdent) int { return strings.Compare(a.Name, b.Name) })
	var kinds []kind
	for _, ident := range idents {
		parser.NeedFlattenedSchemaFor(ident)
		shape, err := layoutOf(parser, ident)
		if err != nil {
			return nil, err
		}
		version := parser.GroupVersions[pkg]
		kinds = append(kinds, kind{
			name:    ident.Name,
			group:   version.Group,
			version: version.Version,
			schema:  parser.FlattenedSchemata[ident],
			layout:  shape,
		})
	}
	return kinds, nil
}

// kindFields are the fields that make a struct a kind. controller-gen goes by
// the embedded types of apimachinery, which the input types do not import.
var kindFields = []string{"APIVersion", "Kind", "Metadata", "Spec"}

func isKind(info *markers.TypeInfo) bool {
	for _, want := range kindFields {
		if !slices.ContainsFunc(info.Fields, func(f markers.FieldInfo) bool { return f.Name == want }) {
			return false
		}
	}
	return true
}

// isFreeForm reports whether a type is a map to any value, which
// controller-tools refuses to describe.
func isFreeForm(pkg *loader.Package, name string) bool {
	obj := pkg.Types.Scope().Lookup(name)
	if obj == nil {
		return false
	}
	m, ok := obj.Type().Underlying().(*types.Map)
	if !ok {
		return false
	}
	value, ok := m.Elem().Underlying().(*types.Interface)
	return ok && value.Empty()
}

// freeForm describes an object that may hold anything.
func freeForm(doc string) apiextensionsv1.JSONSchemaProps {
	preserve := true
	return apiextensionsv1.JSONSchemaProps{
		Type:                   "object",
		Description:            doc,
		XPreserveUnknownFields: &preserve,
	}
}

// layoutOf returns the layout of a struct and of the structs in its fields.
func layoutOf(parser *crd.Parser, ident crd.TypeIdent) (*layout, error) {
	info := parser.Types[ident]
	shape := &layout{doc: info.Doc, nested: map[string]*layout{}}
	for _, field := range info.Fields {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		if name == "" {
			return nil, fmt.Errorf("%s.%s: a field needs a name in its json tag; embedded structs are not supported", ident.Name, field.Name)
		}
		shape.fields = append(shape.fields, name)
		property := parser.Schemata[ident].Properties[name]
		nested := crd.TypeIdent{Package: ident.Package, Name: refName(&property)}
		// A struct that marshals itself has fields, but its schema has none.
		if parser.Schemata[nested].Properties == nil {
			continue
		}
		var err error
		if shape.nested[name], err = layoutOf(parser, nested); err != nil {
			return nil, err
		}
	}
	return shape, nil
}

// refName returns the name of the type that a field holds, directly or as the
// items of a list or the values of a map; "" when it is not a named type.
func refName(schema *apiextensionsv1.JSONSchemaProps) string {
	switch {
	case schema.Ref != nil:
		return strings.TrimPrefix(*schema.Ref, "#/definitions/")
	case schema.Items != nil && schema.Items.Schema != nil:
		return refName(schema.Items.Schema)
	case schema.AdditionalProperties != nil && schema.AdditionalProperties.Schema != nil:
		return refName(schema.AdditionalProperties.Schema)
	}
	return ""
}
