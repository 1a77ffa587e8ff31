// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package marked

import (
	"bytes"
	"path"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// File is a file by the name its owner gives it.
type File = object.File

// Header is the first line of a written file. Only files that begin with it are
// ever overwritten.
const Header = "# Sealed by flux-seal. Do not edit: change the Secret and seal it again.\n"

// IsSealed reports whether a file was written by an earlier Render.
func IsSealed(data []byte) bool { return bytes.HasPrefix(data, []byte(Header)) }

// Options say where the output of Render goes.
type Options struct {
	// Earlier are files of an earlier Render, which the output replaces.
	Earlier []File
	// Shown tells that the output is only shown: then a policy may ask for plain
	// Secrets.
	Shown bool
}

// Render seals the marked Secrets in the files, one file for each, as
// NAMESPACE/NAME.yaml. What was sealed earlier is found in the input as well as
// in the earlier files. With an error there are no files.
func Render(inputs []File, o Options) ([]File, report.Findings) {
	var entries []entry
	var found report.Findings
	for _, file := range append(inputs[:len(inputs):len(inputs)], o.Earlier...) {
		docs, err := object.ParseFile(file.Path, file.Data)
		if err != nil {
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.UnreadableInput, Object: report.Object{File: file.Path}, Message: err.Error(),
			})
			continue
		}
		for _, d := range docs {
			entries = append(entries, entry{d, "", -1})
			if isBundle(d) {
				for _, obj := range inline(d) {
					entries = append(entries, entry{obj, "", -1})
				}
			}
		}
	}
	objects, more := run(distinct(entries), o.Shown)
	found = append(found, more...)
	if len(objects) == 0 && !found.Failed() {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.NothingToDo, Message: "there is no Secret in the files that is marked for sealing",
			Hint: "annotate it " + PolicyAnnotation + ": NAME, with the name of a SealingPolicy",
		})
	}
	if found = found.Sorted(); found.Failed() {
		return nil, found
	}
	var files []File
	for _, obj := range objects {
		data := obj.AppendYAML([]byte(Header+"---\n"), 0)
		files = append(files, File{Path: path.Join(obj.Namespace, obj.Name+".yaml"), Data: data})
	}
	return files, found
}

// distinct leaves out earlier objects that are there twice: the folder that is
// written to may lie in one that is read.
func distinct(entries []entry) []entry {
	var out []entry
	seen := map[string]bool{}
	for _, e := range entries {
		if _, marked := e.Annotation(PolicyAnnotation); marked && isSealed(e.Document) {
			key := e.Kind() + "/" + e.Namespace() + "/" + e.Name()
			if seen[key] {
				continue
			}
			seen[key] = true
		}
		out = append(out, e)
	}
	return out
}
