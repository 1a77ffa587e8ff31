// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// versionAnnotation is where controller-gen leaves its version.
const versionAnnotation = "controller-gen.kubebuilder.io/version"

// crd is what is used of a CustomResourceDefinition.
type crd struct {
	Kind     string `json:"kind"`
	Metadata struct {
		Name        string            `json:"name"`
		Annotations map[string]string `json:"annotations"`
	} `json:"metadata"`
	// Spec is the JSON tree of the spec, its numbers as they are written.
	Spec map[string]any `json:"spec"`
}

func parseCRD(doc []byte) (crd, error) {
	data, err := yaml.YAMLToJSON(doc)
	if err != nil {
		return crd{}, err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var out crd
	if err := decoder.Decode(&out); err != nil {
		return crd{}, err
	}
	if out.Kind != "CustomResourceDefinition" {
		return crd{}, fmt.Errorf("a %q where a CustomResourceDefinition is expected", out.Kind)
	}
	return out, nil
}

// hash is the SHA-256 of the spec as compact JSON with sorted keys, without the
// HTML escapes of encoding/json. Any language can repeat it.
func (c crd) hash() string {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(c.Spec); err != nil {
		panic("generate: internal error: " + err.Error())
	}
	sum := sha256.Sum256(bytes.TrimSuffix(buffer.Bytes(), []byte("\n")))
	return hex.EncodeToString(sum[:])
}

// render returns the spec without the description texts of its schemas.
func (c crd) render() []byte {
	return manifest.AppendValue(nil, manifest.FromJSON(stripSpec(c.Spec)), 0)
}

// stripSpec returns spec with its schemas stripped. Descriptions elsewhere,
// such as those of printer columns, stay: they are what kubectl shows.
func stripSpec(spec map[string]any) map[string]any {
	versions, _ := spec["versions"].([]any)
	stripped := make([]any, len(versions))
	for i, v := range versions {
		version, _ := v.(map[string]any)
		stripped[i] = replace(version, "schema", func(schema any) any {
			wrapper, _ := schema.(map[string]any)
			return replace(wrapper, "openAPIV3Schema", stripSchema)
		})
	}
	return replace(spec, "versions", func(any) any { return stripped })
}

// stripSchema returns a schema, or a list of schemas, without the keyword
// description. It follows the keywords that hold schemas (JSONSchemaProps of
// apiextensions.k8s.io/v1), so that a property with the name description stays,
// and so do the values of default, enum and example.
func stripSchema(schema any) any {
	switch schema := schema.(type) {
	case []any:
		out := make([]any, len(schema))
		for i, element := range schema {
			out[i] = stripSchema(element)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(schema))
		for keyword, value := range schema {
			switch keyword {
			case "description":
			case "items", "allOf", "anyOf", "oneOf", "not", "additionalProperties", "additionalItems":
				out[keyword] = stripSchema(value)
			case "properties", "patternProperties", "definitions", "dependencies":
				out[keyword] = stripNamed(value)
			default:
				out[keyword] = value
			}
		}
		return out
	default:
		return schema
	}
}

// stripNamed strips the schemas of a mapping from names to schemas.
func stripNamed(named any) any {
	schemas, ok := named.(map[string]any)
	if !ok {
		return named
	}
	out := make(map[string]any, len(schemas))
	for name, schema := range schemas {
		out[name] = stripSchema(schema)
	}
	return out
}

// replace returns a copy of m in which the value of key, if there is one, is
// what with makes of it.
func replace(m map[string]any, key string, with func(any) any) map[string]any {
	out := make(map[string]any, len(m))
	for k, v := range m {
		if k == key {
			v = with(v)
		}
		out[k] = v
	}
	return out
}
