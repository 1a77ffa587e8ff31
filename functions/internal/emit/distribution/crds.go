// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// substituteDisabled keeps Flux from replacing what looks like a variable in a
// CRD. Upstream has it on every CRD, by a marker in the API modules.
var substituteDisabled = manifest.Pair{Key: "kustomize.toolkit.fluxcd.io/substitute", Value: "disabled"}

// crds returns the CRDs of c.
func (in installer) crds(c controller) []manifest.Object {
	names := in.Release.CRDs(c.component)
	out := make([]manifest.Object, len(names))
	spec := in.Release.CRDSpec
	if in.CRDDescriptions {
		spec = in.Release.FullCRDSpec
	}
	for i, name := range names {
		out[i] = manifest.Object{
			APIVersion: "apiextensions.k8s.io/v1",
			Kind:       "CustomResourceDefinition",
			Name:       name,
			Labels:     in.labelsOf(c),
			Annotations: owner.Keep.With(
				manifest.Pair{Key: "controller-gen.kubebuilder.io/version", Value: in.Release.ControllerGen},
				substituteDisabled,
			),
			Body: manifest.Map{{Key: "spec", Value: manifest.Raw(spec(name))}},
		}
	}
	return out
}
