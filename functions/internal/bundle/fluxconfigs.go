// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/fluxconfig"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// emitDefinition returns the CRD of FluxConfigs, where the extension asks for
// them.
func (e resolved) emitDefinition() []owner.Emitted {
	if !e.Value.Spec.FluxConfigs {
		return nil
	}
	return []owner.Emitted{{Object: fluxconfig.Definition()}}
}

// emitFluxConfig returns the FluxConfig of a configuration with defaults, where
// the extension asks for it.
func (in inputs) emitFluxConfig(c v1alpha1.FluxConfiguration) []owner.Emitted {
	if !in.hasFluxConfigs() {
		return nil
	}
	return []owner.Emitted{{Object: fluxconfig.Object(c)}}
}

func (in inputs) hasFluxConfigs() bool {
	return slices.ContainsFunc(in.extensions, func(e resolved) bool { return e.Value.Spec.FluxConfigs })
}

// labeled gives the source and the Kustomizations of a configuration the labels
// with which Azure's agent says what they belong to, where the extension asks for
// what the agent writes. A name that is too long for a label is left out.
func (in inputs) labeled(c v1alpha1.FluxConfiguration, parts []owner.Emitted) []owner.Emitted {
	const longest = 63
	if !in.hasFluxConfigs() {
		return parts
	}
	labels := manifest.Pairs{}.With(
		manifest.Pair{Key: azureLabels + "is-managed", Value: "true"},
		manifest.Pair{Key: azureLabels + "namespace", Value: c.Spec.Namespace},
	)
	if len(c.Metadata.Name) <= longest {
		labels = labels.With(manifest.Pair{Key: azureLabels + "name", Value: c.Metadata.Name})
	}
	for i, part := range parts {
		if part.Kind == "Kustomization" || part.Kind == model.SourceKind(c.Spec.SourceKind) {
			parts[i].Labels = part.Labels.With(labels...)
		}
	}
	return parts
}

// azureLabels begins the labels of Azure's agent.
const azureLabels = "clusterconfig.azure.com/"

// checkFluxConfigs warns of the other program that reads FluxConfigs.
func checkFluxConfigs(e resolved) report.Findings {
	if !e.Value.Spec.FluxConfigs {
		return nil
	}
	return report.Findings{{
		Severity: fn.Warning, Reason: report.AzureExtension, Object: e.Object, Field: []string{"spec", "fluxConfigs"},
		Message: "on a cluster that has the extension microsoft.flux of Azure, its controller would act on the FluxConfigs and apply the same sources and Kustomizations, and this CRD would replace its own",
		Hint:    "use it only on clusters without that extension",
	}}
}
