// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"slices"
	"sync"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/bundle"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

// wanted is what a cluster ought to have, and the inputs that say so.
type wanted struct {
	objects []*status.Desired
	inputs  []owner.Key
	found   report.Findings
}

// byCluster has bundles and inputs by the cluster they are for; those of nil are
// for all.
type byCluster struct {
	rendered map[*live.Cluster][]*live.Object
	inputs   map[*live.Cluster][]object.Document
	// shared is what all clusters ought to have that nothing else is for.
	shared func() wanted
}

func sortByCluster(set live.Set, clusters []*live.Cluster) byCluster {
	places := live.PlacesOf(clusters)
	b := byCluster{rendered: map[*live.Cluster][]*live.Object{}, inputs: map[*live.Cluster][]object.Document{}}
	for _, o := range set.Rendered {
		c := places.Of(o.File)
		b.rendered[c] = append(b.rendered[c], o)
	}
	for _, d := range set.Inputs {
		c := places.Of(d.Path)
		b.inputs[c] = append(b.inputs[c], d)
	}
	b.shared = sync.OnceValue(func() wanted { return desired(b.rendered[nil], b.inputs[nil]) })
	return b
}

// of returns what a cluster ought to have.
func (b byCluster) of(c *live.Cluster) wanted {
	if len(b.rendered[c]) == 0 && len(b.inputs[c]) == 0 {
		return b.shared()
	}
	return desired(slices.Concat(b.rendered[nil], b.rendered[c]), slices.Concat(b.inputs[nil], b.inputs[c]))
}

// desired returns what ought to be there. The objects of a rendered bundle
// count, since they are what the cluster was given, sealed secrets included; an
// input that has none is generated now.
func desired(given []*live.Object, docs []object.Document) wanted {
	w := wanted{found: conflicts(given)}
	rendered := map[owner.Key]bool{}
	for _, o := range given {
		d := status.Rendered(o)
		w.objects = append(w.objects, d)
		for _, key := range d.Keys {
			rendered[key] = true
		}
	}
	wanted := bundle.Desired(docs)
	for _, o := range wanted.Objects {
		if !slices.ContainsFunc(o.Owners, func(owned owner.Owner) bool { return rendered[owned.Key] }) {
			w.objects = append(w.objects, status.Generated(o))
		}
	}
	w.inputs, w.found = wanted.Inputs, append(w.found, wanted.Found...)
	return w
}

// conflicts reports objects that several bundles for one cluster have, and not
// the same: which of them the cluster was given is not known.
func conflicts(given []*live.Object) report.Findings {
	first := map[manifest.ID]*live.Object{}
	var found report.Findings
	for _, o := range given {
		other, twice := first[o.ID]
		if !twice {
			first[o.ID] = o
			continue
		}
		if o.Same(other) {
			continue
		}
		about := o.About()
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.DuplicateObject, Object: about,
			Message: "is in two bundles, in " + other.File + " and in " + o.File + ", which differ", Hint: "give the bundle of this cluster alone, or the live objects of each cluster in a folder of its name",
		})
	}
	return found
}
