// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"reflect"
	"slices"
)

// collections are the functions that make objects and lists of others.
var collections = map[string]function{
	"intersection": intersection,
	"items": func(args []any) (any, bool) {
		m, ok := one[map[string]any](args)
		out := make([]any, 0, len(m))
		for _, key := range keys(m) {
			out = append(out, map[string]any{"key": key, "value": m[key]})
		}
		return out, ok
	},
	"objectkeys": func(args []any) (any, bool) {
		m, ok := one[map[string]any](args)
		out := make([]any, 0, len(m))
		for _, key := range keys(m) {
			out = append(out, key)
		}
		return out, ok
	},
	"shallowmerge": func(args []any) (any, bool) {
		list, ok := one[[]any](args)
		out := map[string]any{}
		for _, e := range list {
			m, isMapping := e.(map[string]any)
			ok = ok && isMapping
			for key, value := range m {
				out[key] = value
			}
		}
		return out, ok
	},
	"flatten": func(args []any) (any, bool) {
		list, ok := one[[]any](args)
		out := []any{}
		for _, e := range list {
			inner, isList := e.([]any)
			out, ok = append(out, inner...), ok && isList
		}
		return out, ok
	},
}

// intersection is what lists have in common, or objects, of which name and value
// count.
func intersection(args []any) (any, bool) {
	if len(args) == 0 {
		return nil, false
	}
	for _, arg := range args {
		if !settled(arg) {
			return nil, false
		}
	}
	switch first := args[0].(type) {
	case []any:
		out := []any{}
		for _, e := range first {
			if inAll(args[1:], e) && !among(out, e) {
				out = append(out, e)
			}
		}
		return out, allAre[[]any](args)
	case map[string]any:
		out := map[string]any{}
		for key, value := range first {
			if haveAll(args[1:], key, value) {
				out[key] = value
			}
		}
		return out, allAre[map[string]any](args)
	default:
		return nil, false
	}
}

func allAre[T any](args []any) bool {
	return !slices.ContainsFunc(args, func(arg any) bool {
		_, ok := arg.(T)
		return !ok
	})
}

func among(list []any, value any) bool {
	return slices.ContainsFunc(list, func(e any) bool { return reflect.DeepEqual(e, value) })
}

func inAll(lists []any, value any) bool {
	return !slices.ContainsFunc(lists, func(arg any) bool {
		list, _ := arg.([]any)
		return !among(list, value)
	})
}

func haveAll(objects []any, key string, value any) bool {
	return !slices.ContainsFunc(objects, func(arg any) bool {
		m, _ := arg.(map[string]any)
		other, there := m[key]
		return !there || !reflect.DeepEqual(other, value)
	})
}

// settled reports whether all of a value is known and none of it is secret, so
// that it can be compared and written.
func settled(value any) bool {
	switch v := value.(type) {
	case unresolved, reference, Secret:
		return false
	case []any:
		return !slices.ContainsFunc(v, func(e any) bool { return !settled(e) })
	case map[string]any:
		for _, e := range v {
			if !settled(e) {
				return false
			}
		}
	}
	return true
}
