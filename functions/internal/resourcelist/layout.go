// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package resourcelist

import (
	"bytes"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

// layout says where the items stand in the text.
type layout struct {
	// spliced tells whether items can be copied as lines.
	spliced bool
	// indent is the column of the dashes, from 0.
	indent int
	// items holds the lines of each item: its comments, its dash, its content.
	items [][]byte
	// config holds the lines of the functionConfig entry, key included.
	config []byte
}

// measure finds the lines of every item. A list in block style has each item
// start on a line of its own, all dashes in one column; in any other form the
// items are encoded anew.
func measure(text []byte, root *yaml.Node, items []*yaml.Node) layout {
	lines := splitLines(text)
	l := layout{spliced: root.Style&yaml.FlowStyle == 0 && plainLines(text, lines, root.Line) && !sharesAnchors(root, items)}
	starts := make([]int, len(items))
	for i, item := range items {
		column, ok := dash(lines, item)
		if !ok || i > 0 && (column != l.indent || item.Line <= items[i-1].Line) {
			l.spliced = false
			return l
		}
		l.indent, starts[i] = column, item.Line-1
	}
	for i, start := range starts {
		starts[i] = skipComments(lines, start, l.indent)
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		end := len(lines)
		if i+2 < len(root.Content) {
			end = skipComments(lines, root.Content[i+2].Line-1, 0)
		}
		switch root.Content[i].Value {
		case "items":
			for n, start := range starts {
				stop := end
				if n+1 < len(starts) {
					stop = starts[n+1]
				}
				l.items = append(l.items, block(lines[start:stop]))
			}
		case "functionConfig":
			l.config = block(lines[root.Content[i].Line-1 : end])
		}
	}
	return l
}

// plainLines reports whether the lines of text are those that the YAML parser
// counted, and none of them after the first of the document ends it.
func plainLines(text []byte, lines [][]byte, first int) bool {
	for _, lineBreak := range []string{"\u0085", "\u2028", "\u2029"} {
		if bytes.Contains(text, []byte(lineBreak)) {
			return false
		}
	}
	if bytes.Count(text, []byte("\r")) != bytes.Count(text, []byte("\r\n")) {
		return false
	}
	for _, line := range lines[min(first, len(lines)):] {
		if bytes.HasPrefix(line, []byte("---")) || bytes.HasPrefix(line, []byte("...")) {
			return false
		}
	}
	return true
}

// dash returns the column of the dash that begins the item's line.
func dash(lines [][]byte, item *yaml.Node) (int, bool) {
	if item.Kind != yaml.MappingNode || item.Style&yaml.FlowStyle != 0 || item.Anchor != "" || item.Line < 1 || item.Line > len(lines) {
		return 0, false
	}
	line := lines[item.Line-1]
	indent := len(line) - len(bytes.TrimLeft(line, " "))
	rest := line[indent:]
	if len(rest) < 2 || rest[0] != '-' || rest[1] != ' ' {
		return 0, false
	}
	gap := len(rest[1:]) - len(bytes.TrimLeft(rest[1:], " "))
	return indent, indent+1+gap == item.Column-1
}

// skipComments moves start up over the comments that stand in the given
// column directly above it. The text of a block scalar is indented deeper.
func skipComments(lines [][]byte, start, column int) int {
	for start > 0 {
		line := lines[start-1]
		if len(line) <= column || line[column] != '#' || len(bytes.TrimLeft(line[:column], " ")) > 0 {
			break
		}
		start--
	}
	return start
}

// sharesAnchors reports whether an alias points out of the item, or out of the
// functionConfig, that it stands in.
func sharesAnchors(root *yaml.Node, items []*yaml.Node) bool {
	if !hasAlias(root) {
		return false
	}
	parts := append([]*yaml.Node{}, items...)
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "items" {
			parts = append(parts, root.Content[i+1])
		}
	}
	for _, part := range parts {
		inside := map[*yaml.Node]bool{}
		walk(part, func(n *yaml.Node) { inside[n] = true })
		outside := false
		walk(part, func(n *yaml.Node) {
			if n.Kind == yaml.AliasNode && !inside[n.Alias] {
				outside = true
			}
		})
		if outside {
			return true
		}
	}
	return false
}

func hasAlias(n *yaml.Node) bool {
	if n.Kind == yaml.AliasNode {
		return true
	}
	for _, child := range n.Content {
		if hasAlias(child) {
			return true
		}
	}
	return false
}

func walk(n *yaml.Node, visit func(*yaml.Node)) {
	visit(n)
	for _, child := range n.Content {
		walk(child, visit)
	}
}

// splitLines returns the lines of text with their ends.
func splitLines(text []byte) [][]byte {
	lines := make([][]byte, 0, bytes.Count(text, []byte("\n"))+1)
	for len(text) > 0 {
		end := bytes.IndexByte(text, '\n') + 1
		if end == 0 {
			end = len(text)
		}
		lines = append(lines, text[:end])
		text = text[end:]
	}
	return lines
}

// block joins adjacent lines of one text without copying.
func block(lines [][]byte) []byte {
	if len(lines) == 0 {
		return nil
	}
	size := 0
	for _, line := range lines {
		size += len(line)
	}
	return lines[0][:size:size]
}
