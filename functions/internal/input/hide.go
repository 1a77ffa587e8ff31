// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// hider takes the secrets out of a decoded value before anything that quotes
// values sees it: the schema library does in its messages.
type hider struct {
	object report.Object
	hidden []hidden
	found  report.Findings
}

// hidden is where a secret was.
type hidden struct {
	parent map[string]any
	key    string
	secret v1alpha1.Secret
}

var secretType = reflect.TypeFor[v1alpha1.Secret]()

// hide replaces every text that the Go type holds as a Secret by a word of no
// meaning, and returns what puts them back, for those that are still there.
func hide(value any, t reflect.Type, object report.Object) (func(), report.Findings) {
	h := &hider{object: object}
	h.walk(value, t, nil)
	return func() {
		for _, s := range h.hidden {
			if _, there := s.parent[s.key]; there {
				s.parent[s.key] = s.secret
			}
		}
	}, h.found
}

func (h *hider) walk(value any, t reflect.Type, path []string) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch v := value.(type) {
	case map[string]any:
		h.mapping(v, t, path)
	case []any:
		if t.Kind() != reflect.Slice {
			return
		}
		for i, element := range v {
			h.walk(element, t.Elem(), append(slices.Clip(path), strconv.Itoa(i)))
		}
	}
}

func (h *hider) mapping(object map[string]any, t reflect.Type, path []string) {
	switch {
	case t == secretType:
	case t.Kind() == reflect.Struct:
		for name, index := range fieldsOf(t) {
			if value, there := object[name]; there {
				h.entry(object, value, t.Field(index).Type, append(slices.Clip(path), name))
			}
		}
	case t.Kind() == reflect.Map:
		for name, value := range object {
			h.entry(object, value, t.Elem(), append(slices.Clip(path), name))
		}
	}
}

// entry looks at what is at the end of path in the object that holds it.
func (h *hider) entry(parent map[string]any, value any, t reflect.Type, path []string) {
	name := path[len(path)-1]
	if t != secretType {
		if isScalar(value) && holdsSecrets(t) {
			// A secret in the place of the mapping that it belongs into.
			parent[name] = v1alpha1.Redacted
		}
		h.walk(value, t, path)
		return
	}
	text, ok := value.(string)
	if !ok {
		h.found = append(h.found, report.Finding{
			Severity: fn.Error, Reason: report.WrongType, Object: h.object, Field: path,
			Message: "a string is expected, not " + describeType(value), Hint: "put it in quotes, exactly as it is meant",
		})
		parent[name] = v1alpha1.Redacted
		return
	}
	parent[name] = v1alpha1.Redacted
	h.hidden = append(h.hidden, hidden{parent, name, v1alpha1.NewSecret(text)})
}

func isScalar(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return false
	default:
		return true
	}
}

// holdsSecrets reports whether a type of the API is a mapping with Secrets in it.
func holdsSecrets(t reflect.Type) bool {
	switch {
	case t == secretType:
		return true
	case t.Kind() == reflect.Pointer || t.Kind() == reflect.Map || t.Kind() == reflect.Slice:
		return holdsSecrets(t.Elem())
	case t.Kind() == reflect.Struct:
		for i := range t.NumField() {
			if holdsSecrets(t.Field(i).Type) {
				return true
			}
		}
	}
	return false
}
