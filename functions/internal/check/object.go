// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// id is what a reference names: Flux takes the group from the kind.
type id struct {
	kind, namespace, name string
}

func (i id) String() string {
	if i.namespace == "" {
		return i.kind + " " + i.name
	}
	return i.kind + " " + i.namespace + "/" + i.name
}

// object is an object of the list that is applied.
type item struct {
	id
	group, version string
	// value is the whole object as JSON types.
	value map[string]any
	about report.Object
}

// spec is the spec of the object; nil when it has none.
func (o item) spec() map[string]any {
	spec, _ := o.value["spec"].(map[string]any)
	return spec
}

// toolGroups are those of the files with which tools configure themselves:
// nothing of it reaches a cluster.
var toolGroups = []string{"kustomize.config.k8s.io", "kpt.dev", "config.kubernetes.io", "builtin", "fluxbundle.io"}

// read takes over the documents that are applied.
func (c *checker) read(docs []object.Document) {
	for _, d := range docs {
		if items := object.Child(d.Node, "items"); d.Kind() == "List" && items != nil {
			c.read(elements(d, items))
			continue
		}
		c.add(d)
	}
}

// elements are the objects of a list that is an object itself, as kubectl get
// prints it.
func elements(list object.Document, items *yaml.Node) []object.Document {
	var out []object.Document
	for _, item := range items.Content {
		if node := object.Resolve(item); node != nil && node.Kind == yaml.MappingNode && object.Text(node, "kind") != "List" {
			element := list
			element.Node = node
			out = append(out, element)
		}
	}
	return out
}

// isTools reports whether a document is for tools and not for a cluster.
func isTools(d object.Document) bool {
	local, _ := d.Annotation(krm.LocalConfigAnnotation)
	return local == "true" || d.Kind() == "" || d.APIVersion() == "" || slices.Contains(toolGroups, manifest.Group(d.APIVersion()))
}

func (c *checker) add(d object.Document) {
	group, version := manifest.Group(d.APIVersion()), d.APIVersion()
	if isTools(d) || c.misplaced(d) {
		return
	}
	about := report.About(d)
	value, problems := d.Value()
	for _, p := range problems {
		if d.Kind() == "Secret" {
			p.Message = "YAML here that JSON cannot say" // the message may quote the value
		}
		c.found = append(c.found, report.Finding{
			Severity: fn.Error, Reason: report.InvalidDocument, Object: about, Field: p.Path, Message: p.Message,
		})
	}
	if len(problems) > 0 {
		return
	}
	o := item{
		id:    id{d.Kind(), d.Namespace(), d.Name()},
		group: group, version: strings.TrimPrefix(version, group+"/"), value: value, about: about,
	}
	switch {
	case group == "" && strings.Contains(version, "."):
		c.report(fn.Error, report.InvalidValue, o, says{
			field: []string{"apiVersion"}, message: report.Quote(version) + " has no version", hint: "write " + version + "/v1, or what the kind has",
		})
	case o.name != "":
		if flux.IsGroup(group) && !input.IsName(o.name) && !strings.Contains(o.name, "${") {
			c.report(fn.Error, report.InvalidName, o, says{
				field: []string{"metadata", "name"}, message: report.Quote(o.name) + " is not a name that Kubernetes accepts",
				hint: "accepted are lower case letters, digits, hyphens and dots",
			})
		}
		c.objects = append(c.objects, o)
	case flux.IsGroup(group):
		c.report(fn.Error, report.MissingField, o, says{field: []string{"metadata", "name"}, message: "is required"})
	}
}

// misplaced finds what nothing in a cluster can read, and reports whether nothing
// else can be said of it.
func (c *checker) misplaced(d object.Document) bool {
	if strings.HasPrefix(d.APIVersion(), "ENC[") || strings.HasPrefix(d.Kind(), "ENC[") {
		c.found = append(c.found, report.Finding{
			Severity: fn.Error, Reason: report.InvalidDocument, Object: report.Object{File: d.Path, Index: d.Index}, Field: []string{"kind"},
			Message: "SOPS has encrypted the apiVersion or the kind too, and nothing can tell what this is",
			Hint:    "encrypt it again with encrypted_regex: ^(data|stringData)$",
		})
		return true
	}
	if flux.IsGroup(manifest.Group(d.APIVersion())) && isKustomizeFile(d.Path) {
		c.found = append(c.found, report.Finding{
			Severity: fn.Error, Reason: report.InvalidDocument, Object: report.About(d), Field: []string{"kind"},
			Message: "kustomize takes this file for its own, by its name, and fails", Hint: "give the file another name",
		})
	}
	return false
}

// isKustomizeFile reports whether kustomize reads a file as its configuration
// (https://github.com/kubernetes-sigs/kustomize/blob/master/api/konfig/general.go).
func isKustomizeFile(name string) bool {
	return slices.Contains([]string{"kustomization.yaml", "kustomization.yml", "Kustomization"}, path.Base(name))
}

// sort brings the objects, which may come in any order, in one.
func (c *checker) sort() {
	slices.SortStableFunc(c.objects, func(a, b item) int {
		return cmp.Or(
			cmp.Compare(a.group, b.group), cmp.Compare(a.kind, b.kind), cmp.Compare(a.namespace, b.namespace), cmp.Compare(a.name, b.name),
			cmp.Compare(a.about.File, b.about.File), cmp.Compare(a.about.Index, b.about.Index),
		)
	})
}

// has reports whether the list has what a reference names.
func (c *checker) has(target id) bool {
	return c.present[target]
}

// at returns the value at a path of keys.
func at(value map[string]any, steps ...string) any {
	var v any = value
	for _, key := range steps {
		m, _ := v.(map[string]any)
		v = m[key]
	}
	return v
}

// text returns the string at a path of keys, empty when there is none.
func text(value map[string]any, steps ...string) string {
	s, _ := at(value, steps...).(string)
	return s
}
