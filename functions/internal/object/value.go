// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package object

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/yaml"
)

const (
	// maxDepth bounds nesting; Kubernetes objects stay far below it.
	maxDepth = 200
	// maxAliased is what the aliases of a document may always expand to, in nodes,
	// and maxMultiple how many times the nodes of the document where that is more:
	// a few lines of input must not fill the memory.
	maxAliased  = 10_000
	maxMultiple = 10
)

// budget is what is left for aliases to expand to.
type budget struct {
	root *yaml.Node
	// aliased is the number of nodes that stood behind aliases so far, and most
	// what they may be; most is found out when it matters.
	aliased, most int
}

// spend takes one node that stands behind an alias, and reports whether the
// budget has it.
func (b *budget) spend() bool {
	if b.aliased++; b.aliased <= maxAliased {
		return true
	}
	if b.most == 0 {
		b.most = max(maxAliased, maxMultiple*count(b.root))
	}
	return b.aliased <= b.most
}

// count counts the nodes of a document as they are written.
func count(node *yaml.Node) int {
	total := 1
	for _, child := range node.Content {
		total += count(child)
	}
	return total
}

// Problem is something in a document that JSON cannot say.
type Problem struct {
	// Path leads to the place: keys and indexes.
	Path    []string
	Message string
}

// Value returns the document as JSON types: map[string]any, []any, string,
// bool, json.Number. Fields that are null are left out. With problems there is
// no value.
func (d Document) Value() (map[string]any, []Problem) {
	return d.ValueWithNulls(func([]string) bool { return false })
}

// ValueWithNulls is Value, but fields of the mappings for which keep is true
// stay nil when they are null: there, null says something else than absence.
func (d Document) ValueWithNulls(keep func(path []string) bool) (map[string]any, []Problem) {
	value, problems := d.any(keep)
	if len(problems) > 0 {
		return nil, problems
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, []Problem{{Message: "a Kubernetes object must be a mapping"}}
	}
	return object, nil
}

// Any is Value for a document that need not be an object.
func (d Document) Any() (any, []Problem) {
	return d.any(func([]string) bool { return false })
}

func (d Document) any(keep func(path []string) bool) (any, []Problem) {
	c := converter{keepNulls: keep, budget: budget{root: d.Node}}
	return c.convert(d.Node, 0), c.problems
}

type converter struct {
	keepNulls func(path []string) bool
	path      []string
	budget    budget
	// aliases is how many aliases lead to the node that is converted.
	aliases  int
	tooMuch  bool
	problems []Problem
}

func (c *converter) report(format string, args ...any) any {
	const enough = 100
	if len(c.problems) < enough {
		path := append([]string(nil), c.path...)
		c.problems = append(c.problems, Problem{Path: path, Message: fmt.Sprintf(format, args...)})
	}
	return nil
}

func (c *converter) at(step string, node *yaml.Node, depth int) any {
	c.path = append(c.path, step)
	value := c.convert(node, depth+1)
	c.path = c.path[:len(c.path)-1]
	return value
}

func (c *converter) convert(node *yaml.Node, depth int) any {
	if node != nil && node.Kind == yaml.AliasNode {
		c.aliases++
		defer func() { c.aliases-- }()
	}
	if !c.tooMuch && (depth > maxDepth || c.aliases > 0 && !c.budget.spend()) {
		c.tooMuch = true
		c.report("nested too deeply, or its aliases expand to more than %d times what is written", maxMultiple)
	}
	if c.tooMuch {
		return nil
	}
	node = Resolve(node)
	if node == nil {
		return nil
	}
	switch node.Kind {
	case yaml.MappingNode:
		return c.mapping(node, depth)
	case yaml.SequenceNode:
		list := make([]any, 0, len(node.Content))
		for i, element := range node.Content {
			list = append(list, c.at(strconv.Itoa(i), element, depth))
		}
		return list
	default:
		return c.scalar(node)
	}
}

func (c *converter) mapping(node *yaml.Node, depth int) any {
	object := make(map[string]any, len(node.Content)/2)
	merges := false
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := Resolve(node.Content[i])
		switch {
		case key == nil || key.Kind != yaml.ScalarNode:
			c.report("a key must be a string")
			continue
		case isMerge(key):
			merges = true
			continue
		}
		if _, twice := object[key.Value]; twice {
			c.path = append(c.path, key.Value)
			c.report("the key %q is given twice", key.Value)
			c.path = c.path[:len(c.path)-1]
			continue
		}
		object[key.Value] = c.at(key.Value, node.Content[i+1], depth)
	}
	if merges {
		c.merge(object, node, depth)
	}
	if c.keepNulls(c.path) {
		return object
	}
	// A null is an absent field, but it does not let a merge key through.
	for key, value := range object {
		if value == nil {
			delete(object, key)
		}
	}
	return object
}

// merge adds the entries of merge keys; what the mapping says itself wins, and
// an earlier merge key over a later one.
func (c *converter) merge(object map[string]any, node *yaml.Node, depth int) {
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := Resolve(node.Content[i])
		if key == nil || !isMerge(key) {
			continue
		}
		for _, source := range mergeSources(node.Content[i+1]) {
			merged, ok := c.convert(source, depth+1).(map[string]any)
			if !ok {
				c.report("the merge key << needs a mapping or a list of mappings")
				continue
			}
			for name, value := range merged {
				if _, there := object[name]; !there {
					object[name] = value
				}
			}
		}
	}
}

func (c *converter) scalar(node *yaml.Node) any {
	if tag := node.ShortTag(); (tag == yaml.NodeTagInt || tag == yaml.NodeTagFloat) && isPlainNumber(node.Value) {
		return json.Number(node.Value)
	}
	switch tag := node.ShortTag(); tag {
	case yaml.NodeTagString, "!!timestamp":
		return node.Value
	case yaml.NodeTagNull:
		return nil
	case yaml.NodeTagBool:
		return strings.EqualFold(node.Value, "true")
	case yaml.NodeTagInt:
		return c.integer(node)
	case yaml.NodeTagFloat:
		var f float64
		if err := node.Decode(&f); err != nil {
			return c.report("this is not a number")
		}
		text, err := json.Marshal(f)
		if err != nil {
			return c.report("this is not a number that JSON knows")
		}
		return json.Number(text)
	case "!!binary", "!!set", "!!omap", "!!pairs":
		return c.report("the YAML tag %s is not accepted", tag)
	default:
		// A password that begins with ! is a tag too.
		return c.report("YAML tags are not accepted; put a text that begins with ! in quotes")
	}
}

// isPlainNumber reports whether a number can be kept as it was written, so that
// messages show 1.10 and not 1.1. Exponents are left to the float parser: with
// one, a few characters are a number of a million digits.
func isPlainNumber(s string) bool {
	const longest = 40
	return len(s) <= longest && !strings.ContainsAny(s, "eE") && json.Valid([]byte(s))
}

func (c *converter) integer(node *yaml.Node) any {
	var i int64
	if err := node.Decode(&i); err == nil {
		return json.Number(strconv.FormatInt(i, 10))
	}
	var u uint64
	if err := node.Decode(&u); err == nil {
		return json.Number(strconv.FormatUint(u, 10))
	}
	return c.report("this is not an integer of 64 bits")
}

// Expand returns a copy of node in which every alias is replaced by what it
// stands for.
func Expand(node *yaml.Node) (*yaml.Node, error) {
	x := expander{budget: budget{root: node}}
	out := x.expand(node, 0)
	if out == nil {
		return nil, fmt.Errorf("an item is nested too deeply, or its aliases expand to more than %d times what is written", maxMultiple)
	}
	return out, nil
}

type expander struct {
	budget  budget
	aliases int
}

func (x *expander) expand(node *yaml.Node, depth int) *yaml.Node {
	if node != nil && node.Kind == yaml.AliasNode {
		x.aliases++
		defer func() { x.aliases-- }()
	}
	if depth > maxDepth || x.aliases > 0 && !x.budget.spend() {
		return nil
	}
	if node = Resolve(node); node == nil {
		return nil
	}
	out := *node
	out.Anchor = ""
	if out.Value == "" && out.Kind == yaml.ScalarNode && out.ShortTag() == yaml.NodeTagNull {
		// In flow style the encoder takes an empty null for an empty string.
		out.Value = "null"
	}
	out.Content = make([]*yaml.Node, len(node.Content))
	for i, child := range node.Content {
		if out.Content[i] = x.expand(child, depth+1); out.Content[i] == nil {
			return nil
		}
	}
	return &out
}
