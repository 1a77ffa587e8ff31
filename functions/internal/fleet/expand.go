// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fleet

import (
	"maps"
	"slices"
	"strconv"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

type override = v1alpha1.Override

// placed are the fields that say which clusters something is for. They are not
// part of what a cluster gets.
var placed = []string{"clusters", "overrides"}

// newEntry reads of an input what the fleet needs. The rest of it is checked for
// each cluster, when it is complete.
func newEntry(d object.Document) (entry, report.Findings) {
	e := entry{doc: d, object: report.About(d)}
	if !input.IsOurs(d) || d.Kind() == v1alpha1.KindFluxBundle {
		return e, nil
	}
	var found report.Findings
	switch d.Kind() {
	case v1alpha1.KindFluxConfiguration:
		in, more := input.Decode(d, asGiven[v1alpha1.FluxConfiguration])
		e.clusters, e.overrides, e.unreadable, found = in.Value.Spec.Clusters, in.Value.Spec.Overrides, in.Unreadable(), more
	case v1alpha1.KindFluxExtension:
		in, more := input.Decode(d, asGiven[v1alpha1.FluxExtension])
		e.clusters, e.overrides, e.unreadable, found = in.Value.Spec.Clusters, in.Value.Spec.Overrides, in.Unreadable(), more
	case v1alpha1.KindSealingPolicy:
		in, more := input.Decode(d, asGiven[v1alpha1.SealingPolicy])
		e.clusters, e.overrides, e.unreadable, found = in.Value.Spec.Clusters, in.Value.Spec.Overrides, in.Unreadable(), more
	default:
		e.unreadable = true
	}
	e.refers = !e.unreadable && holdsReference(d.Node)
	found = slices.DeleteFunc(found, func(f report.Finding) bool {
		return len(f.Field) < 2 || f.Field[0] != "spec" || !slices.Contains(placed, f.Field[1])
	})
	e.broken = found.Failed()
	return e, found
}

// asGiven is an input without defaults.
func asGiven[T any](value T) T { return value }

func (e entry) isFor(c Cluster) bool { return e.clusters == nil || e.names[c.Name] }

// Of returns the inputs of one cluster, but for those with errors.
func (f Fleet) Of(c Cluster) ([]Input, report.Findings) {
	var out []Input
	var found report.Findings
	installs := false
	for _, e := range f.inputs {
		if !e.isFor(c) {
			continue
		}
		in, more := e.of(c)
		if found = append(found, more...); !more.Failed() {
			out = append(out, in)
		}
		installs = installs || e.doc.Kind() == v1alpha1.KindFluxExtension || object.Text(e.doc.Node, "spec", "extension") == string(v1alpha1.ExtensionDefault)
	}
	if !installs {
		found = append(found, report.Finding{
			Severity: fn.Warning, Reason: report.NoExtensionForCluster,
			Message: "no FluxExtension is for the cluster: Flux has to be there by other means", Hint: "add one, or let the clusters of one include it",
		})
	}
	return out, found
}

// Input is what one cluster gets of an input, and where its values come from.
type Input struct {
	object.Document
	Origins []Origin
}

// Origin says who has set a field.
type Origin struct {
	// Path of the field below the input.
	Path []string
	// By names the override or the part of the FluxCluster.
	By string
}

// Documents are the inputs without their origins.
func Documents(inputs []Input) []object.Document {
	out := make([]object.Document, len(inputs))
	for i, in := range inputs {
		out[i] = in.Document
	}
	return out
}

func index(n int) string { return strconv.Itoa(n) }

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
