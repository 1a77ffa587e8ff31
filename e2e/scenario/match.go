// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// object is a part of an object: what a scenario says of it.
type object = unstructured.Unstructured

// parse reads the documents of a YAML file.
func parse(content string) ([]object, error) {
	decoder := yaml.NewYAMLOrJSONDecoder(strings.NewReader(content), 4096)
	var objects []object
	for {
		var o object
		err := decoder.Decode(&o.Object)
		if errors.Is(err, io.EOF) {
			return objects, nil
		}
		if err != nil {
			return nil, err
		}
		if len(o.Object) == 0 {
			continue
		}
		if o.GetKind() == "" || o.GetAPIVersion() == "" || o.GetName() == "" {
			return nil, fmt.Errorf("document %d has no apiVersion, kind or metadata.name", len(objects)+1)
		}
		objects = append(objects, o)
	}
}

// differences lists what a live value lacks of a wanted one, by path:
//
//   - an object has every wanted field, null is for a field it must not have;
//   - a list has an item for every wanted item, in any order;
//   - a string between slashes is a regular expression;
//   - anything else is equal.
func differences(path string, want, live any) []string {
	switch want := want.(type) {
	case map[string]any:
		return objectDifferences(path, want, live)
	case []any:
		return listDifferences(path, want, live)
	case string:
		return stringDifferences(path, want, live)
	default:
		if fmt.Sprint(want) != fmt.Sprint(live) {
			return []string{fmt.Sprintf("%s is %s, want %v", path, show(live), want)}
		}
		return nil
	}
}

func objectDifferences(path string, want map[string]any, live any) []string {
	fields, ok := live.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s is %s, want an object", path, show(live))}
	}
	var found []string
	for _, name := range slices.Sorted(maps.Keys(want)) {
		field := strings.TrimPrefix(path+"."+name, ".")
		value, ok := fields[name]
		switch {
		case want[name] == nil && ok:
			found = append(found, fmt.Sprintf("%s is %s, want none", field, show(value)))
		case want[name] != nil:
			found = append(found, differences(field, want[name], value)...)
		}
	}
	return found
}

func listDifferences(path string, want []any, live any) []string {
	items, ok := live.([]any)
	if !ok {
		return []string{fmt.Sprintf("%s is %s, want a list", path, show(live))}
	}
	var found []string
	for i, wanted := range want {
		// The nearest item tells more than all of them.
		nearest := []string{fmt.Sprintf("%s is empty, want %s", path, show(wanted))}
		for j, item := range items {
			d := differences(fmt.Sprintf("%s[%d]", path, i), wanted, item)
			if j == 0 || len(d) < len(nearest) || len(d) == len(nearest) && sameType(wanted, item) {
				nearest = d
			}
		}
		found = append(found, nearest...)
	}
	return found
}

// sameType reports whether two conditions are of the same type.
func sameType(a, b any) bool {
	first, ok1 := a.(map[string]any)
	second, ok2 := b.(map[string]any)
	return ok1 && ok2 && first["type"] != nil && first["type"] == second["type"]
}

func stringDifferences(path, want string, live any) []string {
	text, ok := live.(string)
	if !ok {
		return []string{fmt.Sprintf("%s is %s, want %q", path, show(live), want)}
	}
	if expression, ok := pattern(want); ok {
		if expression.MatchString(text) {
			return nil
		}
		return []string{fmt.Sprintf("%s is %q, want a match of %s", path, text, want)}
	}
	if text != want {
		return []string{fmt.Sprintf("%s is %q, want %q", path, text, want)}
	}
	return nil
}

func pattern(text string) (*regexp.Regexp, bool) {
	if len(text) < 2 || !strings.HasPrefix(text, "/") || !strings.HasSuffix(text, "/") {
		return nil, false
	}
	expression, err := regexp.Compile("(?s)" + text[1:len(text)-1])
	return expression, err == nil
}

func show(value any) string {
	if value == nil {
		return "absent"
	}
	text := fmt.Sprintf("%v", value)
	if len(text) > 400 {
		text = text[:400] + "..."
	}
	return text
}
