// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package fluxobjects emits the objects of Flux that a configuration brings
// besides its source and its kustomizations. They come in short form: what Flux
// needs and the configuration already says is filled in, and references use the
// short names that the configuration has.
//
// An object with the name n of a configuration c is emitted as c-n, like the
// Kustomizations. A reference is resolved by kind and name: when it names a
// fluxObject or a kustomization of the same configuration, in no namespace or
// in that of the configuration, it is rewritten to the emitted name; any other
// reference stays as it is, and so do the names of Secrets and ConfigMaps.
package fluxobjects

import (
	"slices"
	"strconv"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// Objects returns the fluxObjects of a configuration with defaults. Those of a
// kind that the release does not have are left out.
func Objects(release flux.Release, c v1alpha1.FluxConfiguration) []owner.Emitted {
	var out []owner.Emitted
	names := model.ShortNames(c)
	for i, o := range c.Spec.FluxObjects {
		if kind, ok := release.Kind(o.Kind); ok {
			origin := owner.Origin{Field: []string{"spec", "fluxObjects", strconv.Itoa(i)}}
			out = append(out, owner.Emitted{Origin: origin, Object: object(c, o, kind, names)})
		}
	}
	return out
}

// object is a FluxObject in long form.
func object(c v1alpha1.FluxConfiguration, o v1alpha1.FluxObject, kind flux.Kind, names map[model.Short]string) manifest.Object {
	spec := Spec(o)
	addDefaults(c, o.Kind, spec)
	for _, r := range flux.References(o.Kind, spec) {
		if r.Namespace != "" && r.Namespace != c.Spec.Namespace {
			continue
		}
		if full, ok := names[model.Short{Kind: r.Kind, Name: r.Name}]; ok && r.IsFlux() {
			r.SetName(full)
		}
	}
	out := manifest.Object{
		APIVersion: kind.APIVersion(), Kind: kind.Name, Namespace: c.Spec.Namespace, Name: model.ObjectName(c.Metadata.Name, o),
		Labels: manifest.PairsOf(o.Meta.Labels), Annotations: manifest.PairsOf(o.Meta.Annotations),
	}
	if o.API != "" {
		out.APIVersion = o.API
	}
	out.Body = manifest.Map{{Key: "spec", Value: manifest.FromJSON(spec)}}
	return out
}

// Spec is a copy of the spec as it was given.
func Spec(o v1alpha1.FluxObject) map[string]any {
	return clone(map[string]any(o.Spec)).(map[string]any)
}

// addDefaults fills in what the short form leaves out.
func addDefaults(c v1alpha1.FluxConfiguration, kind string, spec map[string]any) {
	t := flux.TraitsOf(kind)
	setDefault := func(name string, value any) {
		if _, given := spec[name]; !given {
			spec[name] = value
		}
	}
	if t.Interval(spec) {
		setDefault("interval", manifest.Duration(v1alpha1.DefaultSeconds))
	}
	if t.Account {
		setDefault("serviceAccountName", model.ServiceAccount)
	}
	if t.Suspend && c.Spec.Suspend {
		setDefault("suspend", true)
	}
	sourceKind := model.SourceKind(c.Spec.SourceKind)
	if len(t.Source) == 0 || !slices.Contains(t.SourceKinds, sourceKind) {
		return
	}
	last := len(t.Source) - 1
	flux.Holders(spec, t.Source[:last], func(holder map[string]any, _ []string) {
		if _, given := holder[t.Source[last]]; !given {
			holder[t.Source[last]] = map[string]any{"kind": sourceKind, "name": c.Metadata.Name}
		}
	})
}

// clone copies decoded JSON, so that the input stays as it was given.
func clone(value any) any {
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, inner := range v {
			out[key] = clone(inner)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			out[i] = clone(inner)
		}
		return out
	default:
		return value
	}
}
