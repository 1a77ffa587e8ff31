// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// typeNames are the JSON types in the words of someone who writes YAML.
var typeNames = map[string]string{
	"object": "a mapping", "array": "a list", "string": "a string", "boolean": "true or false",
	"integer": "an integer", "number": "a number", "null": "nothing",
}

func expected(types []string) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = typeNames[t]
	}
	return strings.Join(names, " or ")
}

// describe names a value. Mappings and lists are named by their type alone:
// what is in them may be secret.
func describe(value any) string {
	switch v := value.(type) {
	case string:
		return report.Quote(v)
	case json.Number:
		return "the number " + v.String()
	case bool:
		return fmt.Sprintf("the boolean %t", v)
	case []any:
		return "a list"
	case map[string]any:
		return "a mapping"
	default:
		return "nothing"
	}
}

// describeType names the type of a value alone.
func describeType(value any) string {
	switch value.(type) {
	case string:
		return "a string"
	case json.Number:
		return "a number"
	case bool:
		return "a boolean"
	default:
		return describe(value)
	}
}

// typeHint says how to write a scalar that YAML read as another type.
func typeHint(types []string, value any) string {
	if !slices.Contains(types, "string") {
		if s, ok := value.(string); ok && (s == "true" || s == "false" || isInteger(s)) && len(types) == 1 {
			return "write it without quotes"
		}
		return ""
	}
	switch v := value.(type) {
	case json.Number:
		return "put it in quotes, exactly as it is meant"
	case bool:
		return fmt.Sprintf("write \"%t\"", v)
	default:
		return ""
	}
}

// A is the name of a kind with its article.
func A(kind string) string {
	if strings.IndexAny(kind, "AEIO") == 0 {
		return "an " + kind
	}
	return "a " + kind
}
