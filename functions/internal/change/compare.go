// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package change

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// field is one difference between two objects; a side that is nil is not there.
type field struct {
	path     []string
	old, new any
}

// keys are what tells the elements of a list apart, the first that all of them
// have (https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy).
var keys = [][]string{{"apiGroup", "kind", "namespace", "name"}, {"kind", "name"}, {"mountPath"}, {"containerPort", "protocol"}, {"port", "protocol"}, {"name"}, {"key"}, {"type"}}

// compare returns the fields in which two values differ, in the order of their
// paths. Lists of scalars and lists whose elements have keys have no order that
// means anything to Flux or Kubernetes, but for those in ordered.
func compare(path []string, old, now any) []field {
	a, isMap := old.(map[string]any)
	b, alsoMap := now.(map[string]any)
	if isMap && alsoMap || isMap && now == nil || alsoMap && old == nil {
		return compareMaps(path, a, b)
	}
	x, isList := old.([]any)
	y, alsoList := now.([]any)
	switch {
	case isList && alsoList:
		return compareLists(path, x, y)
	case reflect.DeepEqual(old, now):
		return nil
	default:
		return []field{{path, old, now}}
	}
}

func compareMaps(path []string, a, b map[string]any) []field {
	// A mapping that is all new, and what it holds, are one thing to tell.
	if len(path) > 1 && (a == nil) != (b == nil) && len(a)+len(b) > 1 {
		return []field{{path, orNil(a), orNil(b)}}
	}
	return compareEach(path, a, b)
}

// compareEach compares the values of equal keys.
func compareEach(path []string, a, b map[string]any) []field {
	var out []field
	for _, key := range union(a, b) {
		out = append(out, compare(join(path, key), a[key], b[key])...)
	}
	return out
}

// union lists the keys of both, sorted.
func union[V any](a, b map[string]V) []string {
	all := make(map[string]bool, len(a))
	for key := range a {
		all[key] = true
	}
	for key := range b {
		all[key] = true
	}
	return slices.Sorted(maps.Keys(all))
}

func orNil(m map[string]any) any {
	if m == nil {
		return nil
	}
	return m
}

func join(path []string, step string) []string { return append(path[:len(path):len(path)], step) }

// ordered are lists whose order counts.
var ordered = []string{"command", "patches", "patchesJson6902", "postRenderers"}

func compareLists(path []string, a, b []any) []field {
	if name := keyOf(a, b); name != nil && !slices.Contains(ordered, path[len(path)-1]) {
		return compareEach(path, keyed(a, name), keyed(b, name))
	}
	if scalars(a) && scalars(b) && !slices.Contains(ordered, path[len(path)-1]) {
		return compareSets(path, a, b)
	}
	if len(a) != len(b) {
		return []field{{path, a, b}}
	}
	var out []field
	for i := range a {
		out = append(out, compare(join(path, strconv.Itoa(i)), a[i], b[i])...)
	}
	return out
}

// keyOf returns the key that tells all elements of both lists apart.
func keyOf(a, b []any) []string {
	for _, key := range keys {
		if distinct(a, key) && distinct(b, key) {
			return key
		}
	}
	return nil
}

func distinct(list []any, key []string) bool {
	seen := map[string]bool{}
	for _, element := range list {
		name := nameBy(element, key)
		if name == "" || seen[name] {
			return false
		}
		seen[name] = true
	}
	return true
}

// nameBy is the name of an element by a key, whose last field it must have.
func nameBy(element any, key []string) string {
	m, ok := element.(map[string]any)
	if !ok || m[key[len(key)-1]] == nil && m[key[0]] == nil {
		return ""
	}
	var parts []string
	for _, k := range key {
		if m[k] != nil {
			parts = append(parts, scalar(m[k]))
		}
	}
	return strings.Join(parts, "/")
}

func keyed(list []any, key []string) map[string]any {
	out := make(map[string]any, len(list))
	for _, element := range list {
		out[nameBy(element, key)] = element
	}
	return out
}

func scalars(list []any) bool {
	return !slices.ContainsFunc(list, func(element any) bool {
		switch element.(type) {
		case map[string]any, []any:
			return true
		}
		return false
	})
}

// compareSets compares lists of scalars. Flags are told by their names.
func compareSets(path []string, a, b []any) []field {
	old, now := counted(a), counted(b)
	var gone, come []string
	for _, text := range slices.Sorted(maps.Keys(old)) {
		if now[text] < old[text] {
			gone = append(gone, text)
		}
	}
	for _, text := range slices.Sorted(maps.Keys(now)) {
		if old[text] < now[text] {
			come = append(come, text)
		}
	}
	// A flag that changes its value is one difference.
	values := map[string]string{}
	for _, text := range come {
		if name := flag(text); name != text {
			values[name] = text
		}
	}
	out := make([]field, 0, len(gone)+len(come))
	for _, text := range gone {
		f := field{join(path, flag(text)), text, nil}
		if value, there := values[flag(text)]; there {
			f.new = value
			come = slices.DeleteFunc(come, func(other string) bool { return other == value })
			delete(values, flag(text))
		}
		out = append(out, f)
	}
	for _, text := range come {
		out = append(out, field{join(path, flag(text)), nil, text})
	}
	return out
}

func counted(list []any) map[string]int {
	out := make(map[string]int, len(list))
	for _, element := range list {
		out[scalar(element)]++
	}
	return out
}

// flag is the name of a flag, or the text itself.
func flag(text string) string {
	if name, _, ok := strings.Cut(text, "="); ok && strings.HasPrefix(text, "--") {
		return name
	}
	return text
}

// canonical is a value as a text that is the same for values between which
// compare finds no difference.
func canonical(name string, value any) string {
	switch v := value.(type) {
	case map[string]any:
		parts := make([]string, 0, len(v))
		for _, key := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, strconv.Quote(key)+":"+canonical(key, v[key]))
		}
		return "{" + strings.Join(parts, ",") + "}"
	case []any:
		parts := make([]string, len(v))
		for i, element := range v {
			parts[i] = canonical("", element)
		}
		if !slices.Contains(ordered, name) && (scalars(v) || keyOf(v, v) != nil) {
			slices.Sort(parts)
		}
		return "[" + strings.Join(parts, ",") + "]"
	case string:
		return strconv.Quote(v)
	default:
		return scalar(v)
	}
}

func scalar(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	text, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return string(text)
}
