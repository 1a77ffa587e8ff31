// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"path"
	"strings"
)

// allFile returns the schema of a file with documents of several kinds, for
// editors: a document of our group is checked by the schema of its kind, and
// others, such as Secrets, are let through. It has no $id, so that the
// references are relative to where the file was found.
func allFile(kinds []kind) (file, error) {
	names := make([]string, len(kinds))
	rules := make([]any, 0, len(kinds)+1)
	for i, k := range kinds {
		names[i] = k.name
		rules = append(rules, map[string]any{
			"if":   is(map[string]any{"apiVersion": k.group + "/" + k.version, "kind": k.name}),
			"then": map[string]any{"$ref": path.Join(jsonDir, strings.ToLower(k.name)+".json")},
		})
	}
	rules = append(rules, map[string]any{
		"if":   is(map[string]any{"apiVersion": kinds[0].group + "/" + kinds[0].version}),
		"then": map[string]any{"required": []string{"kind"}, "properties": map[string]any{"kind": map[string]any{"enum": names}}},
	})
	var data bytes.Buffer
	encoder := json.NewEncoder(&data)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(map[string]any{
		"$schema":  draft,
		"$comment": "Generated from functions/api by make generate. DO NOT EDIT.",
		"title":    "Inputs of flux-bundle",
		"type":     "object",
		"required": []string{"apiVersion", "kind"},
		"allOf":    rules,
	})
	return file{path: "all.json", data: data.Bytes()}, err
}

// is matches an object whose fields have these values.
func is(values map[string]any) map[string]any {
	properties := map[string]any{}
	var required []string
	for _, name := range []string{"apiVersion", "kind"} {
		if value, ok := values[name]; ok {
			properties[name] = map[string]any{"const": value}
			required = append(required, name)
		}
	}
	return map[string]any{"properties": properties, "required": required}
}
