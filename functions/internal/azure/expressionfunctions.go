// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// function is one that depends on its arguments alone; not ok where it does not
// take them.
type function func(args []any) (value any, ok bool)

// functions are those that are evaluated, in lower case
// (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions).
// uniqueString is not among them: its hash is not documented.
var functions = allOf(basics, arithmetic, parts, collections)

// basics are the functions of logic, types and texts.
var basics = map[string]function{
	"true":  constantOf(true),
	"false": constantOf(false),
	"null":  constantOf(nil),
	"not": func(args []any) (any, bool) {
		value, ok := one[bool](args)
		return !value, ok
	},
	"equals": func(args []any) (any, bool) {
		return len(args) == 2 && reflect.DeepEqual(args[0], args[1]), len(args) == 2 && settled(args)
	},
	"greater":         compared(func(order int) bool { return order > 0 }),
	"greaterorequals": compared(func(order int) bool { return order >= 0 }),
	"less":            compared(func(order int) bool { return order < 0 }),
	"lessorequals":    compared(func(order int) bool { return order <= 0 }),
	"string":          func(args []any) (any, bool) { return first(args, written) },
	"int":             func(args []any) (any, bool) { return first(args, number) },
	"bool":            func(args []any) (any, bool) { return first(args, truth) },
	"json":            func(args []any) (any, bool) { return first(args, parsed) },
	"empty": func(args []any) (any, bool) {
		n, ok := size(args)
		return n == 0, ok || len(args) == 1 && args[0] == nil
	},
	"length": func(args []any) (any, bool) {
		n, ok := size(args)
		return json.Number(strconv.Itoa(n)), ok
	},
	"tolower":    onText(strings.ToLower),
	"toupper":    onText(strings.ToUpper),
	"trim":       onText(strings.TrimSpace),
	"base64":     onText(func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }),
	"startswith": onTexts(func(s, other string) any { return hasPrefixFold(s, other) }),
	"endswith": onTexts(func(s, other string) any {
		return len(s) >= len(other) && strings.EqualFold(s[len(s)-len(other):], other)
	}),
	"base64tostring": func(args []any) (any, bool) {
		text, ok := one[string](args)
		plain, err := base64.StdEncoding.DecodeString(text)
		return string(plain), ok && err == nil
	},
	"replace": func(args []any) (any, bool) {
		s, ok := allTexts(args, 3)
		if !ok || s[1] == "" {
			return nil, false
		}
		return strings.ReplaceAll(s[0], s[1], s[2]), true
	},
	"split":       splitText,
	"join":        joinTexts,
	"concat":      concat,
	"format":      format,
	"contains":    contains,
	"union":       union,
	"createarray": func(args []any) (any, bool) { return slices.Clone(args), true },
	"createobject": func(args []any) (any, bool) {
		out := map[string]any{}
		for i := 0; i+1 < len(args); i += 2 {
			key, ok := args[i].(string)
			if !ok {
				return nil, false
			}
			out[key] = args[i+1]
		}
		return out, len(args)%2 == 0
	},
	"array": func(args []any) (any, bool) {
		if len(args) != 1 {
			return nil, false
		}
		if list, isList := args[0].([]any); isList {
			return list, true
		}
		return []any{args[0]}, true
	},
	"first": func(args []any) (any, bool) { return end(args, func(int) int { return 0 }) },
	"last":  func(args []any) (any, bool) { return end(args, func(n int) int { return n - 1 }) },
	"tryget": func(args []any) (any, bool) {
		if len(args) < 2 {
			return nil, false
		}
		value := args[0]
		for _, member := range args[1:] {
			inner, there := element(value, member)
			if !there {
				return nil, true
			}
			value = inner
		}
		return value, true
	},
}

func allOf(tables ...map[string]function) map[string]function {
	out := map[string]function{}
	for _, table := range tables {
		maps.Copy(out, table)
	}
	return out
}

func constantOf(value any) function {
	return func(args []any) (any, bool) { return value, len(args) == 0 }
}

// one returns the only argument.
func one[T any](args []any) (T, bool) {
	var zero T
	if len(args) != 1 {
		return zero, false
	}
	value, ok := args[0].(T)
	return value, ok
}

func first(args []any, convert func(any) (any, bool)) (any, bool) {
	if len(args) != 1 {
		return nil, false
	}
	return convert(args[0])
}

func allTexts(args []any, n int) ([]string, bool) {
	out := make([]string, 0, n)
	for _, arg := range args {
		text, ok := arg.(string)
		if !ok {
			return nil, false
		}
		out = append(out, text)
	}
	return out, len(out) == n
}

func onText(change func(string) string) function {
	return func(args []any) (any, bool) {
		text, ok := one[string](args)
		return change(text), ok
	}
}

func onTexts(ask func(a, b string) any) function {
	return func(args []any) (any, bool) {
		s, ok := allTexts(args, 2)
		if !ok {
			return nil, false
		}
		return ask(s[0], s[1]), true
	}
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}
