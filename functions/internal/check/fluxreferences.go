// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// references checks what an object names: that the lock-down lets it, and that
// it is there.
func (c *objectChecker) references(o v1alpha1.FluxObject, i int) {
	for _, r := range flux.References(o.Kind, o.Spec) {
		field := inputField(i, append([]string{"spec"}, r.Path...)...)
		switch {
		case !c.isHere(r):
			c.crossNamespace(r, field)
		case r.Name == "*" || !r.IsFlux():
		default:
			c.resolve(r, append(field, "name"))
		}
	}
}

// crossNamespace checks a reference into another namespace against the flag
// --no-cross-namespace-refs
// (https://fluxcd.io/flux/installation/configuration/multitenancy/).
func (c *objectChecker) crossNamespace(r flux.Reference, field []string) {
	what := r.Kind + " " + r.Name + " is in namespace " + report.Quote(r.Namespace) + ", not in " + c.configuration.Spec.Namespace
	field = append(field, "namespace")
	const hint = "name an object of the own namespace"
	switch {
	case !r.Guarded:
	case c.LockDown:
		c.error(report.CrossNamespaceReference, wording{
			what + ": the multi-tenancy lock-down of " + c.Extension.String() + " refuses it", hint,
		}, field...)
	case !c.installed():
		c.warn(report.CrossNamespaceReference, wording{what + ": where multi-tenancy is enforced, as Azure does, Flux refuses it", hint}, field...)
	}
}

// resolve tells of a reference to something that nothing here emits.
func (c *objectChecker) resolve(r flux.Reference, field []string) {
	if _, known := c.Release.Kind(r.Kind); !known {
		return
	}
	id := model.Short{Kind: r.Kind, Name: c.full(r)}
	if _, there := c.emitted[id]; there || c.Others(id) || c.names[id] || c.artifacts[model.Short{Kind: r.Kind, Name: r.Name}] {
		return
	}
	var names []string
	for short := range c.short {
		if short.Kind == r.Kind {
			names = append(names, short.Name)
		}
	}
	slices.Sort(names)
	hint := "it has to be in namespace " + c.configuration.Spec.Namespace
	if near, ok := report.Nearest(r.Name, names); ok {
		hint += "; did you mean " + near + "?"
	}
	c.info(report.ExternalReference, wording{"nothing here emits " + r.Kind + " " + report.Quote(r.Name), hint}, field...)
}

// ambiguities finds short names that are the emitted names of something else of
// the kind: a reference could mean either.
func (c *objectChecker) ambiguities() {
	for i, o := range c.configuration.Spec.FluxObjects {
		full := model.ObjectName(c.configuration.Metadata.Name, o)
		other, taken := c.emitted[model.Short{Kind: o.Kind, Name: o.Meta.Name}]
		if taken && full != o.Meta.Name {
			c.error(report.AmbiguousName, wording{
				o.Kind + " " + o.Meta.Name + " is what " + other + " is emitted as: a reference could mean either", "rename one of them",
			}, inputField(i, "metadata", "name")...)
		}
	}
}
