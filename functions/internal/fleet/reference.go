// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fleet

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// opening begins a reference. A variable of Flux has no dot, so that nothing
// that Flux substitutes can look like one; every other ${ is Flux's and stays
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution).
const opening = "${cluster."

// mistyped finds references to something like cluster: Flux would refuse them
// only in the cluster.
var mistyped = pattern.Of(`\$\{([A-Za-z]+)\.`)

// Refers reports whether an input refers to a value of a cluster.
func Refers(d object.Document) bool {
	return anyScalar(at(d.Node, "spec"), func(text string) bool { return strings.Contains(text, opening) })
}

// holdsReference reports whether there is something to put in below a node, or
// what looks like it.
func holdsReference(node *yaml.Node) bool {
	return anyScalar(node, func(text string) bool { return strings.Contains(text, "${") })
}

// anyScalar reports whether a scalar below a node is what is looked for. What is
// behind an alias is looked at once, however many lead to it.
func anyScalar(node *yaml.Node, is func(text string) bool) bool {
	var seen map[*yaml.Node]bool
	var visit func(node *yaml.Node) bool
	visit = func(node *yaml.Node) bool {
		switch {
		case node == nil:
			return false
		case node.Kind == yaml.ScalarNode:
			return is(node.Value)
		case node.Kind == yaml.AliasNode && seen[node.Alias]:
			return false
		case node.Kind == yaml.AliasNode:
			if seen == nil {
				seen = map[*yaml.Node]bool{}
			}
			seen[node.Alias] = true
			return visit(node.Alias)
		default:
			return slices.ContainsFunc(node.Content, visit)
		}
	}
	return visit(node)
}

// resolver puts in what references stand for in one input of one cluster.
type resolver struct {
	cluster Cluster
	about   report.Object
	path    []string
	found   report.Findings
}

func (r *resolver) add(reason report.Reason, message, hint string) {
	r.found = append(r.found, report.Finding{
		Severity: fn.Error, Reason: reason, Object: r.about, Field: slices.Clone(r.path), Message: message, Hint: hint,
	})
}

// resolve returns the node with every reference below it put in; the node itself
// where there is none. What was put in is not looked at again.
func (r *resolver) resolve(node *yaml.Node) *yaml.Node {
	node = object.Resolve(node)
	switch {
	case node == nil:
		return nil
	case node.Kind == yaml.ScalarNode && !strings.Contains(node.Value, "${"):
		return node
	case node.Kind == yaml.ScalarNode:
		return r.scalar(node)
	}
	whole := flat(node)
	step := 1
	if whole.Kind == yaml.MappingNode {
		step = 2
	}
	out := whole
	for i := step - 1; i < len(whole.Content); i += step {
		name := index(i)
		if step == 2 {
			name = whole.Content[i-1].Value
		}
		r.path = append(r.path, name)
		if step == 2 && strings.Contains(name, opening) {
			r.add(report.ClusterValueMisplaced, "a name cannot be made of a value of the cluster", "put the reference into the value")
		}
		if child := r.resolve(whole.Content[i]); child != object.Resolve(whole.Content[i]) {
			if out == whole {
				copied := *whole
				copied.Content = slices.Clone(whole.Content)
				out = &copied
			}
			out.Content[i] = child
		}
		r.path = r.path[:len(r.path)-1]
	}
	return out
}

// scalar puts references into one text. A text that is nothing but one reference
// becomes the value, with its type.
func (r *resolver) scalar(node *yaml.Node) *yaml.Node {
	r.nearMisses(node.Value)
	if whole, ok := strings.CutPrefix(node.Value, opening); ok && strings.IndexByte(whole, '}') == len(whole)-1 {
		value := r.value(strings.TrimSuffix(whole, "}"))
		if value == nil {
			return node
		}
		out := *value
		out.Line, out.Column, out.HeadComment, out.LineComment, out.FootComment, out.Anchor = node.Line, node.Column, "", "", "", ""
		if out.Kind == yaml.ScalarNode && takesText(r.path) {
			out.Tag, out.Style = yaml.NodeTagString, 0
		}
		return &out
	}
	out := *node
	out.Value = r.embed(node.Value)
	out.Tag = yaml.NodeTagString
	return &out
}

// nearMisses finds references to something that is nearly called cluster.
func (r *resolver) nearMisses(value string) {
	for _, m := range mistyped().FindAllStringSubmatch(value, -1) {
		if nearest, near := report.Nearest(m[1], []string{"cluster"}); near && m[1] != nearest {
			r.add(report.UnknownClusterValue, report.Quote("${"+m[1]+".")+" refers to nothing", "did you mean "+opening+"?")
		}
	}
}

// textOnly are fields whose values are texts, whatever they look like.
var textOnly = map[string]bool{
	"substitute": true, "configurationSettings": true, "labels": true, "annotations": true, "matchLabels": true, "data": true, "stringData": true,
}

// takesText reports whether the field at the path takes nothing but text.
func takesText(path []string) bool { return len(path) > 1 && textOnly[path[len(path)-2]] }

// embed puts references into a text.
func (r *resolver) embed(value string) string {
	var b strings.Builder
	for {
		i := strings.Index(value, opening)
		if i < 0 {
			return b.String() + value
		}
		if i > 0 && value[i-1] == '$' {
			// The escape: $${cluster. stands for itself, with one $ less.
			b.WriteString(value[:i-1] + opening)
			value = value[i+len(opening):]
			continue
		}
		b.WriteString(value[:i])
		body, rest, closed := strings.Cut(value[i+len(opening):], "}")
		if !closed {
			r.add(report.UnknownClusterValue, "a reference has no end", "write ${cluster.name}, ${cluster.labels.KEY} or ${cluster.values.NAME}")
			return b.String() + value[i:]
		}
		if node := r.value(body); node != nil {
			if node.Kind != yaml.ScalarNode || isNull(node) {
				r.add(report.ClusterValueType, report.Quote(opening+body+"}")+" is "+kindOf(node)+", which no text can hold", "let the reference be the whole value, or refer to a part of it")
			} else {
				b.WriteString(node.Value)
			}
		}
		value = rest
	}
}

func kindOf(node *yaml.Node) string {
	switch {
	case isNull(node):
		return "null"
	case node.Kind == yaml.SequenceNode:
		return "a list"
	default:
		return "a mapping"
	}
}

// value looks up what a reference stands for: name, labels.KEY or
// values.NAME..., with :=default after it.
func (r *resolver) value(body string) *yaml.Node {
	ref, fallback, hasDefault := strings.Cut(body, ":=")
	if strings.Contains(fallback, opening) {
		r.add(report.NestedClusterValue, "the default of a reference cannot be a reference", "write the text itself")
		return nil
	}
	var known []string
	switch {
	case ref == "name":
		return text(r.cluster.Name)
	case strings.HasPrefix(ref, "labels."):
		if value, there := r.cluster.Labels[strings.TrimPrefix(ref, "labels.")]; there {
			return text(value)
		}
		for _, key := range sorted(r.cluster.Labels) {
			known = append(known, "labels."+key)
		}
	case strings.HasPrefix(ref, "values."):
		if node := at(r.cluster.node, strings.Split(ref, ".")...); !isNull(node) {
			return node
		}
		known = r.valuesOf(strings.Split(ref, "."))
	default:
		known = []string{"name", "labels.KEY", "values.NAME"}
	}
	if hasDefault {
		return written(fallback)
	}
	r.add(report.UnknownClusterValue, "the cluster has no "+report.Quote(ref), report.DidYouMean(ref, known))
	return nil
}

// valuesOf lists the values beside one that is not there.
func (r *resolver) valuesOf(steps []string) []string {
	var known []string
	parent := steps[:len(steps)-1]
	for _, e := range object.Entries(at(r.cluster.node, parent...)) {
		known = append(known, strings.Join(append(slices.Clone(parent), e.Key.Value), "."))
	}
	return known
}

// written is a default with the type that YAML gives it.
func written(value string) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(value), &doc); err == nil {
		if node := object.Resolve(&doc); node != nil && node.Kind == yaml.ScalarNode && node.Tag != yaml.NodeTagNull {
			return node
		}
	}
	return text(value)
}
