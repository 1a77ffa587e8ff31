// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// FromJSON turns decoded JSON into a Value: maps, slices, strings, booleans,
// json.Number and Go's numbers. Anything else is a mistake of the caller.
func FromJSON(v any) Value {
	switch v := v.(type) {
	case nil:
		return Null{}
	case string:
		return String(v)
	case bool:
		return Bool(v)
	case int:
		return Int(v)
	case int64:
		return Int(v)
	case float64:
		return number(strconv.FormatFloat(v, 'g', -1, 64))
	case json.Number:
		return number(v.String())
	case []any:
		list := make(List, len(v))
		for i, element := range v {
			list[i] = FromJSON(element)
		}
		return list
	case map[string]any:
		m := make(Map, 0, len(v))
		for key, value := range v {
			m = append(m, Field{key, FromJSON(value)})
		}
		slices.SortFunc(m, func(a, b Field) int { return strings.Compare(a.Key, b.Key) })
		return m
	default:
		panic(fmt.Sprintf("manifest: internal error: %T is not JSON", v))
	}
}

func number(text string) Value {
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return Int(i)
	}
	return Float(text)
}

// ToJSON is the inverse of FromJSON: plain maps, slices and scalars. Raw has no
// such form; it is for what nobody has to look into.
func ToJSON(v Value) any {
	switch v := v.(type) {
	case String:
		return string(v)
	case Bool:
		return bool(v)
	case Int:
		return json.Number(strconv.FormatInt(int64(v), 10))
	case Float:
		return json.Number(v)
	case List:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = ToJSON(element)
		}
		return out
	case Map:
		out := make(map[string]any, len(v))
		for _, f := range v {
			if f.Value != nil {
				out[f.Key] = ToJSON(f.Value)
			}
		}
		return out
	case nil, Null:
		return nil
	default:
		panic(fmt.Sprintf("manifest: internal error: %T has no JSON form", v))
	}
}
