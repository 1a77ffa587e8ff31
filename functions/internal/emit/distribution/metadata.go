// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import "github.com/fluxbundle/fluxbundle/functions/internal/manifest"

// withMetadata returns the objects with the metadata of the options.
func (in installer) withMetadata(objects []manifest.Object) []manifest.Object {
	if len(in.Metadata.Labels)+len(in.Metadata.Annotations) == 0 {
		return objects
	}
	out := make([]manifest.Object, len(objects))
	for i, o := range objects {
		o.Labels = o.Labels.With(in.Metadata.Labels...)
		o.Annotations = in.Metadata.Annotations.With(o.Annotations...)
		out[i] = o
	}
	return out
}
