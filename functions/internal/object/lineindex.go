// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package object

import "sigs.k8s.io/kustomize/kyaml/yaml"

// LineIndex finds the lines of many fields at the cost of reading each mapping
// once. The zero value is ready.
type LineIndex struct {
	fields map[*yaml.Node]map[string]int
}

// Line is Document.Line.
func (x *LineIndex) Line(d Document, path ...string) int {
	if !d.Lines {
		return 0
	}
	return d.line(path, x.step)
}

// step is stepInto with an index of the mapping.
func (x *LineIndex) step(node *yaml.Node, step string) (*yaml.Node, int) {
	const worthwhile = 16
	if node.Kind != yaml.MappingNode || len(node.Content) < worthwhile {
		return stepInto(node, step)
	}
	if x.fields == nil {
		x.fields = map[*yaml.Node]map[string]int{}
	}
	places, known := x.fields[node]
	if !known {
		places = make(map[string]int, len(node.Content)/2)
		for i := len(node.Content) - 2; i >= 0; i -= 2 {
			places[node.Content[i].Value] = i
		}
		x.fields[node] = places
	}
	if i, there := places[step]; there {
		return node.Content[i+1], node.Content[i].Line
	}
	return stepInto(node, step)
}
