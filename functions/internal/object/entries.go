// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package object

import "sigs.k8s.io/kustomize/kyaml/yaml"

// Entry is a key of a mapping and its value.
type Entry struct {
	Key *yaml.Node
	// Value is never an alias; it is nil for one that leads nowhere.
	Value *yaml.Node
}

// Entries returns the entries of a mapping, those of its merge keys included, in
// the order in which they win: its own first, then those of the first merge key.
// Each key is there once. A mapping that is merged several times is read once,
// so that the cost is that of reading the document.
func Entries(node *yaml.Node) []Entry {
	w := entries{keys: map[string]bool{}, visited: map[*yaml.Node]bool{}}
	w.visit(node, 0)
	return w.found
}

type entries struct {
	keys    map[string]bool
	visited map[*yaml.Node]bool
	found   []Entry
}

func (w *entries) visit(node *yaml.Node, depth int) {
	node = Resolve(node)
	if node == nil || node.Kind != yaml.MappingNode || w.visited[node] || depth > maxDepth {
		return
	}
	w.visited[node] = true
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := Resolve(node.Content[i])
		if key == nil || key.Kind != yaml.ScalarNode || isMerge(key) || w.keys[key.Value] {
			continue
		}
		w.keys[key.Value] = true
		w.found = append(w.found, Entry{key, Resolve(node.Content[i+1])})
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if key := Resolve(node.Content[i]); key != nil && isMerge(key) {
			for _, source := range mergeSources(node.Content[i+1]) {
				w.visit(source, depth+1)
			}
		}
	}
}
