// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/gobuffalo/flect"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

// crdHeader starts every CRD file.
const crdHeader = `# SPDX-FileCopyrightText: 2026 The flux-bundle Authors
# SPDX-License-Identifier: Apache-2.0

# Generated from functions/api by make generate. DO NOT EDIT.
`

// What controller-gen writes for the fields of every object, so that our CRDs
// read like any other.
const (
	apiVersionDoc = `APIVersion defines the versioned schema of this representation of an object.
Servers should convert recognized schemas to the latest internal value, and
may reject unrecognized values.
More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources`
	kindDoc = `Kind is a string value representing the REST resource this object represents.
Servers may infer this from the endpoint the client submits requests to.
Cannot be updated.
In CamelCase.
More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds`
)

// crdFile returns the CustomResourceDefinition of a kind.
func crdFile(k kind) (file, error) {
	definition := customResourceDefinition(k)
	if err := checkStructural(definition); err != nil {
		return file{}, err
	}
	data, err := marshalCRD(definition)
	if err != nil {
		return file{}, err
	}
	name := definition.Spec.Group + "_" + definition.Spec.Names.Plural + ".yaml"
	return file{path: path.Join(crdDir, name), data: append([]byte(crdHeader), data...)}, nil
}

func customResourceDefinition(k kind) *apiextensionsv1.CustomResourceDefinition {
	singular := strings.ToLower(k.name)
	plural := flect.Pluralize(singular)
	return &apiextensionsv1.CustomResourceDefinition{
		TypeMeta: metav1.TypeMeta{
			APIVersion: apiextensionsv1.SchemeGroupVersion.String(),
			Kind:       "CustomResourceDefinition",
		},
		ObjectMeta: metav1.ObjectMeta{Name: plural + "." + k.group},
		Spec: apiextensionsv1.CustomResourceDefinitionSpec{
			Group: k.group,
			Names: apiextensionsv1.CustomResourceDefinitionNames{
				Kind:     k.name,
				ListKind: k.name + "List",
				Plural:   plural,
				Singular: singular,
			},
			Scope: apiextensionsv1.NamespaceScoped,
			Versions: []apiextensionsv1.CustomResourceDefinitionVersion{{
				Name:    k.version,
				Served:  true,
				Storage: true,
				Schema:  &apiextensionsv1.CustomResourceValidation{OpenAPIV3Schema: rootSchema(k)},
			}},
		},
	}
}

// rootSchema replaces what the API server checks itself: it refuses a CRD that
// says more of metadata than its type.
func rootSchema(k kind) *apiextensionsv1.JSONSchemaProps {
	root := k.schema.DeepCopy()
	root.Properties["apiVersion"] = apiextensionsv1.JSONSchemaProps{Type: "string", Description: apiVersionDoc}
	root.Properties["kind"] = apiextensionsv1.JSONSchemaProps{Type: "string", Description: kindDoc}
	root.Properties["metadata"] = apiextensionsv1.JSONSchemaProps{Type: "object"}
	root.Required = slices.DeleteFunc(root.Required, func(name string) bool {
		return name == "apiVersion" || name == "kind" || name == "metadata"
	})
	return root
}

// checkStructural refuses a schema that an API server would refuse because it
// is not structural.
func checkStructural(definition *apiextensionsv1.CustomResourceDefinition) error {
	var props apiextensions.JSONSchemaProps
	schema := definition.Spec.Versions[0].Schema.OpenAPIV3Schema
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(schema, &props, nil); err != nil {
		return err
	}
	structural, err := structuralschema.NewStructural(&props)
	if err != nil {
		return fmt.Errorf("not a structural schema: %w", err)
	}
	return structuralschema.ValidateStructural(nil, structural).ToAggregate()
}

// marshalCRD writes a definition without the fields that only a server sets.
func marshalCRD(definition *apiextensionsv1.CustomResourceDefinition) ([]byte, error) {
	data, err := json.Marshal(definition)
	if err != nil {
		return nil, err
	}
	var object map[string]any
	if err := decodeJSON(data, &object); err != nil {
		return nil, err
	}
	delete(object, "status")
	if metadata, ok := object["metadata"].(map[string]any); ok {
		delete(metadata, "creationTimestamp")
	}
	return yaml.Marshal(object)
}
