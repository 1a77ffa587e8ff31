// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fleet

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Cluster is one cluster of the fleet.
type Cluster struct {
	Name   string
	Labels map[string]string
	// Object is the FluxCluster, for messages.
	Object report.Object
	spec   v1alpha1.FluxClusterSpec
	// node is the spec as it is written: values and patches keep their form.
	node *yaml.Node
	// broken tells that there are errors in it.
	broken bool
}

// Fleet is the clusters, sorted by name, and the inputs that are for them.
type Fleet struct {
	Clusters []Cluster
	// Chosen is the cluster that a FluxBundle picks; empty without.
	Chosen string
	inputs []entry
	asOf   string
	// byName has the index of each cluster, and labels the keys that any has.
	byName map[string]int
	labels map[string]bool
}

// entry is an input, with what the fleet reads of it.
type entry struct {
	doc       object.Document
	object    report.Object
	clusters  *v1alpha1.ClusterSelector
	overrides []v1alpha1.Override
	// broken tells that what says which clusters it is for has errors.
	broken bool
	// refers tells that there are references to put in.
	refers bool
	// unreadable tells that it goes on as it is, to be reported like any other.
	unreadable bool
	// names are the clusters that it is for; nil stands for all.
	names map[string]bool
	// matching has the overrides of each cluster, in the order they apply.
	matching map[string][]int
}

// HasClusters reports whether there is a fleet among the documents, in the
// objects of a FluxBundle too.
func HasClusters(docs []object.Document) bool {
	return slices.ContainsFunc(docs, func(d object.Document) bool {
		if isKind(d, v1alpha1.KindFluxBundle) {
			return slices.ContainsFunc(inline(d), func(d object.Document) bool { return isKind(d, v1alpha1.KindFluxCluster) })
		}
		return isKind(d, v1alpha1.KindFluxCluster)
	})
}

func isKind(d object.Document, kind string) bool { return input.IsOurs(d) && d.Kind() == kind }

// inline lists the documents that a FluxBundle carries.
func inline(d object.Document) []object.Document {
	objects := at(d.Node, "spec", "objects")
	if objects == nil || objects.Kind != yaml.SequenceNode {
		return nil
	}
	out := make([]object.Document, 0, len(objects.Content))
	for _, node := range objects.Content {
		carried := d
		if carried.Node = object.Resolve(node); carried.Node != nil && carried.Node.Kind == yaml.MappingNode {
			out = append(out, carried)
		}
	}
	return out
}

// Read takes the clusters out of the documents. The rest are the inputs of the
// fleet. With errors there is no fleet.
func Read(docs []object.Document) (Fleet, report.Findings) {
	var f Fleet
	var found report.Findings
	for _, d := range docs {
		if isKind(d, v1alpha1.KindFluxBundle) {
			f.asOf, f.Chosen = object.Text(d.Node, "spec", "asOf"), object.Text(d.Node, "spec", "cluster")
			for _, carried := range inline(d) {
				found = append(found, f.add(carried)...)
			}
			d.Node = in(d.Node, []string{"spec", "objects"}, nil)
		}
		found = append(found, f.add(d)...)
	}
	broken := slices.ContainsFunc(f.Clusters, func(c Cluster) bool { return c.broken })
	slices.SortStableFunc(f.Clusters, func(a, b Cluster) int { return strings.Compare(a.Name, b.Name) })
	found = append(found, f.index()...)
	// A cluster that is not known would make every selector wrong.
	if !broken {
		found = append(found, f.place()...)
		found = append(found, f.exceptions()...)
	}
	return f, found
}

// add sorts one document.
func (f *Fleet) add(d object.Document) report.Findings {
	if !isKind(d, v1alpha1.KindFluxCluster) {
		e, found := newEntry(d)
		f.inputs = append(f.inputs, e)
		return found
	}
	decoded, found := input.Decode(d, asGiven[v1alpha1.FluxCluster])
	c := Cluster{
		Name: d.Name(), Labels: decoded.Value.Metadata.Labels, Object: decoded.Object,
		spec: decoded.Value.Spec, node: at(d.Node, "spec"),
	}
	if !decoded.Unreadable() {
		found = append(found, decoded.Sound(c.check())...)
	}
	c.broken = found.Failed()
	f.Clusters = append(f.Clusters, c)
	return found
}

// name is what a cluster is called: it becomes a folder on every system, a value
// of labels and a part of addresses.
var name = pattern.Of(`^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`)

// reserved are no names of files on Windows
// (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
var reserved = pattern.Of(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// valueName is what a value may be called.
var valueName = pattern.Of(`^[A-Za-z_][A-Za-z0-9_-]*$`)

// check looks at one cluster by itself.
func (c Cluster) check() report.Findings {
	var found report.Findings
	add := func(reason report.Reason, message, hint string, field ...string) {
		found = append(found, report.Finding{Severity: fn.Error, Reason: reason, Object: c.Object, Field: field, Message: message, Hint: hint})
	}
	switch {
	case !name().MatchString(c.Name):
		add(report.InvalidName, report.Quote(c.Name)+" cannot be the name of a cluster, which becomes the name of its folder",
			"accepted are lower case letters, digits and hyphens, at most 63", "metadata", "name")
	case reserved().MatchString(c.Name):
		add(report.InvalidName, report.Quote(c.Name)+" cannot be the name of a folder on Windows", "choose another name", "metadata", "name")
	}
	values := at(c.node, "values")
	for _, e := range object.Entries(values) {
		if !valueName().MatchString(e.Key.Value) {
			add(report.InvalidName, "is no name of a value", "accepted are letters, digits, _ and -, with a letter or _ first", "spec", "values", e.Key.Value)
		}
	}
	walk(values, []string{"spec", "values"}, func(path []string, node *yaml.Node) {
		if strings.Contains(node.Value, opening) {
			add(report.NestedClusterValue, "a value of a cluster cannot refer to another", "write the text itself", path...)
		}
	})
	return found
}

// walk visits the scalars below a node.
func walk(node *yaml.Node, path []string, visit func(path []string, node *yaml.Node)) {
	node = object.Resolve(node)
	switch {
	case node == nil:
	case node.Kind == yaml.ScalarNode:
		visit(path, node)
	case node.Kind == yaml.MappingNode:
		for _, e := range object.Entries(node) {
			walk(e.Value, append(path[:len(path):len(path)], e.Key.Value), visit)
		}
	case node.Kind == yaml.SequenceNode:
		for i, element := range node.Content {
			walk(element, append(path[:len(path):len(path)], index(i)), visit)
		}
	}
}

// index makes clusters findable, and finds two of one name.
func (f *Fleet) index() report.Findings {
	var found report.Findings
	f.byName, f.labels = make(map[string]int, len(f.Clusters)), map[string]bool{}
	for i, c := range f.Clusters {
		for key := range c.Labels {
			f.labels[key] = true
		}
		if first, twice := f.byName[c.Name]; twice {
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.DuplicateCluster, Object: c.Object, Field: []string{"metadata", "name"},
				Message: "there is another FluxCluster of this name, in " + placeOf(f.Clusters[first].Object), Hint: "each cluster has one; give the copy a name of its own",
			})
			continue
		}
		f.byName[c.Name] = i
	}
	return found
}

// placeOf names where a cluster is written.
func placeOf(o report.Object) string {
	return place(report.Finding{Object: o, Field: []string{"metadata", "name"}})
}
