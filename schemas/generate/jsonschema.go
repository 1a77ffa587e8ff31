// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"strings"
)

// draft is the version of JSON Schema that is written: the one that editors
// know best, and half as expensive to compile as 2020-12. The schemas need
// nothing that is newer.
const draft = "http://json-schema.org/draft-07/schema#"

// jsonFile returns the file of a kind's JSON Schema. Object keys are sorted.
func jsonFile(k kind, schema map[string]any) (file, error) {
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false) // descriptions are for people
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(withoutStatus(schema)); err != nil {
		return file{}, err
	}
	return file{path: path.Join(jsonDir, strings.ToLower(k.name)+".json"), data: data.Bytes()}, nil
}

// withoutStatus returns a schema in which the status is any object: only
// flux-status writes one, nothing reads it, and to compile what is in it takes as
// long as the rest of an extension. The definition and the reference have its
// fields.
func withoutStatus(schema map[string]any) map[string]any {
	properties := maps.Clone(schema["properties"].(map[string]any))
	if status, ok := properties["status"].(map[string]any); ok {
		properties["status"] = map[string]any{"description": status["description"], "type": status["type"]}
	}
	out := maps.Clone(schema)
	out["properties"] = properties
	return out
}

// jsonSchema translates the OpenAPI schema of a kind into a JSON Schema that
// is complete by itself and in which an unknown field is an error.
func jsonSchema(k kind) (map[string]any, error) {
	data, err := json.Marshal(k.schema)
	if err != nil {
		return nil, err
	}
	var openAPI map[string]any
	if err := decodeJSON(data, &openAPI); err != nil {
		return nil, err
	}
	schema, err := translate(openAPI, k.name)
	if err != nil {
		return nil, err
	}
	properties := schema["properties"].(map[string]any)
	properties["apiVersion"].(map[string]any)["const"] = k.group + "/" + k.version
	properties["kind"].(map[string]any)["const"] = k.name
	// Kubernetes has more metadata fields than those that mean something here.
	delete(properties["metadata"].(map[string]any), "additionalProperties")

	schema["$schema"] = draft
	schema["$id"] = fmt.Sprintf("https://%s/schemas/%s/%s.json", k.group, k.version, strings.ToLower(k.name))
	schema["$comment"] = "Generated from functions/api by make generate. DO NOT EDIT."
	schema["title"] = k.name
	return schema, nil
}

// decodeJSON keeps numbers as they are written.
func decodeJSON(data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	return decoder.Decode(into)
}

// translate turns an OpenAPI schema into a JSON Schema. A keyword that it does
// not know is an error: dropping one would let the function accept what an API
// server refuses.
func translate(openAPI map[string]any, at string) (map[string]any, error) {
	schema := map[string]any{}
	for keyword, value := range openAPI {
		var err error
		switch keyword {
		case "type", "enum", "default", "required",
			"minimum", "maximum", "multipleOf",
			"minLength", "maxLength", "pattern",
			"minItems", "maxItems", "uniqueItems",
			"minProperties", "maxProperties":
			schema[keyword] = value
		case "description":
			schema[keyword] = unwrap(value.(string))
		case "format":
			// The sizes of integers are OpenAPI's; no JSON Schema tool knows them.
			if value != "int32" && value != "int64" {
				schema[keyword] = value
			}
		case "properties":
			schema[keyword], err = translateMap(value.(map[string]any), at)
		case "items", "additionalProperties":
			schema[keyword], err = translateNested(value, at+"[]")
		case "allOf", "anyOf", "oneOf":
			schema[keyword], err = translateList(value.([]any), at)
		case "x-kubernetes-preserve-unknown-fields", "x-kubernetes-int-or-string":
			// The first is what JSON Schema does unless told otherwise, the
			// second repeats an anyOf.
		default:
			err = fmt.Errorf("%s: the keyword %s has no translation", at, keyword)
		}
		if err != nil {
			return nil, err
		}
	}
	if isClosed(openAPI) {
		schema["additionalProperties"] = false
	}
	return schema, nil
}

// isClosed reports whether a schema describes a Go struct. A map has
// additionalProperties, a free-form object says so.
func isClosed(openAPI map[string]any) bool {
	_, isMap := openAPI["additionalProperties"]
	return openAPI["type"] == "object" && !isMap && openAPI["x-kubernetes-preserve-unknown-fields"] != true
}

func translateNested(value any, at string) (any, error) {
	schema, ok := value.(map[string]any)
	if !ok {
		return value, nil // true or false
	}
	return translate(schema, at)
}

func translateMap(schemas map[string]any, at string) (map[string]any, error) {
	out := make(map[string]any, len(schemas))
	for name, schema := range schemas {
		var err error
		if out[name], err = translateNested(schema, at+"."+name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func translateList(schemas []any, at string) ([]any, error) {
	out := make([]any, len(schemas))
	for i, schema := range schemas {
		var err error
		if out[i], err = translateNested(schema, at); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// unwrap joins the lines of a paragraph: the line breaks of a Go comment mean
// nothing to the reader of a description. Indented lines and list items stay.
func unwrap(doc string) string {
	var out strings.Builder
	previous := ""
	for i, line := range strings.Split(doc, "\n") {
		switch {
		case i == 0:
		case line == "" || previous == "" || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") || strings.HasPrefix(line, "- "):
			out.WriteByte('\n')
		default:
			out.WriteByte(' ')
		}
		out.WriteString(line)
		previous = line
	}
	return out.String()
}
