// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/input/extension"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// resolved is an extension and what it installs.
type resolved struct {
	input.Input[v1alpha1.FluxExtension]
	options distribution.Options
}

// resolve checks an extension and reads its settings.
func resolve(e input.Input[v1alpha1.FluxExtension]) (resolved, report.Findings) {
	options, found := extension.Resolve(e)
	found = append(found, input.Sync(e)...)
	return resolved{e, options}, append(found, notPinned(e.Object, options.Release)...)
}

// notPinned tells of a release whose images are referred to by tag.
func notPinned(obj report.Object, release flux.Release) report.Findings {
	if !slices.ContainsFunc(release.Components, func(c flux.ComponentRelease) bool { return c.Digest == "" }) {
		return nil
	}
	return report.Findings{{
		Severity: fn.Info, Reason: report.NotPinned, Object: obj, Field: []string{"spec", "version"},
		Message: "the images of Flux " + release.Version + " are referred to by tag, since their digests are not known",
		Hint:    "the images of " + flux.DefaultVersion + " are pinned",
	}}
}
