// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live

import (
	"encoding/json"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Object is an object that someone read from a cluster, or one of a bundle.
type Object struct {
	manifest.ID
	APIVersion string
	// File and Index locate the object; File is empty when unknown.
	File  string
	Index int

	node  *yaml.Node
	value map[string]any
	// Broken tells what makes the object unreadable, such as a key that is given
	// twice; empty when all is well. It never quotes a value.
	Broken string
}

// Kind is a kind and its group.
type Kind struct{ Group, Kind string }

// KindOf is the kind of an object with this identity.
func KindOf(id manifest.ID) Kind { return Kind{id.Group, id.Kind} }

// New returns an object that is not in any file.
func New(value map[string]any) *Object {
	o := &Object{value: value, APIVersion: text(value["apiVersion"])}
	o.Group, o.Kind = manifest.Group(o.APIVersion), text(value["kind"])
	o.Namespace, o.Name = o.Text("metadata", "namespace"), o.Text("metadata", "name")
	return o
}

// Part returns a mapping inside an object, with the getters of one.
func Part(value map[string]any) *Object { return &Object{value: value} }

// fromNode returns the object of a mapping. Its values are converted when
// someone asks for them: most objects of a cluster are only counted.
func fromNode(d object.Document) *Object {
	o := &Object{node: d.Node, File: d.Path, Index: d.Index, APIVersion: d.APIVersion()}
	o.ID = manifest.ID{Group: manifest.Group(o.APIVersion), Kind: d.Kind(), Namespace: d.Namespace(), Name: d.Name()}
	return o
}

// IsFlux reports whether the object is one of Flux's own kinds.
func (o *Object) IsFlux() bool { return flux.IsGroup(o.Group) }

// About names the object in a finding.
func (o *Object) About() report.Object {
	return report.Object{APIVersion: o.APIVersion, Kind: o.Kind, Namespace: o.Namespace, Name: o.Name, File: o.File, Index: o.Index}
}

// Value returns the object as JSON types. It is not to be changed.
func (o *Object) Value() map[string]any {
	if o.value == nil {
		value, problems := object.Document{Node: o.node}.Value()
		if len(problems) > 0 {
			o.Broken = "YAML that is no JSON, such as a key that is given twice"
			value = map[string]any{}
		}
		// The nodes are garbage from here on.
		o.value, o.node = value, nil
	}
	return o.value
}

// Get returns the value at a path of keys, nil when there is none.
func (o *Object) Get(path ...string) any {
	if o.value == nil {
		return fromYAML(o.node, path)
	}
	var value any = o.value
	for _, key := range path {
		mapping, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = mapping[key]
	}
	return value
}

// fromYAML returns the value at a path; a mapping or a list is only told to be
// there.
func fromYAML(node *yaml.Node, path []string) any {
	for _, key := range path {
		if node = object.Child(node, key); node == nil {
			return nil
		}
	}
	switch {
	case node.Kind == yaml.ScalarNode && node.ShortTag() == yaml.NodeTagNull:
		return nil
	case node.Kind == yaml.ScalarNode:
		return node.Value
	case len(node.Content) == 0:
		return nil
	default:
		return node
	}
}

// Text returns the string at a path, empty when there is none.
func (o *Object) Text(path ...string) string { return text(o.Get(path...)) }

// Has reports whether there is a value at a path.
func (o *Object) Has(path ...string) bool { return o.Get(path...) != nil }

// Flag reports whether the value at a path is true.
func (o *Object) Flag(path ...string) bool { return o.Text(path...) == "true" }

// Number returns the integer at a path and whether there is one.
func (o *Object) Number(path ...string) (int64, bool) {
	n, err := strconv.ParseInt(o.Text(path...), 10, 64)
	return n, err == nil
}

// Elements returns the mappings of the list at a path, and whether all its
// elements are mappings.
func (o *Object) Elements(path ...string) ([]map[string]any, bool) {
	o.Value()
	value := o.Get(path...)
	list, ok := value.([]any)
	whole := ok || value == nil
	out := make([]map[string]any, 0, len(list))
	for _, element := range list {
		mapping, isMapping := element.(map[string]any)
		if !isMapping {
			whole = false
			continue
		}
		out = append(out, mapping)
	}
	return out, whole
}

// Annotation returns an annotation, empty when there is none.
func (o *Object) Annotation(key string) string { return o.Text("metadata", "annotations", key) }

// text returns a scalar as text.
func text(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	default:
		return ""
	}
}
