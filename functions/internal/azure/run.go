// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Run is the KRM function: the objects of Azure in the list, or the one that is
// the functionConfig, are replaced by what they are imported as, in the same
// files. When it fails the items go out as they came in; when the list cannot be
// read at all, there is no output. Shown tells that the host prints the results.
func Run(data []byte) (output []byte, found report.Findings, shown bool) {
	return krm.Serve(data, replace)
}

// replace imports the objects of Azure and keeps the rest.
func replace(list krm.List) (krm.Output, report.Findings) {
	var out krm.Output
	policy, found := settings(list.Config)
	seen := map[string]bool{}
	add := func(d object.Document, pkg string) int {
		docs, more := importDocument(d, policy)
		found = append(found, more...)
		for _, imported := range docs {
			key := pkg + "/" + imported.Path
			if seen[key] {
				found = append(found, report.Finding{
					Severity: fn.Error, Reason: report.DuplicateInput, Object: report.About(d),
					Message: "two objects of the list become the same " + imported.object.Kind + " " + imported.object.Name,
				})
			}
			seen[key] = true
			out.Objects = append(out.Objects, krm.Placed{Object: imported.Object(), Path: d.Path, Index: d.Index, Package: pkg})
		}
		return len(docs)
	}
	if d := list.Config; d.Node != nil && list.ConfigItem < 0 && Recognises(d.APIVersion(), d.Kind()) {
		add(d, "")
	}
	for i, item := range list.Items {
		switch {
		case isRecord(item.Document):
			out.Kept = append(out.Kept, krm.Kept{Index: i})
		case Recognises(item.APIVersion(), item.Kind()) && add(item.Document, item.Package) > 0:
		case i == list.ConfigItem && !list.Host.KeepsInputs():
		default:
			out.Kept = append(out.Kept, krm.Kept{Index: i})
		}
	}
	return out, found
}

// isRecord reports whether flux-bundle has emitted an object: a FluxConfig with an
// owner is the record of a FluxConfiguration that is an input already.
func isRecord(d object.Document) bool {
	by, _ := d.Annotation(owner.Annotation)
	return len(owner.ParseKeys(by)) > 0
}

// settings reads the functionConfig: a ConfigMap, or an object of Azure.
func settings(config object.Document) (SecretPolicy, report.Findings) {
	if config.Node == nil || Recognises(config.APIVersion(), config.Kind()) {
		return RefuseSecrets, nil
	}
	data := object.Child(config.Node, "data")
	if config.Kind() == "ConfigMap" && (data == nil || len(data.Content) == 0) {
		return RefuseSecrets, nil
	}
	if config.Kind() == "ConfigMap" && len(data.Content) == 2 && object.Text(data, "noSecrets") == "true" {
		return DropSecrets, nil
	}
	return RefuseSecrets, report.Findings{{
		Severity: fn.Error, Reason: report.UnsupportedKind, Object: report.About(config),
		Message: "this functionConfig means nothing to azure-import",
		Hint:    `accepted: none, an object of Azure, or a ConfigMap with data {noSecrets: "true"}`,
	}}
}

func importDocument(d object.Document, policy SecretPolicy) ([]Document, report.Findings) {
	value, problems := d.Value()
	if len(problems) > 0 {
		return nil, report.Findings{{
			Severity: fn.Error, Reason: report.InvalidDocument, Object: report.About(d), Field: problems[0].Path,
			Message: "YAML here that JSON cannot say, such as a key that is given twice",
		}}
	}
	r := &reader{budget: maxValues}
	r.read(place{file: d.Path, index: d.Index}, value)
	result := r.finish(Options{Secrets: policy})
	return result.Documents, result.Findings
}
