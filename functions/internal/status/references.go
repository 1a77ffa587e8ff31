// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status

import (
	"cmp"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

const (
	sourceGroup       = "source.toolkit.fluxcd.io"
	kustomizeGroup    = "kustomize.toolkit.fluxcd.io"
	helmGroup         = "helm.toolkit.fluxcd.io"
	extensionGroup    = "source.extensions.fluxcd.io"
	imageGroup        = "image.toolkit.fluxcd.io"
	kindKustomization = "Kustomization"
	kindHelmRelease   = "HelmRelease"
	kindHelmChart     = "HelmChart"
	kindArtifact      = "ExternalArtifact"
)

// sourceOf returns what an object fetches from.
func sourceOf(o *live.Object) (manifest.ID, bool) {
	path := []string{"spec", "sourceRef"}
	switch {
	case o.Group == helmGroup && o.Has("spec", "chartRef"):
		path = []string{"spec", "chartRef"}
	case o.Group == helmGroup:
		namespace, name, found := strings.Cut(o.Text("status", "helmChart"), "/")
		return manifest.ID{Group: sourceGroup, Kind: kindHelmChart, Namespace: namespace, Name: name}, found
	case o.Group != kustomizeGroup && o.Kind != kindHelmChart:
		return manifest.ID{}, false
	}
	at := func(key string) string { return o.Text(append(path[:len(path):len(path)], key)...) }
	group := sourceGroup
	if version := at("apiVersion"); version != "" {
		group = manifest.Group(version)
	}
	id := manifest.ID{Group: group, Kind: at("kind"), Namespace: cmp.Or(at("namespace"), o.Namespace), Name: at("name")}
	return id, id.Kind != "" && id.Name != ""
}

// applied lists the objects of Flux that an object has applied, by its
// inventory, and what it makes: the chart of a HelmRelease, the artifacts of an
// ArtifactGenerator. An entry of the inventory has the ID
// <namespace>_<name>_<group>_<kind>
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory); names
// of RBAC objects have two underscores for a colon, those of Flux have none.
func applied(o *live.Object) []manifest.ID {
	if o.Group == extensionGroup {
		return generated(o)
	}
	var out []manifest.ID
	entries, _ := o.Elements("status", "inventory", "entries")
	for _, entry := range entries {
		parts := strings.Split(live.Part(entry).Text("id"), "_")
		if len(parts) != 4 || !flux.IsGroup(parts[2]) {
			continue
		}
		out = append(out, manifest.ID{Group: parts[2], Kind: parts[3], Namespace: parts[0], Name: parts[1]})
	}
	if o.Group == helmGroup && !o.Has("spec", "chartRef") {
		if chart, ok := sourceOf(o); ok {
			out = append(out, chart)
		}
	}
	return out
}

// generated lists the artifacts that an ArtifactGenerator has made. The entries
// of its inventory are references
// (https://github.com/fluxcd/source-watcher/blob/main/docs/spec/v1beta1/artifactgenerators.md#inventory).
func generated(o *live.Object) []manifest.ID {
	var out []manifest.ID
	entries, _ := o.Elements("status", "inventory")
	for _, entry := range entries {
		e := live.Part(entry)
		if name := e.Text("name"); name != "" {
			out = append(out, manifest.ID{Group: sourceGroup, Kind: kindArtifact, Namespace: cmp.Or(e.Text("namespace"), o.Namespace), Name: name})
		}
	}
	return out
}

// appliedBy is the Kustomization that applied an object, by the labels that
// kustomize-controller sets.
func appliedBy(o *live.Object) manifest.ID {
	name := o.Text("metadata", "labels", "kustomize.toolkit.fluxcd.io/name")
	if name == "" {
		return manifest.ID{}
	}
	return manifest.ID{
		Group: kustomizeGroup, Kind: kindKustomization,
		Namespace: o.Text("metadata", "labels", "kustomize.toolkit.fluxcd.io/namespace"), Name: name,
	}
}
