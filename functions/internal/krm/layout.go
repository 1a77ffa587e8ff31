// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package krm

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
	starts, column, ok := dashes(lines, items)
	if !ok {
		l.spliced = false
		return l
	}
	l.indent = column
	for i := 0; i+1 < len(root.Content); i += 2 {
		end := len(lines)
		if i+2 < len(root.Content) {
			end = root.Content[i+2].Line - 1
			if root.Content[i+2].HeadComment != "" {
				end = skipComments(lines, end, 0)
			}
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

// dashes returns the first line of every item, its comments included, and the
// column of all dashes; not ok when they are in several columns.
func dashes(lines [][]byte, items []*yaml.Node) (starts []int, column int, ok bool) {
	starts = make([]int, len(items))
	for i, item := range items {
		at, line, found := dash(lines, item)
		if !found || i > 0 && (at != column || line <= starts[i-1]) {
			return nil, 0, false
		}
		column, starts[i] = at, line
	}
	for i, start := range starts {
		if hasHeadComment(items[i]) {
			starts[i] = skipComments(lines, start, column)
		}
	}
	return starts, column, true
}

// dash returns the column of the dash that begins the item, and its line from
// 0. The dash may stand above comments that come before the first key.
func dash(lines [][]byte, item *yaml.Node) (column, line int, ok bool) {
	if item.Kind != yaml.MappingNode || item.Anchor != "" || item.Line < 1 || item.Line > len(lines) {
		return 0, 0, false
	}
	line = item.Line - 1
	text := lines[line]
	indent := len(text) - len(bytes.TrimLeft(text, " "))
	if indent == item.Column-1 {
		return dashAlone(lines, line, indent)
	}
	rest := text[indent:]
	if len(rest) < 2 || rest[0] != '-' || rest[1] != ' ' {
		return 0, 0, false
	}
	gap := len(rest[1:]) - len(bytes.TrimLeft(rest[1:], " "))
	return indent, line, indent+1+gap == item.Column-1
}

// dashAlone looks for the dash above a first key that has a line of its own:
// "- # comment", or "-" alone.
func dashAlone(lines [][]byte, key, keyColumn int) (column, line int, ok bool) {
	for line = key - 1; line >= 0; line-- {
		text := bytes.TrimLeft(lines[line], " ")
		column = len(lines[line]) - len(text)
		text = bytes.TrimSpace(text)
		switch {
		case len(text) == 0 || text[0] == '#':
		case text[0] != '-' || column >= keyColumn:
			return 0, 0, false
		default:
			after := bytes.TrimSpace(text[1:])
			return column, line, len(after) == 0 || after[0] == '#' && text[1] == ' '
		}
	}
	return 0, 0, false
}

// hasHeadComment reports whether the parser has seen a comment above the item:
// a line that looks like one may be the end of a quoted text.
func hasHeadComment(item *yaml.Node) bool {
	return item.HeadComment != "" || len(item.Content) > 0 && item.Content[0].HeadComment != ""
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
