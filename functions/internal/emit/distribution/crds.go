// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"embed"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// crdFiles are the specs of the CRDs, one file per CRD, in a folder per set.
//
//go:embed crds
var crdFiles embed.FS

// substituteDisabled keeps Flux from replacing what looks like a variable in a
// CRD. Upstream has it on every CRD, by a marker in the API modules.
var substituteDisabled = manifest.Pair{Key: "kustomize.toolkit.fluxcd.io/substitute", Value: "disabled"}

// crds returns the CRDs of c.
func (in installation) crds(c controller) []manifest.Object {
	out := make([]manifest.Object, len(c.crds))
	for i, name := range c.crds {
		out[i] = manifest.Object{
			APIVersion: "apiextensions.k8s.io/v1",
			Kind:       "CustomResourceDefinition",
			Name:       name,
			Labels:     in.labelsOf(c),
			Annotations: owner.Keep.With(
				manifest.Pair{Key: "controller-gen.kubebuilder.io/version", Value: in.Release.controllerGen},
				substituteDisabled,
			),
			Body: manifest.Map{{Key: "spec", Value: in.Release.crdSpec(name)}},
		}
	}
	return out
}

// crdSpec returns the spec of a CRD as it is spliced into the output.
func (r Release) crdSpec(name string) manifest.Raw {
	spec, err := crdFiles.ReadFile("crds/" + r.crds + "/" + name + ".yaml")
	if err != nil {
		panic("distribution: internal error: " + err.Error())
	}
	return spec
}

// SameCRDs reports whether two releases have the same CRDs.
func (r Release) SameCRDs(other Release) bool { return r.crds == other.crds }

// CRD returns the spec of the CRD of a kind of Flux in the release, and whether
// the release has it.
func (r Release) CRD(group, kind string) ([]byte, bool) {
	name := strings.ToLower(kind)
	if stem, ok := strings.CutSuffix(name, "y"); ok {
		name = stem + "ie"
	}
	spec, err := crdFiles.ReadFile("crds/" + r.crds + "/" + name + "s." + group + ".yaml")
	return spec, err == nil
}
