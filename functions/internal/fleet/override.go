// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fleet

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// inOrder returns the indexes of the overrides in the order they apply: as they
// are written, but each after those that it names.
func inOrder(e entry) ([]int, report.Findings) {
	var found report.Findings
	add := func(n int, message, hint string, steps ...string) {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.OverrideOrder, Object: e.object,
			Field: append([]string{"spec", "overrides", index(n)}, steps...), Message: message, Hint: hint,
		})
	}
	var names []string
	for n, o := range e.overrides {
		if slices.Contains(names, o.Name) {
			add(n, "there is another override "+report.Quote(o.Name), "give each a name of its own", "name")
		}
		names = append(names, o.Name)
	}
	var order []int
	const entered, done = 1, 2
	state := make([]int, len(e.overrides))
	var visit func(n int)
	visit = func(n int) {
		if state[n] == done {
			return
		}
		if state[n] == entered {
			add(n, "comes after itself", "take one of the names out of after", "after")
			return
		}
		state[n] = entered
		for i, after := range e.overrides[n].After {
			if before := slices.Index(names, after); before >= 0 {
				visit(before)
			} else {
				add(n, "there is no override "+report.Quote(after), report.DidYouMean(after, names), "after", index(i))
			}
		}
		state[n] = done
		order = append(order, n)
	}
	for n := range e.overrides {
		visit(n)
	}
	if found.Failed() {
		return nil, found
	}
	return order, nil
}

// leaf is one value that an override gives, null included.
type leaf struct {
	path  []string
	value any
}

// leaves lists what an override gives, by the path as one text.
func leaves(value any, path []string, into map[string]leaf) {
	if fields, ok := value.(map[string]any); ok && len(fields) > 0 {
		for _, key := range sorted(fields) {
			leaves(fields[key], append(path[:len(path):len(path)], key), into)
		}
		return
	}
	into[strings.Join(path, "\x00")] = leaf{path: path, value: value}
}

// conflicts finds overrides that give different values to one field of one
// cluster, and of which none says that it comes after the other: which of them
// wins would depend on the order of lines that were written for other reasons.
// Clusters with the same overrides are looked at once, and each pair once.
func (f Fleet) conflicts(e entry) report.Findings {
	var found report.Findings
	given := make([]map[string]leaf, len(e.overrides))
	for n, o := range e.overrides {
		given[n] = map[string]leaf{}
		leaves(map[string]any(o.Spec), nil, given[n])
	}
	lists, pairs := map[string]bool{}, map[[2]int]bool{}
	for _, c := range f.Clusters {
		matching := slices.Sorted(slices.Values(e.matching[c.Name]))
		key := fmt.Sprint(matching)
		if !e.isFor(c) || lists[key] {
			continue
		}
		lists[key] = true
		for i, second := range matching {
			for _, first := range matching[:i] {
				if pair := [2]int{first, second}; !pairs[pair] {
					pairs[pair] = true
					found = append(found, f.conflict(e, given, first, second)...)
				}
			}
		}
	}
	return found
}

// conflict compares two overrides of one cluster.
func (f Fleet) conflict(e entry, given []map[string]leaf, first, second int) report.Findings {
	path, differ := disagree(given[first], given[second])
	if !differ || reaches(e, first, second) || reaches(e, second, first) {
		return nil
	}
	return report.Findings{{
		Severity: fn.Error, Reason: report.OverrideConflict, Object: e.object,
		Field:   append([]string{"spec", "overrides", index(second), "spec"}, path...),
		Message: "override " + report.Quote(e.overrides[first].Name) + " gives this field another value, for " + listed(f.both(e, first, second)),
		Hint:    "let one of them say after: [NAME OF THE OTHER], which then is the value",
	}}
}

// both lists the clusters that two overrides are for.
func (f Fleet) both(e entry, first, second int) []string {
	var out []string
	for _, c := range f.Clusters {
		matching := e.matching[c.Name]
		if e.isFor(c) && slices.Contains(matching, first) && slices.Contains(matching, second) {
			out = append(out, c.Name)
		}
	}
	return out
}

// reaches reports whether an override comes after another by what they say.
func reaches(e entry, later, earlier int) bool {
	visited := map[int]bool{}
	var visit func(n int) bool
	visit = func(n int) bool {
		if visited[n] {
			return false
		}
		visited[n] = true
		for _, name := range e.overrides[n].After {
			before := slices.IndexFunc(e.overrides, func(o override) bool { return o.Name == name })
			if before == earlier || before >= 0 && visit(before) {
				return true
			}
		}
		return false
	}
	return visit(later)
}

// disagree returns the first field that two overrides give different values, one
// of which may hold the other.
func disagree(a, b map[string]leaf) ([]string, bool) {
	for _, key := range sorted(b) {
		for n := len(b[key].path); n > 0; n-- {
			prefix := strings.Join(b[key].path[:n], "\x00")
			if other, there := a[prefix]; there && (n < len(b[key].path) || !reflect.DeepEqual(other.value, b[key].value)) && !mergedByKey[key[strings.LastIndex(key, "\x00")+1:]] {
				return b[key].path, true
			}
		}
	}
	for _, key := range sorted(a) {
		for n := len(a[key].path) - 1; n > 0; n-- {
			if _, there := b[strings.Join(a[key].path[:n], "\x00")]; there {
				return a[key].path[:n], true
			}
		}
	}
	return nil, false
}

// mergedByKey are lists whose elements have a kind and a name.
var mergedByKey = map[string]bool{"fluxObjects": true, "substituteFrom": true}

// merge lays a patch over a node (RFC 7386). Lists with keys are merged by them.
func merge(base, patch *yaml.Node, key string) *yaml.Node {
	base, patch = object.Resolve(base), object.Resolve(patch)
	switch {
	case patch.Kind == yaml.SequenceNode && mergedByKey[key] && base != nil && base.Kind == yaml.SequenceNode:
		return mergeList(base, patch)
	case patch.Kind != yaml.MappingNode:
		return patch
	case base == nil || base.Kind != yaml.MappingNode:
		base = mapping(patch.Line)
	}
	out := base
	for _, e := range object.Entries(patch) {
		name := e.Key.Value
		if isNull(e.Value) {
			out = with(out, name, nil)
			continue
		}
		out = with(out, name, merge(object.Child(out, name), e.Value, name))
	}
	return out
}

// mergeList lays elements over those of the same kind and name, and adds the
// others.
func mergeList(base, patch *yaml.Node) *yaml.Node {
	out := *base
	out.Content = slices.Clone(base.Content)
	for _, element := range patch.Content {
		i := slices.IndexFunc(out.Content, func(n *yaml.Node) bool { return listKey(n) == listKey(element) })
		if i < 0 || listKey(element) == "" {
			out.Content = append(out.Content, element)
		} else {
			out.Content[i] = merge(out.Content[i], element, "")
		}
	}
	return &out
}

func listKey(node *yaml.Node) string {
	name := object.Text(node, "name")
	if name == "" {
		name = object.Text(node, "metadata", "name")
	}
	if name == "" {
		return ""
	}
	return object.Text(node, "kind") + "/" + name
}
