// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

import (
	"slices"
	"strings"
)

// Value is one node of a YAML tree: a String, Int, Bool, Map, List or Raw.
// A nil Value means that the field is absent.
type Value interface {
	// isValue closes the set: the writer has to know every kind of node.
	isValue()
}

// String is a string scalar, quoted by the writer where YAML needs it.
type String string

// Int is an integer scalar.
type Int int64

// Float is a floating point scalar in its JSON notation, for example 0.5 or
// 1e+21: it comes from user input and goes out as it was written.
type Float string

// Bool is a boolean scalar.
type Bool bool

// Null is an explicit null, which is not the same as an absent field.
type Null struct{}

// List is a sequence.
type List []Value

// Map is a mapping. Keys must be unique; their order does not matter, since
// the writer sorts them.
type Map []Field

// Field is one entry of a Map. A nil Value leaves the entry out.
type Field struct {
	Key   string
	Value Value
}

// Raw is the body of a mapping, already in the writer's own form: complete
// lines, the first level not indented, ending in a newline.
type Raw []byte

func (String) isValue() {}
func (Int) isValue()    {}
func (Float) isValue()  {}
func (Bool) isValue()   {}
func (Null) isValue()   {}
func (List) isValue()   {}
func (Map) isValue()    {}
func (Raw) isValue()    {}

// Get returns the value of key, nil when there is none.
func (m Map) Get(key string) Value {
	for _, f := range m {
		if f.Key == key {
			return f.Value
		}
	}
	return nil
}

// With returns a copy of m in which key has the given value.
func (m Map) With(key string, value Value) Map {
	out := make(Map, 0, len(m)+1)
	for _, f := range m {
		if f.Key != key {
			out = append(out, f)
		}
	}
	return append(out, Field{key, value})
}

// sorted returns m without absent entries and ordered by key; m itself when
// that is what it already is.
func (m Map) sorted() Map {
	ordered := true
	for i, f := range m {
		if f.Value == nil || i > 0 && m[i-1].Key >= f.Key {
			ordered = false
			break
		}
	}
	if ordered {
		return m
	}
	out := make(Map, 0, len(m))
	for _, f := range m {
		if f.Value != nil {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b Field) int { return strings.Compare(a.Key, b.Key) })
	return out
}

// Strings makes a List of strings.
func Strings(values ...string) List {
	out := make(List, len(values))
	for i, v := range values {
		out[i] = String(v)
	}
	return out
}

// Text is s as a value, absent when s is empty.
func Text(s string) Value {
	if s == "" {
		return nil
	}
	return String(s)
}

// Flag is true as a value, absent when b is false.
func Flag(b bool) Value {
	if !b {
		return nil
	}
	return Bool(true)
}

// Elements is l as a value, absent when it has no elements.
func Elements(l List) Value {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Fields is m as a value, absent when it has no fields.
func Fields(m Map) Value {
	if len(m) == 0 {
		return nil
	}
	return m
}
