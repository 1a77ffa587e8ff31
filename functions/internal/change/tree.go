// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package change

import (
	"path"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// File is a file by the name its owner gives it.
type File = object.File

// kustomizeGroup is the API group of kustomize's own files.
const kustomizeGroup = "kustomize.config.k8s.io"

// thing is one object.
type thing struct {
	id    manifest.ID
	owner string
	body  map[string]any
	file  string
}

// tree is one side: the files of each cluster. Without a folder clusters/, all
// are of one cluster without a name.
type tree struct {
	clusters map[string][]File
	// shared are the files of folders that clusters refer to.
	shared map[string][]File
	parsed map[string][]thing
	found  *report.Findings
}

// newTree sorts the files of a folder by what they are for.
func newTree(files []File, found *report.Findings) tree {
	t := tree{clusters: map[string][]File{}, shared: map[string][]File{}, parsed: map[string][]thing{}, found: found}
	fleet := slices.ContainsFunc(files, func(f File) bool { return strings.HasPrefix(f.Path, "clusters/") })
	for _, f := range slices.SortedFunc(slices.Values(files), func(a, b File) int { return strings.Compare(a.Path, b.Path) }) {
		switch top, rest, _ := strings.Cut(f.Path, "/"); {
		case !fleet:
			t.clusters[""] = append(t.clusters[""], f)
		case top == "clusters":
			name, _, nested := strings.Cut(rest, "/")
			if nested {
				t.clusters[name] = append(t.clusters[name], f)
			}
		default:
			t.shared[path.Dir(f.Path)] = append(t.shared[path.Dir(f.Path)], f)
		}
	}
	return t
}

// objects are those of the given files, each file read once.
func (t tree) objects(files []File) []thing {
	var out []thing
	for _, f := range files {
		parsed, done := t.parsed[f.Path]
		if !done {
			parsed = t.parse(f)
			t.parsed[f.Path] = parsed
		}
		out = append(out, parsed...)
	}
	return out
}

func (t tree) parse(f File) []thing {
	docs, err := object.ParseFile(f.Path, f.Data)
	if err != nil {
		t.report(report.UnreadableInput, report.Object{File: f.Path}, "not YAML: "+err.Error(), "")
		return nil
	}
	var out []thing
	for _, d := range docs {
		if d.Kind() == "" || manifest.Group(d.APIVersion()) == kustomizeGroup {
			continue
		}
		body, problems := d.Value()
		if len(problems) > 0 {
			t.report(report.InvalidDocument, report.About(d), problems[0].Message, "")
			continue
		}
		by, _ := d.Annotation(owner.Annotation)
		out = append(out, thing{
			id:    manifest.ID{Group: manifest.Group(d.APIVersion()), Kind: d.Kind(), Namespace: d.Namespace(), Name: d.Name()},
			owner: by, body: body, file: f.Path,
		})
	}
	return out
}

func (t tree) report(reason report.Reason, about report.Object, message, hint string) {
	*t.found = append(*t.found, report.Finding{Severity: fn.Error, Reason: reason, Object: about, Message: message, Hint: hint})
}

// references are the shared folders that the kustomization.yaml of a cluster
// names.
func (t tree) references(cluster string) []string {
	var out []string
	for _, f := range t.clusters[cluster] {
		if path.Base(f.Path) != "kustomization.yaml" {
			continue
		}
		docs, err := object.ParseFile(f.Path, f.Data)
		if err != nil || len(docs) == 0 {
			continue
		}
		list := object.Child(docs[0].Node, "resources")
		for i := 0; list != nil && i < len(list.Content); i++ {
			folder := path.Join(path.Dir(f.Path), list.Content[i].Value)
			if _, there := t.shared[folder]; there {
				out = append(out, folder)
			}
		}
	}
	slices.Sort(out)
	return out
}

// sides returns the objects of two lists of files that may differ: files that are
// the same on both sides hold none.
func sides(before, after tree, old, now []File) (one, other []thing) {
	return before.objects(differing(old, now)), after.objects(differing(now, old))
}

// differing are the files that are not the same on the other side.
func differing(files, others []File) []File {
	same := make(map[string]string, len(others))
	for _, f := range others {
		same[f.Path] = string(f.Data)
	}
	return slices.DeleteFunc(slices.Clone(files), func(f File) bool {
		data, there := same[f.Path]
		return there && data == string(f.Data)
	})
}

// indexed are the objects by identity; an object that is there twice is an
// error, since nobody knows which of the two a cluster gets.
func (t tree) indexed(things []thing) map[manifest.ID]thing {
	out := make(map[manifest.ID]thing, len(things))
	for _, o := range things {
		if other, twice := out[o.id]; twice {
			t.report(report.DuplicateObject, report.Object{File: o.file, Kind: o.id.Kind, Namespace: o.id.Namespace, Name: o.id.Name},
				"is there twice, in "+other.file+" too", "each object of a cluster is in one file")
		}
		out[o.id] = o
	}
	return out
}
