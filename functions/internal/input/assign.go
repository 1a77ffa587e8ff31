// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"encoding/json"
	"reflect"
	"strings"
	"sync"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// assign puts a value that has passed the schema into the Go type that the
// schema was generated from. It replaces a round trip through JSON text, which
// costs as much as parsing the YAML did.
func assign(value any, into reflect.Value) {
	switch into.Kind() {
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		assign(value, into.Elem())
	case reflect.Struct:
		if secret, ok := value.(v1alpha1.Secret); ok {
			into.Set(reflect.ValueOf(secret))
			return
		}
		object := value.(map[string]any)
		for name, index := range fieldsOf(into.Type()) {
			if v, there := object[name]; there {
				assign(v, into.Field(index))
			}
		}
	case reflect.Map:
		object := value.(map[string]any)
		out := reflect.MakeMapWithSize(into.Type(), len(object))
		for key, v := range object {
			element := reflect.New(into.Type().Elem()).Elem()
			assign(v, element)
			out.SetMapIndex(reflect.ValueOf(key), element)
		}
		into.Set(out)
	case reflect.Slice:
		list := value.([]any)
		out := reflect.MakeSlice(into.Type(), len(list), len(list))
		for i, v := range list {
			assign(v, out.Index(i))
		}
		into.Set(out)
	case reflect.String:
		into.SetString(value.(string))
	case reflect.Bool:
		into.SetBool(value.(bool))
	case reflect.Int64:
		into.SetInt(integer(value.(json.Number)))
	case reflect.Interface:
		into.Set(reflect.ValueOf(value))
	default:
		panic("validate: internal error: no input has a field of type " + into.Type().String())
	}
}

// integer is the value of a number that the schema takes for an integer: 600,
// but also 600.0.
func integer(n json.Number) int64 {
	if i, err := n.Int64(); err == nil {
		return i
	}
	f, err := n.Float64()
	if err != nil {
		panic("validate: internal error: the schema accepts a number that is none")
	}
	return int64(f)
}

// fields caches the JSON names of the fields of each struct type.
var fields sync.Map

func fieldsOf(t reflect.Type) map[string]int {
	if known, ok := fields.Load(t); ok {
		return known.(map[string]int)
	}
	names := make(map[string]int, t.NumField())
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names[name] = i
	}
	fields.Store(t, names)
	return names
}
