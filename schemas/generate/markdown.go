// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// bounds are the keywords of a lower and an upper limit and what they count.
var bounds = []struct{ least, most, unit string }{
	{"minimum", "maximum", ""},
	{"minLength", "maxLength", " characters"},
	{"minItems", "maxItems", " items"},
	{"minProperties", "maxProperties", " entries"},
}

// constraints says in words what a schema demands beyond the type.
func constraints(schema map[string]any) []string {
	var out []string
	if value, ok := schema["const"]; ok {
		out = append(out, literalOf(value))
	}
	if values, ok := schema["enum"].([]any); ok {
		out = append(out, oneOf(values))
	}
	for _, b := range bounds {
		least, hasLeast := schema[b.least]
		most, hasMost := schema[b.most]
		switch {
		case hasLeast && hasMost:
			out = append(out, fmt.Sprintf("%v to %v%s", least, most, b.unit))
		case hasLeast:
			out = append(out, fmt.Sprintf("at least %v%s", least, singular(least, b.unit)))
		case hasMost:
			out = append(out, fmt.Sprintf("at most %v%s", most, singular(most, b.unit)))
		}
	}
	if step, ok := schema["multipleOf"]; ok {
		out = append(out, fmt.Sprintf("a multiple of %v", step))
	}
	if pattern, ok := schema["pattern"]; ok {
		out = append(out, "matches "+literalOf(pattern))
	}
	if schema["uniqueItems"] == true {
		out = append(out, "no duplicates")
	}
	for _, element := range []string{"items", "additionalProperties"} {
		if nested, ok := schema[element].(map[string]any); ok {
			for _, limit := range constraints(nested) {
				out = append(out, "each "+limit)
			}
		}
	}
	return out
}

func oneOf(values []any) string {
	literals := make([]string, len(values))
	for i, value := range values {
		literals[i] = literalOf(value)
	}
	if len(values) == 1 {
		return literals[0]
	}
	return "one of " + strings.Join(literals, ", ")
}

func singular(count any, unit string) string {
	if fmt.Sprint(count) != "1" {
		return unit
	}
	if unit == " entries" {
		return " entry"
	}
	return strings.TrimSuffix(unit, "s")
}

// literalOf formats a value as code in a cell of a table; nothing for no value.
func literalOf(value any) string {
	if value == nil {
		return ""
	}
	text, ok := value.(string)
	if !ok || text == "" {
		data, _ := json.Marshal(value) // it comes from JSON
		text = string(data)
	}
	return "`" + strings.ReplaceAll(text, "|", `\|`) + "`"
}

// cell makes text fit into a cell of a Markdown table. A name in angle
// brackets would be taken for HTML, two asterisks for emphasis.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "*", `\*`, "<", "&lt;", ">", "&gt;", "\n", "<br>").Replace(text)
}

// slug is the anchor that Markdown viewers give to a heading.
func slug(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}
