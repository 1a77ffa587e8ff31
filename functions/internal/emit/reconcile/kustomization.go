// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package reconcile emits what applies a source: the Flux Kustomizations of a
// configuration.
package reconcile

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// APIVersion is the API of the Kustomizations in every release that is
// embedded.
const APIVersion = "kustomize.toolkit.fluxcd.io/v1"

// Objects returns the Kustomizations of a configuration, by name, and what they
// need to reach another cluster
// (https://fluxcd.io/flux/components/kustomize/kustomizations/).
func Objects(c v1alpha1.FluxConfiguration) []owner.Emitted {
	out := make([]owner.Emitted, 0, len(c.Spec.Kustomizations))
	for _, name := range model.KustomizationNames(c.Spec.Kustomizations) {
		k := c.Spec.Kustomizations[name]
		if k.KubeConfig != nil {
			out = append(out, remoteCluster(c, name, *k.KubeConfig)...)
		}
		out = append(out, owner.Emitted{
			Origin: owner.Origin{Field: []string{"spec", "kustomizations", name}, Added: k.AdditionalConfigurations},
			Object: kustomization(c, name, k),
		})
	}
	return out
}

func kustomization(c v1alpha1.FluxConfiguration, name string, k v1alpha1.Kustomization) manifest.Object {
	full := model.KustomizationName(c.Metadata.Name, name)
	spec := manifest.Map{
		{Key: "dependsOn", Value: dependsOn(c.Metadata.Name, k.DependsOn)},
		{Key: "force", Value: manifest.Flag(k.Force)},
		{Key: "interval", Value: manifest.String(manifest.Duration(*k.SyncIntervalInSeconds))},
		{Key: "kubeConfig", Value: kubeConfig(full, k.KubeConfig)},
		{Key: "path", Value: manifest.Text(k.Path)},
		{Key: "postBuild", Value: postBuild(k.PostBuild)},
		{Key: "prune", Value: manifest.Bool(k.Prune)},
		{Key: "retryInterval", Value: seconds(k.RetryIntervalInSeconds)},
		{Key: "serviceAccountName", Value: manifest.String(model.ServiceAccount)},
		{Key: "sourceRef", Value: manifest.Map{
			{Key: "kind", Value: manifest.String(model.SourceKind(c.Spec.SourceKind))},
			{Key: "name", Value: manifest.String(c.Metadata.Name)},
		}},
		{Key: "suspend", Value: manifest.Flag(c.Spec.Suspend)},
		{Key: "timeout", Value: manifest.String(manifest.Duration(*k.TimeoutInSeconds))},
		{Key: "wait", Value: manifest.Bool(*k.Wait)},
	}
	if len(k.AdditionalConfigurations) > 0 {
		spec = manifest.Merge(spec, manifest.FromJSON(map[string]any(k.AdditionalConfigurations)).(manifest.Map))
	}
	spec = withManagedSource(spec, c)
	return manifest.Object{
		APIVersion: APIVersion, Kind: "Kustomization", Namespace: c.Spec.Namespace, Name: full,
		Body: manifest.Map{{Key: "spec", Value: spec}},
	}
}

// dependsOn keeps the user's order and names each dependency once.
func dependsOn(configuration string, names []string) manifest.Value {
	var list manifest.List
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if !seen[name] {
			seen[name] = true
			list = append(list, manifest.Map{{Key: "name", Value: manifest.String(model.KustomizationName(configuration, name))}})
		}
	}
	return manifest.Elements(list)
}

func seconds(s *int64) manifest.Value {
	if s == nil {
		return nil
	}
	return manifest.String(manifest.Duration(*s))
}

func postBuild(p *v1alpha1.PostBuild) manifest.Value {
	if p == nil || len(p.Substitute)+len(p.SubstituteFrom) == 0 {
		return nil
	}
	var from manifest.List
	for _, f := range p.SubstituteFrom {
		from = append(from, manifest.Map{
			{Key: "kind", Value: manifest.String(f.Kind)},
			{Key: "name", Value: manifest.String(f.Name)},
			{Key: "optional", Value: manifest.Flag(f.Optional)},
		})
	}
	return manifest.Map{
		{Key: "substitute", Value: manifest.PairsOf(p.Substitute).Value()},
		{Key: "substituteFrom", Value: manifest.Elements(from)},
	}
}
