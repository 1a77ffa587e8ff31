// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/endpoints"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// listEndpoints tells what the objects have to reach, where the FluxBundle asks
// for it. An empty bundle is left to be empty.
func listEndpoints(in inputs, objects []owner.Object) ([]owner.Object, report.Findings) {
	if len(in.bundles) == 0 || len(objects) == 0 || in.bundles[0].Value.Spec.Endpoints == v1alpha1.EndpointsNone {
		return nil, nil
	}
	b := in.bundles[0]
	all := endpoints.Of(objects)
	found := report.Findings{endpoints.Finding(b.Object, all)}
	if b.Value.Spec.Endpoints != v1alpha1.EndpointsConfigMap {
		return nil, found
	}
	merger := owner.NewMerger(1)
	merger.Add(in.owner(b.Object), []owner.Emitted{{Object: endpoints.ConfigMap(all)}})
	listed, more := merger.Objects()
	return listed, append(found, more...)
}

// isEndpoints reports whether an object is the list of endpoints, which a
// FluxBundle yields beside the distribution.
func isEndpoints(id manifest.ID) bool {
	return id.Group == "" && id.Kind == "ConfigMap" && id.Name == endpoints.Name
}
