// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
)

// useManagedSource is the annotation of a HelmRelease in the source that leaves
// its sourceRef to the configuration
// (https://learn.microsoft.com/azure/azure-arc/kubernetes/tutorial-use-gitops-flux2,
// "Use the GitRepository source for Helm charts").
const useManagedSource = "clusterconfig.azure.com/use-managed-source"

// withManagedSource adds the patch with which Azure's controller gives those
// HelmReleases the source of the configuration. It comes after the patches of
// the user, which may set the annotation.
func withManagedSource(spec manifest.Map, c v1alpha1.FluxConfiguration) manifest.Map {
	given := spec.Get("patches")
	own, isList := given.(manifest.List)
	if !c.Spec.UseManagedSource || given != nil && !isList {
		return spec
	}
	// RFC 6902: add replaces a sourceRef that is there.
	operations := manifest.List{manifest.Map{
		{Key: "op", Value: manifest.String("add")},
		{Key: "path", Value: manifest.String("/spec/chart/spec/sourceRef")},
		{Key: "value", Value: manifest.Map{
			{Key: "kind", Value: manifest.String(model.SourceKind(c.Spec.SourceKind))},
			{Key: "name", Value: manifest.String(c.Metadata.Name)},
			{Key: "namespace", Value: manifest.String(c.Spec.Namespace)},
		}},
	}}
	patch := manifest.Map{
		{Key: "patch", Value: manifest.String(manifest.AppendValue(nil, operations, 0))},
		{Key: "target", Value: manifest.Map{
			{Key: "annotationSelector", Value: manifest.String(useManagedSource + "=true")},
			{Key: "group", Value: manifest.String("helm.toolkit.fluxcd.io")},
			{Key: "kind", Value: manifest.String("HelmRelease")},
		}},
	}
	return spec.With("patches", append(slices.Clip(own), patch))
}
