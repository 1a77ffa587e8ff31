// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// encode turns a typed input into plain JSON types, as encoding/json would, but
// for Secrets, which hide from every encoder.
func encode(v reflect.Value) any {
	if secret, ok := v.Interface().(v1alpha1.Secret); ok {
		return secret.Reveal()
	}
	if isForeign(v.Type()) {
		return v.Interface()
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return encode(v.Elem())
	case reflect.Struct:
		out := map[string]any{}
		for i := range v.NumField() {
			name, options, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			if options == "" || !isEmpty(v.Field(i)) {
				out[name] = encode(v.Field(i))
			}
		}
		return out
	case reflect.Map:
		out := map[string]any{}
		for entries := v.MapRange(); entries.Next(); {
			out[entries.Key().String()] = encode(entries.Value())
		}
		return out
	case reflect.Slice:
		out := make([]any, v.Len())
		for i := range out {
			out[i] = encode(v.Index(i))
		}
		return out
	default:
		return v.Interface()
	}
}

// isForeign reports whether a value is one that a program has put into an
// Object: encoding/json knows what to do with it.
func isForeign(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		return t.PkgPath() != reflect.TypeFor[v1alpha1.Secret]().PkgPath()
	case reflect.Map:
		return t.Key().Kind() != reflect.String
	case reflect.Slice:
		return t.Elem().Kind() == reflect.Uint8
	default:
		return t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface && t.Implements(reflect.TypeFor[json.Marshaler]())
	}
}

// isEmpty is what omitempty means, and an empty struct besides.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Map, reflect.Slice:
		return v.Len() == 0
	default:
		return v.IsZero()
	}
}
