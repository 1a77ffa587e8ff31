// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fleet

import (
	"slices"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// Nodes are values here: what changes is copied along the way to it, and
// everything else is shared with the document that it came from.

// flat is a mapping whose merge keys are resolved, so that its entries can be
// looked at one by one; the node itself where there are none.
func flat(node *yaml.Node) *yaml.Node {
	node = object.Resolve(node)
	if node == nil || node.Kind != yaml.MappingNode || !merges(node) {
		return node
	}
	out := *node
	out.Content = nil
	for _, e := range object.Entries(node) {
		out.Content = append(out.Content, e.Key, e.Value)
	}
	return &out
}

func merges(node *yaml.Node) bool {
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == "<<" {
			return true
		}
	}
	return false
}

// with returns the mapping with another value of key; a nil value takes the key
// out.
func with(node *yaml.Node, key string, value *yaml.Node) *yaml.Node {
	node = flat(node)
	out := *node
	out.Content = slices.Clone(node.Content)
	for i := 0; i+1 < len(out.Content); i += 2 {
		if out.Content[i].Value != key {
			continue
		}
		if value == nil {
			out.Content = slices.Delete(out.Content, i, i+2)
		} else {
			out.Content[i+1] = value
		}
		return &out
	}
	if value != nil {
		name := text(key)
		name.Line = value.Line
		out.Content = append(out.Content, name, value)
	}
	return &out
}

// in returns the mapping with another value at the path.
func in(node *yaml.Node, path []string, value *yaml.Node) *yaml.Node {
	if len(path) == 0 {
		return value
	}
	child := object.Child(node, path[0])
	if child == nil || child.Kind != yaml.MappingNode {
		child = mapping(node.Line)
	}
	return with(node, path[0], in(child, path[1:], value))
}

func mapping(line int) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Tag: yaml.NodeTagMap, Line: line}
}

func text(value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: yaml.NodeTagString, Value: value}
}

func isNull(node *yaml.Node) bool { return node == nil || node.Tag == yaml.NodeTagNull }

// at returns the node at the path; nil when there is none.
func at(node *yaml.Node, path ...string) *yaml.Node {
	for _, key := range path {
		node = object.Child(node, key)
	}
	return node
}
