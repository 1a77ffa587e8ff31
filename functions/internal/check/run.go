// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"errors"
	"path"
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Run is the KRM function: the items go out as they came in, with the findings
// as results. With mode validate there are no items where kustomize asks: it
// takes every item that a validator returns for a changed one, since it has
// added annotations of its own. When the list cannot be read there is no output.
// Shown tells that the host prints the results.
func Run(data []byte) (output []byte, found report.Findings, shown bool) {
	return krm.Serve(data, checkList)
}

// checkList checks the items of a list, the functionConfig left out.
func checkList(list krm.List) (krm.Output, report.Findings) {
	options, mode, found := settings(list.Config)
	if !found.Failed() {
		var docs []object.Document
		for i, item := range list.Items {
			if i != list.ConfigItem {
				docs = append(docs, item.Document)
			}
		}
		found = Check(docs, options)
	}
	out := krm.Output{Reports: true}
	if mode != modeValidate || list.Host != krm.KustomizeTransformer {
		for i := range list.Items {
			out.Kept = append(out.Kept, krm.Kept{Index: i})
		}
	}
	return out, found
}

// File is a file by the name its owner gives it.
type File = object.File

// Files checks the objects in files, which are what goes into one cluster. A
// file that is no Kubernetes object is none of our business; one that is not
// YAML, such as the template of a Helm chart, is a warning, and an error if it
// was named. Files without any object are an error: a pipe that lost its
// content must not look like one without mistakes. A SilencesFile among them, and
// comments, silence findings.
func Files(files []File, options Options) report.Findings {
	var docs []object.Document
	var unread report.Findings
	for _, file := range files {
		if path.Base(file.Path) == SilencesFile {
			options.silences.readFile(file)
			continue
		}
		options.silences.readComments(file)
		parsed, err := object.ParseFile(file.Path, file.Data)
		var syntax *object.SyntaxError
		switch {
		case err == nil:
			docs = append(docs, parsed...)
		case errors.As(err, &syntax) && syntax.Message == object.NotAMapping:
		default:
			f := report.Finding{
				Severity: fn.Warning, Reason: report.UnreadableInput, Object: report.Object{File: file.Path},
				Message: "not YAML, so it was not checked", Hint: "check what is rendered from it",
			}
			if file.Named {
				f.Severity = fn.Error
			}
			if syntax != nil {
				f.Object.Line = syntax.Line
			}
			unread = append(unread, f)
		}
	}
	patches := patchFiles(docs)
	docs = slices.DeleteFunc(docs, func(d object.Document) bool { return patches[path.Clean(d.Path)] })
	if len(docs) > 0 && !slices.ContainsFunc(docs, func(d object.Document) bool { return manifest.Group(d.APIVersion()) != v1alpha1.Group }) {
		unread = append(unread, report.Finding{
			Severity: fn.Info, Reason: report.NothingToDo, Message: "all that is here are inputs of flux-bundle, which are not objects of Flux",
			Hint: "flux-bundle render checks them, and what it prints can be checked here",
		})
	}
	if len(docs) == 0 && !unread.Failed() {
		unread = append(unread, report.Finding{Severity: fn.Error, Reason: report.NothingToDo, Message: "there is no object to check"})
	}
	return check(docs, unread, options)
}

// patchFiles lists the files that a kustomization.yaml among the documents lays
// over others: they look like objects.
func patchFiles(docs []object.Document) map[string]bool {
	out := map[string]bool{}
	for _, d := range docs {
		if base := path.Base(d.Path); base != "kustomization.yaml" && base != "kustomization.yml" {
			continue
		}
		value, _ := d.Value()
		for _, steps := range [][]string{{"patches", "*", "path"}, {"patchesStrategicMerge", "*"}, {"patchesJson6902", "*", "path"}} {
			for _, p := range follow(value, steps, nil) {
				if name, ok := p.value.(string); ok {
					out[path.Join(path.Dir(d.Path), name)] = true
				}
			}
		}
	}
	return out
}
