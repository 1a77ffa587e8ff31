// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/input/extension"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// resolved is an extension and what it installs.
type resolved struct {
	input.Input[v1alpha1.FluxExtension]
	options installation.Options
}

// resolve checks an extension and reads its settings.
func resolve(e input.Input[v1alpha1.FluxExtension]) (resolved, report.Findings) {
	options, found := extension.Resolve(e)
	found = append(found, input.Sync(e)...)
	return resolved{e, options}, found
}
