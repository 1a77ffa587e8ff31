// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/check/endpoints"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// listEndpoints tells what the objects have to reach, as the FluxBundle has it.
// An empty bundle is left to be empty.
func listEndpoints(in inputs, objects []owner.Object) ([]owner.Object, report.Findings) {
	bundle := v1alpha1.FluxBundle{}.WithDefaults()
	var about report.Object
	if len(in.bundles) > 0 {
		bundle, about = in.bundles[0].Value, in.bundles[0].Object
	}
	if len(objects) == 0 || bundle.Spec.Endpoints == v1alpha1.EndpointsNone {
		return nil, nil
	}
	all := endpoints.Of(objects)
	found := report.Findings{endpoints.Finding(about, all)}
	if bundle.Spec.Endpoints != v1alpha1.EndpointsConfigMap {
		return nil, found
	}
	merger := owner.NewMerger(1)
	merger.Add(in.owner(about), []owner.Emitted{{Object: endpoints.ConfigMap(all)}})
	listed, more := merger.Objects()
	return listed, append(found, more...)
}

// isListing reports whether an object is the list of endpoints or of images,
// which a FluxBundle yields beside the distribution.
func isListing(id manifest.ID) bool {
	return id.Group == "" && id.Kind == "ConfigMap" && (id.Name == endpoints.Name || id.Name == imagesName)
}
