// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package krm

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// Output is what a host gets back.
type Output struct {
	// Kept are the items that are returned, in the order of the input.
	Kept []Kept
	// Objects are the emitted ones, in the order they are written.
	Objects []Placed
	// KeepConfig returns the functionConfig.
	KeepConfig bool
	Results    fn.Results
	// Reports is set by a function that only reports about the items: what it
	// returns stands, whatever it has found.
	Reports bool
}

// Kept is an item that is returned.
type Kept struct {
	// Index is the position in List.Items.
	Index int
	// Annotation is set on the item when its key is not empty, and Field at its
	// top level; apart from that items are returned as they came.
	Annotation manifest.Pair
	Field      manifest.Field
}

// Placed is an emitted object and the file it belongs to.
type Placed struct {
	manifest.Object
	// Path is relative to the package; empty lets the host choose.
	Path string
	// Index is the position in the file, from 0.
	Index int
	// Package is the kpt package of the file, empty outside kpt render.
	Package string
}

// Write returns the ResourceList for the host. The error is about items that
// cannot be written, never about emitted objects.
func (l List) Write(out Output) ([]byte, error) {
	const perObject = 600
	dst := make([]byte, 0, len(l.text)+len(out.Objects)*perObject+4096)
	dst = append(dst, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n"...)
	if len(out.Kept)+len(out.Objects) == 0 {
		dst = append(dst, "items: []\n"...)
	} else {
		dst = append(dst, "items:\n"...)
	}
	var err error
	for _, kept := range out.Kept {
		if dst, err = l.appendKept(dst, kept); err != nil {
			return nil, err
		}
	}
	indent := l.layout.column()
	for _, obj := range out.Objects {
		dst = append(pad(dst, indent), "- "...)
		dst = obj.AppendYAML(dst, indent+2, obj.annotations()...)
	}
	if out.KeepConfig && l.Config.Node != nil {
		if dst, err = l.appendConfig(dst); err != nil {
			return nil, err
		}
	}
	return appendResults(dst, out.Results), nil
}

// annotations are the host's own: where the object belongs.
func (p Placed) annotations() []manifest.Pair {
	if p.Path == "" {
		return nil
	}
	pairs := []manifest.Pair{
		{Key: IndexAnnotation, Value: strconv.Itoa(p.Index)},
		{Key: PathAnnotation, Value: p.Path},
	}
	if p.Package != "" {
		pairs = append(pairs, manifest.Pair{Key: PackageAnnotation, Value: p.Package})
	}
	return pairs
}

// column is where the dashes of the written list stand.
func (l layout) column() int {
	if !l.spliced {
		return 0
	}
	return l.indent
}

func (l List) appendKept(dst []byte, kept Kept) ([]byte, error) {
	if l.layout.spliced && kept.Annotation.Key == "" && kept.Field.Key == "" {
		return endLine(append(dst, l.layout.items[kept.Index]...)), nil
	}
	text, err := encode(l.Items[kept.Index].Node, kept)
	if err != nil {
		return nil, err
	}
	indent := l.layout.column()
	dst = append(pad(dst, indent), "- "...)
	return manifest.AppendValue(dst, manifest.Raw(text), indent+2), nil
}

func (l List) appendConfig(dst []byte) ([]byte, error) {
	if l.layout.spliced {
		return endLine(append(dst, l.layout.config...)), nil
	}
	text, err := encode(l.Config.Node, Kept{})
	if err != nil {
		return nil, err
	}
	dst = append(dst, "functionConfig:\n  "...)
	return manifest.AppendValue(dst, manifest.Raw(text), 2), nil
}

// encode writes an item anew with a change, its comments included and aliases
// replaced by what they stand for.
func encode(node *yaml.Node, change Kept) ([]byte, error) {
	copied, err := object.Expand(node)
	if err != nil {
		return nil, err
	}
	rnode := yaml.NewRNode(copied)
	if key := change.Annotation.Key; key != "" {
		if err := rnode.PipeE(yaml.SetAnnotation(key, change.Annotation.Value)); err != nil {
			return nil, err
		}
	}
	if key := change.Field.Key; key != "" {
		value, err := yaml.Parse(string(manifest.AppendValue(nil, change.Field.Value, 0)))
		if err != nil {
			return nil, err
		}
		if err := rnode.PipeE(yaml.SetField(key, value)); err != nil {
			return nil, err
		}
	}
	text, err := rnode.String()
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace([]byte(text))) == 0 {
		return nil, errors.New("an item cannot be written")
	}
	return endLine([]byte(text)), nil
}

func endLine(dst []byte) []byte {
	if len(dst) > 0 && dst[len(dst)-1] != '\n' {
		return append(dst, '\n')
	}
	return dst
}

func pad(dst []byte, indent int) []byte {
	for range indent {
		dst = append(dst, ' ')
	}
	return dst
}

// appendResults writes the results in the form of the KRM functions
// specification. Hosts that run a function again hand its results back to it, so
// equal ones are written once.
func appendResults(dst []byte, results fn.Results) []byte {
	if len(results) == 0 {
		return dst
	}
	list := make(manifest.List, 0, len(results))
	written := map[string]bool{}
	for _, r := range results {
		if r == nil {
			continue
		}
		value := resultValue(r)
		text := string(manifest.AppendValue(nil, value, 0))
		if !written[text] {
			written[text] = true
			list = append(list, value)
		}
	}
	return manifest.AppendValue(append(dst, "results:\n"...), list, 0)
}

// plain turns what YAML can say into what JSON can: the results of other
// functions hold values of any kind.
func plain(value any) any {
	switch v := value.(type) {
	case nil, string, bool, int, int64, float64:
		return v
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = plain(element)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, element := range v {
			out[key] = plain(element)
		}
		return out
	default:
		return fmt.Sprint(v)
	}
}

func resultValue(r *fn.Result) manifest.Map {
	m := manifest.Map{
		{Key: "message", Value: manifest.String(r.Message)},
		{Key: "severity", Value: manifest.Text(string(r.Severity))},
	}
	if ref := r.ResourceRef; ref != nil {
		m = append(m, manifest.Field{Key: "resourceRef", Value: manifest.Map{
			{Key: "apiVersion", Value: manifest.Text(ref.APIVersion)},
			{Key: "kind", Value: manifest.Text(ref.Kind)},
			{Key: "name", Value: manifest.Text(ref.Name)},
			{Key: "namespace", Value: manifest.Text(ref.Namespace)},
		}})
	}
	if r.Field != nil {
		field := manifest.Map{{Key: "path", Value: manifest.String(r.Field.Path)}}
		if r.Field.CurrentValue != nil {
			field = append(field, manifest.Field{Key: "currentValue", Value: manifest.FromJSON(plain(r.Field.CurrentValue))})
		}
		if r.Field.ProposedValue != nil {
			field = append(field, manifest.Field{Key: "proposedValue", Value: manifest.FromJSON(plain(r.Field.ProposedValue))})
		}
		m = append(m, manifest.Field{Key: "field", Value: field})
	}
	if r.File != nil {
		m = append(m, manifest.Field{Key: "file", Value: manifest.Map{
			{Key: "path", Value: manifest.String(r.File.Path)},
			{Key: "index", Value: manifest.Int(r.File.Index)},
		}})
	}
	var tags manifest.Pairs
	for key, value := range r.Tags {
		tags = tags.With(manifest.Pair{Key: key, Value: value})
	}
	return append(m, manifest.Field{Key: "tags", Value: tags.Value()})
}
