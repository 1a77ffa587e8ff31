// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// SecretPolicy says what becomes of secrets.
type SecretPolicy int

// The policies.
const (
	// MoveSecrets puts them into Secret files.
	MoveSecrets SecretPolicy = iota
	// RefuseSecrets makes each an error.
	RefuseSecrets
	// DropSecrets leaves them out.
	DropSecrets
)

// Options are the settings of an import.
type Options struct {
	// Name is that of the only resource, which need not have one.
	Name string
	// Cluster is the name of the cluster whose resources are imported; empty is all.
	Cluster string
	// Patches are merge patches (RFC 7386), laid over in order.
	Patches []File
	// Parameters are parameter files of ARM templates.
	Parameters []File
	Secrets    SecretPolicy
}

// Result is what an import yields. With an error among the findings there are
// no documents.
type Result struct {
	// Documents are sorted by path.
	Documents []Document
	// Findings are sorted.
	Findings report.Findings
}

// Import turns what Azure and its clients print into inputs of flux-bundle.
func Import(files []File, options Options) Result {
	r := &reader{budget: maxValues}
	r.readParameters(options.Parameters)
	for _, file := range files {
		contents, found := decode(file)
		r.found = append(r.found, found...)
		for _, c := range contents {
			r.read(c.place, c.value)
		}
	}
	if len(r.resources) == 0 && !r.found.Failed() {
		r.report(report.Finding{
			Severity: fn.Error, Reason: report.NothingToDo, Message: "there is no configuration and no extension of Flux in the input",
		})
	}
	return r.finish(options)
}

// finish carries the resources that were read.
func (r *reader) finish(options Options) Result {
	r.ofCluster(options.Cluster)
	r.rename(options.Name)
	r.patch(options.Patches)
	var out Result
	for _, found := range r.resources {
		r.checkName(found)
		carried, spec := carry(found, options.Secrets)
		r.found = append(r.found, carried.found...)
		out.Documents = append(out.Documents, documents(carried, spec, len(out.Documents))...)
	}
	r.checkPaths(out.Documents)
	slices.SortFunc(out.Documents, func(a, b Document) int { return strings.Compare(a.Path, b.Path) })
	if r.found.Failed() {
		out.Documents = nil
	}
	out.Findings = r.found.Sorted()
	return out
}

// rename gives the only resource the name that the user wants.
func (r *reader) rename(name string) {
	switch {
	case name == "":
	case len(r.resources) == 1:
		r.resources[0].name = name
	case len(r.resources) > 1:
		r.report(report.Finding{
			Severity: fn.Error, Reason: report.InvalidName, Message: "a name can be given to one resource, and the input has several",
			Hint: "import them one by one",
		})
	}
}

// validName is what Kubernetes accepts as one; it becomes a file name too.
var validName = pattern.Of(`^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$`)

func (r *reader) checkName(found resource) {
	given, ok := found.name.(string)
	f := found.at.finding(fn.Error, report.InvalidName, "")
	f.Object.Kind = found.kind
	switch {
	case ok && given == "":
		f.Reason, f.Message, f.Hint = report.MissingField, "the resource has no name", "give it one with --name"
	case ok && !validName().MatchString(given):
		f.Object.Name = ""
		f.Message, f.Hint = "Kubernetes does not accept the name "+report.Quote(given), "give another with --name"
	default:
		if _, isUnknown := found.name.(unresolved); ok || isUnknown {
			return
		}
		f.Message = "a name is a text"
	}
	r.report(f)
}

// checkPaths finds resources that would overwrite each other.
func (r *reader) checkPaths(docs []Document) {
	seen := map[string]bool{}
	for _, d := range docs {
		if seen[d.Path] {
			f := report.Finding{
				Severity: fn.Error, Reason: report.DuplicateInput, Object: d.about,
				Message: "two resources become the file " + d.Path, Hint: "import the resources of each cluster by themselves, to folders of their own",
			}
			if clusters := r.clusters(); len(clusters) > 1 {
				f.Hint += ", with --cluster and one of the clusters " + report.Names(clusters)
			}
			r.report(f)
		}
		seen[d.Path] = true
	}
}
