// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// File is a file by the name its owner gives it.
type File = object.File

// Set is what was read, each object once for every document that holds it.
type Set struct {
	// Inputs are those of flux-bundle.
	Inputs []object.Document
	// Rendered are objects of a bundle.
	Rendered []*Object
	// Live are objects of clusters.
	Live []*Object
	// Kinds are those that a list names, even if it has no items.
	Kinds []Seen
	// Left counts the documents that are none of these.
	Left int
	// Damaged are the files of which not everything could be read.
	Damaged []string
	// Empty are the files without any object: what kubectl leaves when it fails.
	Empty []string
}

// Seen is a kind that a file has a list of.
type Seen struct {
	Kind
	File string
}

// inputGroup is that of the inputs of flux-bundle.
const inputGroup = v1alpha1.Group

// Read reads files in the order of their paths.
func Read(files []File) (Set, report.Findings) {
	var set Set
	var found report.Findings
	files = slices.SortedStableFunc(slices.Values(files), func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	for _, f := range files {
		before := set.size()
		more := set.readFile(f)
		if len(more) == 0 && set.size() == before {
			set.Empty = append(set.Empty, f.Path)
		}
		if len(more) > 0 {
			set.Damaged = append(set.Damaged, f.Path)
		}
		found = append(found, more...)
	}
	return set, found
}

// size is the number of documents that were read.
func (s *Set) size() int { return len(s.Live) + len(s.Rendered) + len(s.Inputs) + s.Left }

// Add adds a document.
func (s *Set) Add(d object.Document) report.Findings {
	items := itemsOf(d)
	if items == nil || !isList(d) {
		s.sort(d, false)
		return nil
	}
	s.addItems(d, items, map[*yaml.Node]bool{})
	if d.Kind() == "" {
		return report.Findings{truncated(d.Path)}
	}
	return nil
}

// itemsOf returns the list of a document's items, nil when it has none.
func itemsOf(d object.Document) *yaml.Node {
	items := object.Child(d.Node, "items")
	if items == nil || items.Kind != yaml.SequenceNode {
		return nil
	}
	return items
}

// addItems adds the items of a list, and those of lists among them. A list that
// an alias repeats has been added already.
func (s *Set) addItems(d object.Document, items *yaml.Node, added map[*yaml.Node]bool) {
	if added[items] {
		return
	}
	added[items] = true
	// The list of a KRM function is none of a cluster.
	ofCluster := d.Kind() != resourceList
	if itemKind := strings.TrimSuffix(d.Kind(), "List"); itemKind != "" && ofCluster {
		s.Kinds = append(s.Kinds, Seen{Kind{manifest.Group(d.APIVersion()), itemKind}, d.Path})
	}
	for _, node := range items.Content {
		item := object.Document{Node: object.Resolve(node), Path: d.Path, Index: d.Index, Lines: d.Lines}
		if item.Node == nil || item.Node.Kind != yaml.MappingNode {
			s.Left++
			continue
		}
		if inner := itemsOf(item); inner != nil && isInnerList(item.Kind(), item.Name()) {
			s.addItems(item, inner, added)
			continue
		}
		s.sort(item, ofCluster)
	}
}

const resourceList = "ResourceList"

// isList tells a list from an object that has items, such as a ConfigMap's
// volume.
func isList(d object.Document) bool {
	return strings.HasSuffix(d.Kind(), "List") || d.Kind() == ""
}

// isInnerList tells a list inside a list from an object of a kind that is called
// one: a list has no name.
func isInnerList(kind, name string) bool { return strings.HasSuffix(kind, "List") && name == "" }

func truncated(path string) report.Finding {
	return report.Finding{
		Severity: fn.Error, Reason: report.TruncatedInput, Object: report.Object{File: path},
		Message: "the list ends in the middle: what kubectl writes behind the items is not there, and what was behind them is missing",
		Hint:    "read it again",
	}
}

// sort puts an object where it belongs.
func (s *Set) sort(d object.Document, listed bool) {
	local, _ := d.Annotation(krm.LocalConfigAnnotation)
	annotation, _ := d.Annotation(owner.Annotation)
	switch {
	case isReport(d):
		s.Left++
	case manifest.Group(d.APIVersion()) == inputGroup, d.Kind() == "Secret" && local == "true":
		s.Inputs = append(s.Inputs, d)
	case d.Kind() == "" || d.Name() == "":
		s.Left++
	case listed || isLive(fromNode(d)):
		s.Live = append(s.Live, fromNode(d))
	case local == "true": // such as the list of endpoints: no cluster has it
		s.Left++
	case len(owner.ParseKeys(annotation)) > 0:
		s.Rendered = append(s.Rendered, fromNode(d))
	default:
		s.Left++
	}
}

// isReport reports whether the document is an input as flux-status itself writes
// it: with a status and without the spec.
func isReport(d object.Document) bool {
	return manifest.Group(d.APIVersion()) == inputGroup && object.Child(d.Node, "spec") == nil && object.Child(d.Node, "status") != nil
}

// isLive reports whether an API server has seen the object.
func isLive(o *Object) bool {
	return o.Has("metadata", "uid") || o.Has("metadata", "resourceVersion") || o.Has("metadata", "creationTimestamp") || o.Has("status")
}

func (s *Set) readFile(f File) report.Findings {
	if first := bytes.TrimLeft(f.Data, " \t\r\n"); len(first) > 0 && first[0] == '{' {
		return s.readJSON(f)
	}
	docs, err := object.ParseFile(f.Path, f.Data)
	if err != nil {
		return s.recover(f, err)
	}
	var found report.Findings
	for _, d := range docs {
		found = append(found, s.Add(d)...)
	}
	return found
}

// unreadable says where a text is not YAML, without the text.
func unreadable(path string, line int, what string) report.Finding {
	return report.Finding{
		Severity: fn.Error, Reason: report.UnreadableInput, Object: report.Object{File: path, Line: line},
		Message: what, Hint: "the rest was read",
	}
}

// lineOf is the line of a syntax error, counted from where its text begins.
func lineOf(err error) int {
	var syntax *object.SyntaxError
	if errors.As(err, &syntax) {
		return max(syntax.Line, 1)
	}
	return 1
}
