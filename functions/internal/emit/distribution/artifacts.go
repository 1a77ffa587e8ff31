// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import "github.com/fluxbundle/fluxbundle/functions/internal/flux"

// withArtifacts lets a controller read the artifacts of source-watcher, where
// that is installed.
func withArtifacts(in installer, w workload) workload {
	if w.external && in.Has(flux.SourceWatcher) {
		w.flags = w.flags.gate("ExternalArtifact", "true")
	}
	return w
}
