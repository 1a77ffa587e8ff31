// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"path"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// applied is what a Kustomization applies: a folder of a source, to a namespace.
type applied struct {
	source, folder, target string
}

// renamed warns of Kustomizations that prune and leave the bundle while another
// one comes that applies the same: Flux deletes what the first has applied, unless
// the second has taken it over by then
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#garbage-collection).
// Before are the objects of the earlier bundle, and leaving those that go.
func renamed(before, leaving []object.Document, now []owner.Object) report.Findings {
	var going []object.Document
	for _, d := range leaving {
		if prunes(d) {
			going = append(going, d)
		}
	}
	if len(going) == 0 {
		return nil
	}
	there := map[manifest.ID]bool{}
	addresses := map[manifest.ID]string{}
	for _, d := range before {
		there[idOf(d)] = true
		addresses[idOf(d)] = addressOf(func(name string) string { return object.Text(d.Node, "spec", name) })
	}
	for _, o := range now {
		addresses[o.ID()] = addressOf(func(name string) string { return textOf(o.Body, "spec", name) })
	}
	coming := map[applied]owner.Object{}
	for _, o := range now {
		if isKustomization(o.ID()) && !there[o.ID()] {
			coming[appliedBy(o.ID(), addresses, func(steps ...string) string { return textOf(o.Body, steps...) })] = o
		}
	}
	var found report.Findings
	for _, d := range going {
		o, same := coming[appliedBy(idOf(d), addresses, func(steps ...string) string { return object.Text(d.Node, steps...) })]
		if !same {
			continue
		}
		found = append(found, report.Finding{
			Severity: fn.Warning, Reason: report.RenamedKustomization, Object: report.About(d),
			Message: "leaves the bundle while " + o.ID().String() + " comes, which applies the same folder: Flux deletes what the first has applied, and the second creates it again",
			Hint:    "keep the name; or set prune: false under the old name first, render, wait until the cluster has it, and rename then",
		})
	}
	return found
}

// prunes reports whether Flux deletes what a Kustomization has applied when the
// Kustomization leaves the bundle.
func prunes(d object.Document) bool {
	kept, _ := d.Annotation(owner.PruneDisabled.Key)
	spec := func(name string) string { return object.Text(d.Node, "spec", name) }
	return isKustomization(idOf(d)) && kept != owner.PruneDisabled.Value &&
		flux.DeletesApplied(spec("deletionPolicy"), spec("prune") == "true", spec("suspend") == "true")
}

func isKustomization(id manifest.ID) bool {
	return id.Kind == "Kustomization" && id.Group == flux.KustomizeGroup
}

// addressOf is where a source fetches from; empty for what is no source.
func addressOf(text func(name string) string) string {
	if endpoint := text("endpoint"); endpoint != "" {
		return endpoint + "/" + text("bucketName")
	}
	return text("url")
}

// appliedBy says what a Kustomization applies. A source that is not in the bundle
// is known by its name.
func appliedBy(id manifest.ID, addresses map[manifest.ID]string, text func(steps ...string) string) applied {
	source := manifest.ID{
		Group: flux.SourceGroup, Kind: text("spec", "sourceRef", "kind"),
		Namespace: text("spec", "sourceRef", "namespace"), Name: text("spec", "sourceRef", "name"),
	}
	if source.Namespace == "" {
		source.Namespace = id.Namespace
	}
	address := addresses[source]
	if address == "" {
		address = source.Namespace + " " + source.Name
	}
	return applied{source.Kind + " " + address, path.Clean("/" + text("spec", "path")), text("spec", "targetNamespace")}
}

// textOf is a text in the body of an object.
func textOf(body manifest.Map, steps ...string) string {
	var value manifest.Value = body
	for _, step := range steps {
		m, _ := value.(manifest.Map)
		value = m.Get(step)
	}
	text, _ := value.(manifest.String)
	return string(text)
}
