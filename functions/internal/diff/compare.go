// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package diff

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/quantity"
)

// Compare returns the fields of a live object that are not what the bundle
// says, in the order of their paths. Both are JSON types.
func Compare(want, have map[string]any) []Difference {
	if want["kind"] == "Secret" {
		return secret(want, have)
	}
	c := about(want)
	for _, key := range slices.Sorted(maps.Keys(want)) {
		switch key {
		case "apiVersion", "kind", "status":
			// Any served version of an object is that object.
		case "metadata":
			c.metadata(want[key], have[key])
		default:
			c.value([]string{key}, want[key], have[key])
		}
	}
	return c.found
}

type comparer struct {
	found []Difference
	// hidden keeps values out of the differences, and secret those of some fields.
	hidden bool
	secret [][]string
	// pod leads to the pods of a workload, and free to a mapping of the user's own;
	// empty where the kind has neither.
	pod, free []string
	// closed tells that a field which someone has added is a difference.
	closed bool
}

// metadata compares the labels and annotations that the bundle sets.
func (c *comparer) metadata(want, have any) {
	wanted, _ := want.(map[string]any)
	present, _ := have.(map[string]any)
	for _, key := range []string{"annotations", "labels"} {
		pairs, _ := wanted[key].(map[string]any)
		others, _ := present[key].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(pairs)) {
			if !isHosts(name) {
				c.value([]string{"metadata", key, name}, pairs[name], others[name])
			}
		}
	}
}

// hosts are the prefixes of annotations that hosts and appliers set and take
// off again.
var hosts = []string{
	"internal.config.kubernetes.io/", "config.kubernetes.io/", "config.k8s.io/", "kustomize.config.k8s.io/", "internal.kpt.dev/",
}

// isHosts reports whether an annotation is none of the object's own. Who owns
// the object is a question of its own.
func isHosts(name string) bool {
	return name == owner.Annotation || slices.ContainsFunc(hosts, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// value compares what the bundle says at a path with what is there.
func (c *comparer) value(path []string, want, have any) {
	switch w := want.(type) {
	case map[string]any:
		if h, ok := have.(map[string]any); ok || c.isAbsent(path, want, have) {
			c.widened(path, w, h)
			for _, key := range slices.Sorted(maps.Keys(w)) {
				c.value(append(path[:len(path):len(path)], key), w[key], h[key])
			}
			return
		}
	case []any:
		if h, ok := have.([]any); ok && c.list(path, w, h) || c.isAbsent(path, want, have) {
			return
		}
	default:
		if c.same(path, want, have) {
			return
		}
	}
	c.differ(path, want, have)
}

// list compares two lists, and reports whether that has been done: lists of
// different length differ as a whole.
func (c *comparer) list(path []string, want, have []any) bool {
	if c.isMerged(path) {
		for i, element := range want {
			c.value(append(path[:len(path):len(path)], strconv.Itoa(i)), element, counterpart(element, i, have))
		}
		return true
	}
	if len(want) != len(have) {
		return false
	}
	for i, element := range want {
		c.value(append(path[:len(path):len(path)], strconv.Itoa(i)), element, have[i])
	}
	return true
}

// counterpart finds the element of the same name; without a name, the one at the
// same place.
func counterpart(element any, i int, have []any) any {
	name := nameOf(element)
	for _, other := range have {
		if name != "" && nameOf(other) == name {
			return other
		}
	}
	if name == "" && i < len(have) {
		return have[i]
	}
	return nil
}

func nameOf(element any) string {
	mapping, _ := element.(map[string]any)
	for _, key := range []string{"mountPath", "name"} {
		if name, ok := mapping[key].(string); ok {
			return name
		}
	}
	return ""
}

// same compares two scalars.
func (c *comparer) same(path []string, want, have any) bool {
	if want == have || c.isAbsent(path, want, have) {
		return true
	}
	a, isNumber := want.(json.Number)
	b, isOther := have.(json.Number)
	if isNumber && isOther {
		return sameNumber(a, b)
	}
	read := reader(path)
	if read == nil || c.isFree(path) {
		return false
	}
	x, ok := read(plain(want))
	y, alsoOK := read(plain(have))
	return ok && alsoOK && x.Cmp(y) == 0
}

func sameNumber(a, b json.Number) bool {
	x, ok := new(big.Rat).SetString(bounded(a))
	y, alsoOK := new(big.Rat).SetString(bounded(b))
	return ok && alsoOK && x.Cmp(y) == 0
}

// bounded keeps exponents away from big.Rat, with which a few characters are a
// number of a million digits.
func bounded(n json.Number) string {
	const longest = 40
	if len(n) > longest || strings.ContainsAny(n.String(), "eE") {
		return ""
	}
	return n.String()
}

// reader reads what a field holds, where different texts may mean the same: a
// time by the name of the field, a resource by the names around it.
func reader(path []string) func(string) (*big.Rat, bool) {
	field := strings.ToLower(path[len(path)-1])
	for _, suffix := range []string{"interval", "timeout", "duration"} {
		if strings.HasSuffix(field, suffix) {
			return quantity.Duration
		}
	}
	for _, step := range path {
		switch step {
		case "limits", "requests", "hard", "sizeLimit":
			return quantity.Any
		}
	}
	return nil
}

// plain is a scalar as text: the API server writes a quantity as a string,
// whoever gave it a number.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return bounded(v)
	default:
		return ""
	}
}

// isEmpty reports whether a value means the same as none.
func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case json.Number:
		return v == "0"
	case []any:
		return len(v) == 0
	case map[string]any:
		for _, element := range v {
			if !isEmpty(element) {
				return false
			}
		}
		return true
	default:
		return false
	}
}
