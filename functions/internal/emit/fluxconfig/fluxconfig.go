// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package fluxconfig emits the in-cluster record of a configuration: the
// FluxConfig object that Azure's agent writes, for programs that list those,
// and its CRD. Nothing of the bundle reads it.
//
// Azure publishes no schema. The names that were seen in clusters are ref,
// syncInterval, timeout, retryInterval, a list of kustomizations, and durations;
// what was not seen has the name of the API.
package fluxconfig

import (
	"maps"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// What a FluxConfig is.
const (
	Group      = "clusterconfig.azure.com"
	Version    = "v1alpha1"
	APIVersion = Group + "/" + Version
	Kind       = "FluxConfig"
)

// Object returns the record of a configuration with defaults: the properties of
// Azure, but those of authentication, for which a Secret is the only place.
// What Azure has no property for is not in it.
func Object(c v1alpha1.FluxConfiguration) manifest.Object {
	spec := c.Spec
	return manifest.Object{
		APIVersion: APIVersion, Kind: Kind, Namespace: spec.Namespace, Name: c.Metadata.Name,
		Body: manifest.Map{{Key: "spec", Value: append(sourceOf(spec), manifest.Map{
			{Key: "kustomizations", Value: kustomizations(spec.Kustomizations)},
			{Key: "reconciliationWaitDuration", Value: manifest.Text(spec.ReconciliationWaitDuration)},
			{Key: "scope", Value: manifest.String(spec.Scope)},
			{Key: "sourceKind", Value: manifest.String(spec.SourceKind)},
			{Key: "suspend", Value: manifest.Flag(spec.Suspend)},
			{Key: "waitForReconciliation", Value: manifest.Flag(spec.WaitForReconciliation)},
		}...)}},
	}
}

// kustomizations is the list, sorted by name.
func kustomizations(all map[string]v1alpha1.Kustomization) manifest.Value {
	var list manifest.List
	for _, name := range slices.Sorted(maps.Keys(all)) {
		k := all[name]
		list = append(list, manifest.Map{
			{Key: "additionalConfigurations", Value: free(k.AdditionalConfigurations)},
			{Key: "dependsOn", Value: manifest.Elements(manifest.Strings(k.DependsOn...))},
			{Key: "force", Value: manifest.Bool(k.Force)},
			{Key: "kubeConfig", Value: kubeConfig(k.KubeConfig)},
			{Key: "name", Value: manifest.String(name)},
			{Key: "path", Value: manifest.Text(k.Path)},
			{Key: "postBuild", Value: postBuild(k.PostBuild)},
			{Key: "prune", Value: manifest.Bool(k.Prune)},
			{Key: "retryInterval", Value: duration(k.RetryIntervalInSeconds)},
			{Key: "syncInterval", Value: duration(k.SyncIntervalInSeconds)},
			{Key: "timeout", Value: duration(k.TimeoutInSeconds)},
			{Key: "wait", Value: manifest.Bool(k.Wait == nil || *k.Wait)},
		})
	}
	return manifest.Elements(list)
}

func kubeConfig(k *v1alpha1.KubeConfig) manifest.Value {
	if k == nil {
		return nil
	}
	return manifest.Map{
		{Key: "clusterResourceId", Value: manifest.String(k.ClusterResourceID)},
		{Key: "objectLevelIdentity", Value: identity(&k.ObjectLevelIdentity)},
	}
}

func postBuild(p *v1alpha1.PostBuild) manifest.Value {
	if p == nil || len(p.Substitute)+len(p.SubstituteFrom) == 0 {
		return nil
	}
	var values manifest.Map
	for _, name := range slices.Sorted(maps.Keys(p.Substitute)) {
		values = append(values, manifest.Field{Key: name, Value: manifest.String(p.Substitute[name])})
	}
	var from manifest.List
	for _, f := range p.SubstituteFrom {
		from = append(from, manifest.Map{
			{Key: "kind", Value: manifest.String(f.Kind)},
			{Key: "name", Value: manifest.String(f.Name)},
			{Key: "optional", Value: manifest.Flag(f.Optional)},
		})
	}
	return group(manifest.Map{{Key: "substitute", Value: group(values)}, {Key: "substituteFrom", Value: manifest.Elements(from)}})
}

// identity is a managed identity: IDs and a name, no credential.
func identity(i *v1alpha1.ObjectLevelIdentity) manifest.Value {
	if i == nil {
		return nil
	}
	return manifest.Map{
		{Key: "clientId", Value: manifest.Text(i.ClientID)},
		{Key: "serviceAccountName", Value: manifest.Text(i.ServiceAccountName)},
		{Key: "tenantId", Value: manifest.Text(i.TenantID)},
	}
}

func duration(seconds *int64) manifest.Value {
	if seconds == nil {
		return nil
	}
	return manifest.String(manifest.Duration(*seconds))
}

// free is an object of the user's own; absent when there is none.
func free(o v1alpha1.Object) manifest.Value {
	if len(o) == 0 {
		return nil
	}
	return manifest.FromJSON(map[string]any(o))
}

// group is m as a value, absent when nothing is in it.
func group(m manifest.Map) manifest.Value {
	m = slices.DeleteFunc(m, func(f manifest.Field) bool { return f.Value == nil })
	if len(m) == 0 {
		return nil
	}
	return m
}
