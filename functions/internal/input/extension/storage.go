// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/quantity"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// storage resolves the volume of source-controller.
func (r *resolver) storage(s *v1alpha1.ArtifactStorage) {
	if s == nil {
		return
	}
	if size, ok := quantity.Memory(s.Size); !ok || size.Sign() <= 0 {
		r.error(report.InvalidValue, problem{report.Quote(s.Size) + " is not a valid size", `accepted are bytes, with suffix k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or none, as "10Gi"`}, "spec", "storage", "size")
	}
	r.name(s.Class, "spec", "storage", "class")
	if !slices.Contains(r.options.Components, flux.SourceController) {
		r.add(fn.Warning, report.IgnoredSetting, problem{"source-controller is not installed, so the setting has no effect", "remove it"}, []string{"spec", "storage"})
	}
	r.options.Storage = installation.Storage{Size: s.Size, Class: s.Class}
}
