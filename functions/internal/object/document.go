// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package object is one parsed YAML document: an input object before anyone
// has looked at its meaning, and the place it came from.
//
// Getters follow aliases and merge keys, which hosts such as kpt hand over as
// the user wrote them. Value turns a document into plain JSON types for the
// schema; strings keep their exact text (2024-01-01 and y stay strings), nulls
// in mappings are absent fields, and what JSON cannot say (duplicate keys,
// foreign tags, endless aliases) is a Problem with its place.
package object

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// Document is one YAML document whose root is a mapping.
type Document struct {
	// Node is the root mapping. It is never changed.
	Node *yaml.Node
	// Path is the file the document came from, as the host or the user named
	// it; empty when unknown.
	Path string
	// Index is the position of the document in its file, from 0.
	Index int
	// Lines tells whether the line numbers of Node are those of the file: false
	// when a host has written the text anew.
	Lines bool
}

// File is a file by the name its owner gives it.
type File struct {
	// Path has slashes, whatever the system.
	Path string
	Data []byte
	// Named tells that a user has named it, and not a folder that it is in.
	Named bool
}

// ParseFile parses the documents of a YAML or JSON file. Empty documents are
// left out. The error of a syntax mistake has the line.
func ParseFile(path string, data []byte) ([]Document, error) {
	docs, err := ParseAny(path, data)
	for _, d := range docs {
		if d.Node.Kind != yaml.MappingNode {
			return nil, &SyntaxError{Line: d.Node.Line, Message: NotAMapping}
		}
	}
	return docs, err
}

// ParseAny is ParseFile for documents that need not be objects.
func ParseAny(path string, data []byte) ([]Document, error) {
	var out []Document
	decoder := yaml.NewDecoder(bytes.NewReader(readable(data)))
	for index := 0; ; index++ {
		node := new(yaml.Node)
		switch err := decode(decoder, node); {
		case errors.Is(err, io.EOF):
			return out, nil
		case err != nil:
			return nil, explained(err, data)
		}
		root := Resolve(node)
		if root == nil || root.Tag == yaml.NodeTagNull {
			continue
		}
		out = append(out, Document{Node: root, Path: path, Index: index, Lines: true})
	}
}

// Parse parses exactly one document and returns its root, nil when the input
// is empty.
func Parse(data []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	node := new(yaml.Node)
	if err := decode(decoder, node); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		return nil, err
	}
	switch err := decode(decoder, new(yaml.Node)); {
	case err == nil:
		return nil, &SyntaxError{Message: "more than one YAML document"}
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	return Resolve(node), nil
}

// Resolve follows document and alias nodes to the node they stand for.
func Resolve(node *yaml.Node) *yaml.Node {
	for range 100 {
		switch {
		case node == nil:
			return nil
		case node.Kind == yaml.DocumentNode && len(node.Content) == 1:
			node = node.Content[0]
		case node.Kind == yaml.AliasNode:
			node = node.Alias
		case node.Kind == 0:
			return nil
		default:
			return node
		}
	}
	return nil
}

// Child returns the value of key in a mapping, through aliases and merge keys;
// nil when there is none.
func Child(node *yaml.Node, key string) *yaml.Node {
	budget := maxMerges
	return child(node, key, &budget)
}

// maxMerges bounds the mappings that one look-up visits: merge keys of what is
// merged itself double their number at every level.
const maxMerges = 1000

func child(node *yaml.Node, key string, budget *int) *yaml.Node {
	node = Resolve(node)
	if *budget--; node == nil || node.Kind != yaml.MappingNode || *budget < 0 {
		return nil
	}
	var merged *yaml.Node
	for i := 0; i+1 < len(node.Content); i += 2 {
		name := Resolve(node.Content[i])
		if name == nil {
			continue
		}
		if name.Value == key && !isMerge(name) {
			return Resolve(node.Content[i+1])
		}
		if isMerge(name) && merged == nil {
			for _, source := range mergeSources(node.Content[i+1]) {
				if merged = child(source, key, budget); merged != nil {
					break
				}
			}
		}
	}
	return merged
}

func isMerge(key *yaml.Node) bool {
	return key.Value == "<<" && (key.Tag == yaml.MergeTag || key.Tag == "")
}

// mergeSources lists the mappings a merge key names, first one first.
func mergeSources(node *yaml.Node) []*yaml.Node {
	node = Resolve(node)
	if node != nil && node.Kind == yaml.SequenceNode {
		return node.Content
	}
	return []*yaml.Node{node}
}

// Text returns the string at a path of keys, empty when there is none.
func Text(node *yaml.Node, path ...string) string {
	for _, key := range path {
		node = Child(node, key)
	}
	if node == nil || node.Kind != yaml.ScalarNode || node.Tag == yaml.NodeTagNull {
		return ""
	}
	return node.Value
}

// APIVersion returns the apiVersion of the document.
func (d Document) APIVersion() string { return Text(d.Node, "apiVersion") }

// Kind returns the kind of the document.
func (d Document) Kind() string { return Text(d.Node, "kind") }

// Name returns metadata.name; kustomize's own files have none.
func (d Document) Name() string { return Text(d.Node, "metadata", "name") }

// Namespace returns metadata.namespace.
func (d Document) Namespace() string { return Text(d.Node, "metadata", "namespace") }

// Annotation returns an annotation and whether it is there.
func (d Document) Annotation(key string) (string, bool) {
	node := Child(Child(Child(d.Node, "metadata"), "annotations"), key)
	if node == nil || node.Kind != yaml.ScalarNode || node.Tag == yaml.NodeTagNull {
		return "", false
	}
	return node.Value, true
}

// Line returns the line of the field at path, or of the nearest parent that is
// there; 0 when the lines mean nothing to the user.
func (d Document) Line(path ...string) int {
	if !d.Lines {
		return 0
	}
	return d.line(path, stepInto)
}

func (d Document) line(path []string, into func(*yaml.Node, string) (*yaml.Node, int)) int {
	line := d.Node.Line
	node := d.Node
	for _, step := range path {
		node = Resolve(node)
		if node == nil {
			break
		}
		next, keyLine := into(node, step)
		if next == nil {
			break
		}
		node, line = next, keyLine
	}
	return line
}

// stepInto returns the value at one step, a key or an index, and the line it
// begins on.
func stepInto(node *yaml.Node, step string) (*yaml.Node, int) {
	switch node.Kind {
	case yaml.SequenceNode:
		i, err := strconv.Atoi(step)
		if err != nil || i < 0 || i >= len(node.Content) {
			return nil, 0
		}
		return node.Content[i], node.Content[i].Line
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == step {
				return node.Content[i+1], node.Content[i].Line
			}
		}
		if value := Child(node, step); value != nil {
			return value, value.Line
		}
	}
	return nil, 0
}
