// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package krm

import (
	"errors"
	"fmt"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// Annotations that hosts set. None of them is ever copied to an emitted
// object.
const (
	// PathAnnotation and IndexAnnotation place an object in a file.
	PathAnnotation  = "internal.config.kubernetes.io/path"
	IndexAnnotation = "internal.config.kubernetes.io/index"
	// legacyPathAnnotation is the older name that some hosts set alone.
	legacyPathAnnotation  = "config.kubernetes.io/path"
	legacyIndexAnnotation = "config.kubernetes.io/index"
	// PackageAnnotation is the kpt package of an item, an absolute path.
	PackageAnnotation = "internal.config.kubernetes.io/package-path"
	// kustomizeAnnotation is the identity kustomize gives items of a
	// transformer or validator.
	kustomizeAnnotation = "kustomize.config.k8s.io/id"
	// selectorAnnotation is there when kpt selectors hide part of the package.
	selectorAnnotation = "internal.config.k8s.io/kpt-resource-id"
	// indentAnnotation is how kpt remembers the indentation of lists, and
	// migrationAnnotation how it finds an item again after a function ran.
	indentAnnotation    = "internal.config.kubernetes.io/seqindent"
	migrationAnnotation = "internal.config.kubernetes.io/annotations-migration-resource-id"
	// LocalConfigAnnotation keeps an object out of the cluster.
	LocalConfigAnnotation = "config.kubernetes.io/local-config"
)

// List is what a host handed over.
type List struct {
	Items []Item
	// Config is the functionConfig; its Node is nil when there is none.
	Config object.Document
	// ConfigItem is the index of the item that is the functionConfig, -1 when
	// it is not among the items.
	ConfigItem int
	Host       Host
	// Results are those of the functions before this one in a pipe.
	Results fn.Results
	// Selected is set when kpt selectors hide part of the package.
	Selected bool

	text   []byte
	layout layout
}

// Item is one item of the list.
type Item struct {
	object.Document
	// Package is the kpt package of the item, empty outside kpt render.
	Package string
}

// ErrEmpty is an input without any content.
var ErrEmpty = errors.New("the input is empty; a ResourceList is expected on standard input")

// Read parses a ResourceList. Errors say what is wrong with the list itself;
// what is wrong inside the items is found later.
func Read(text []byte) (List, error) {
	root, err := object.Parse(text)
	switch {
	case err != nil:
		return List{}, fmt.Errorf("the input is not YAML: %w", err)
	case root == nil || root.Tag == yaml.NodeTagNull:
		return List{}, ErrEmpty
	case root.Kind != yaml.MappingNode:
		return List{}, errors.New("the input is not a ResourceList but a list or a scalar")
	}
	if err := errors.Join(checkKeys(root), checkHeader(root)); err != nil {
		return List{}, err
	}
	items, err := itemNodes(root)
	if err != nil {
		return List{}, err
	}
	list := List{text: text, ConfigItem: -1, Items: make([]Item, len(items))}
	for i, node := range items {
		if list.Items[i], err = newItem(i, node); err != nil {
			return List{}, err
		}
	}
	if err := list.readConfig(object.Child(root, "functionConfig")); err != nil {
		return List{}, err
	}
	if results := object.Child(root, "results"); results != nil {
		if err := results.Decode(&list.Results); err != nil {
			return List{}, fmt.Errorf("results of the ResourceList: %w", err)
		}
	}
	list.Host, list.Selected = detectHost(list)
	if list.Host == KustomizeTransformer {
		list.forgetPaths()
	}
	list.layout = measure(text, root, items)
	return list, nil
}

// forgetPaths drops the files of items: kustomize makes them up.
func (l *List) forgetPaths() {
	for i := range l.Items {
		l.Items[i].Path, l.Items[i].Index = "", 0
	}
	l.Config.Path, l.Config.Index = "", 0
}

// checkKeys refuses lists whose entries are there twice or merged from
// elsewhere: readers differ in which they take, and items would be lost.
func checkKeys(root *yaml.Node) error {
	seen := map[string]bool{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key := root.Content[i].Value
		if seen[key] || key == "<<" {
			return fmt.Errorf("%q of the ResourceList is there twice, or merged", key)
		}
		seen[key] = true
	}
	return nil
}

func checkHeader(root *yaml.Node) error {
	kind, version := object.Text(root, "kind"), object.Text(root, "apiVersion")
	if kind != "ResourceList" {
		return fmt.Errorf("the input has kind %q; a ResourceList is expected", kind)
	}
	switch version {
	case "config.kubernetes.io/v1", "config.kubernetes.io/v1beta1", "config.kubernetes.io/v1alpha1":
		return nil
	default:
		return fmt.Errorf("the ResourceList has apiVersion %q; accepted: config.kubernetes.io/v1", version)
	}
}

// itemNodes returns the items as they stand in the text, aliases unresolved.
func itemNodes(root *yaml.Node) ([]*yaml.Node, error) {
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "items" {
			continue
		}
		items := root.Content[i+1]
		if items.Kind != yaml.SequenceNode {
			return nil, errors.New("items of the ResourceList is not a list; write items: [] for an empty one")
		}
		return items.Content, nil
	}
	return nil, nil
}

func newItem(i int, node *yaml.Node) (Item, error) {
	resolved := object.Resolve(node)
	if resolved == nil || resolved.Kind != yaml.MappingNode {
		return Item{}, fmt.Errorf("items[%d] of the ResourceList is not an object", i)
	}
	item := Item{Document: object.Document{Node: resolved}}
	for _, key := range []string{PathAnnotation, legacyPathAnnotation} {
		if path, ok := item.Annotation(key); ok && item.Path == "" {
			item.Path = path
		}
	}
	for _, key := range []string{IndexAnnotation, legacyIndexAnnotation} {
		if index, ok := item.Annotation(key); ok && item.Index == 0 {
			if _, err := fmt.Sscanf(index, "%d", &item.Index); err != nil || item.Index < 0 {
				item.Index = 0
			}
		}
	}
	item.Package, _ = item.Annotation(PackageAnnotation)
	return item, nil
}

// readConfig takes over the functionConfig, or the item that it is.
func (l *List) readConfig(config *yaml.Node) error {
	if config == nil || config.Tag == yaml.NodeTagNull {
		return nil
	}
	if config.Kind != yaml.MappingNode {
		return errors.New("functionConfig is not an object")
	}
	l.Config = object.Document{Node: config}
	if l.ConfigItem = l.findConfig(); l.ConfigItem >= 0 {
		l.Config = l.Items[l.ConfigItem].Document
	}
	return nil
}

// findConfig returns the index of the item that is the functionConfig: the
// first with its group, kind, namespace and name.
func (l List) findConfig() int {
	want := identity(l.Config)
	if want.Kind == "" || want.Name == "" {
		return -1
	}
	for i, item := range l.Items {
		if identity(item.Document) == want {
			return i
		}
	}
	return -1
}
