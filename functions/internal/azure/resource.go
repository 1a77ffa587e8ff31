// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"maps"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// place is where something stands in the input.
type place struct {
	file  string
	index int
	// path leads to it inside the document: keys and indexes.
	path []string
}

// step returns the place below p.
func (p place) step(steps ...string) place {
	p.path = slices.Concat(p.path, steps)
	return p
}

// finding is about a place of which no more is known.
func (p place) finding(severity fn.Severity, reason report.Reason, message string) report.Finding {
	return report.Finding{
		Severity: severity, Reason: reason, Object: report.Object{File: p.file, Index: p.index}, Field: p.path, Message: message,
	}
}

// resource is one configuration or extension with Azure's property names.
type resource struct {
	// kind is that of the input it becomes.
	kind string
	// name is a string, or an unresolved expression.
	name any
	// properties are Azure's. Besides JSON types they may hold unresolved
	// expressions, secrets and references.
	properties map[string]any
	// cluster is the name of the cluster that it belongs to; empty when unknown.
	cluster string
	// at is where the properties stand.
	at place
	// origin has the path of properties that stand elsewhere or under another
	// name, by their path in Azure's names.
	origin map[string][]string
}

// unresolved is a value that cannot be known: the text of an expression.
type unresolved struct {
	text string
	// stands is the expression that text leads to, if it is another one.
	stands string
	// why says more than that it is an expression; may be empty.
	why string
}

// reference is a value that is in an object of the cluster.
type reference struct{ text string }

// inputPath returns where the property with the given path stands.
func (r resource) inputPath(path []string) []string {
	for n := len(path); n > 0; n-- {
		if from, ok := r.origin[pathKey(path[:n])]; ok {
			return slices.Concat(r.at.path, from, path[n:])
		}
	}
	return slices.Concat(r.at.path, path)
}

func pathKey(path []string) string { return strings.Join(path, "\x00") }

// set puts a value into the properties, and remembers where it was.
func (r *resource) set(value any, from []string, path ...string) {
	if value == nil {
		return
	}
	m := r.properties
	for _, step := range path[:len(path)-1] {
		next, ok := m[step].(map[string]any)
		if !ok {
			next = map[string]any{}
			m[step] = next
		}
		m = next
	}
	m[path[len(path)-1]] = value
	if r.origin == nil {
		r.origin = map[string][]string{}
	}
	r.origin[pathKey(path)] = slices.Clone(from)
}

// reader collects the resources of all files.
type reader struct {
	resources []resource
	// parameters are those of parameter files.
	parameters map[string]any
	// budget is what expressions may still expand to.
	budget int
	found  report.Findings
}

func (r *reader) report(f report.Finding) { r.found = append(r.found, f) }

// lost reports something that the output does not have.
func (r *reader) lost(at place, message string) {
	r.report(at.finding(fn.Warning, report.NotCarried, message))
}

// field returns the value of a key as Azure finds it: without regard to case,
// an exact match first.
func field(m map[string]any, name string) any {
	if value, ok := m[name]; ok {
		return value
	}
	for _, key := range keys(m) {
		if strings.EqualFold(key, name) {
			return m[key]
		}
	}
	return nil
}

func text(m map[string]any, name string) string {
	s, _ := field(m, name).(string)
	return s
}

func mapping(m map[string]any, name string) (map[string]any, bool) {
	o, ok := field(m, name).(map[string]any)
	return o, ok
}

// keys returns the keys of m in order.
func keys[T any](m map[string]T) []string { return slices.Sorted(maps.Keys(m)) }
