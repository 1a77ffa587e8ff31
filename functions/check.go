// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
)

// check looks at all inputs of a bundle together.
func check(in inputs, credentials credentials) report.Findings {
	found := duplicates(in)
	for _, c := range in.incomplete {
		found = append(found, checkIncomplete(in, c)...)
	}
	found = append(found, input.Together(in.configurations)...)
	for _, c := range in.configurations {
		found = append(found, conform(in.release, c, credentials.of(c))...)
		if len(c.Value.Spec.FluxObjects) > 0 {
			found = append(found, input.FluxObjects(c, surroundings(in, c))...)
		}
		if field := input.Borrowed(c.Value); field != nil {
			found = append(found, borrowed(in, c.Object, field)...)
		}
		if fields := input.Identities(c.Value); len(fields) > 0 && len(in.extensions) == 0 {
			found = append(found, report.Finding{
				Severity: fn.Info, Reason: report.NeededOutside, Object: c.Object, Field: fields[0],
				Message: "the controllers need the feature gate ObjectLevelWorkloadIdentity, and there is no FluxExtension here that sets it",
			})
		}
	}
	for _, e := range in.extensions {
		for _, needed := range []flux.Component{flux.SourceController, flux.KustomizeController} {
			if len(in.configurations) > 0 && len(e.options.Components) > 0 && !slices.Contains(e.options.Components, needed) {
				found = append(found, report.Finding{
					Severity: fn.Error, Reason: report.MissingComponent, Object: e.Object, Field: []string{"spec"},
					Message: in.configurations[0].Object.String() + " needs " + string(needed) + ", which this extension does not install",
					Hint:    "add it to components",
				})
			}
		}
		found = append(found, checkSync(in, e, credentials)...)
		found = append(found, checkFluxConfigs(e)...)
	}
	return found
}

// checkIncomplete looks at what is independent of the errors that a
// configuration has: the specs of what it emits. Only errors count, since what
// they refer to may be missing for the sake of others.
func checkIncomplete(in inputs, c input.Input[v1alpha1.FluxConfiguration]) report.Findings {
	found := conform(in.release, c, policy.Settled{})
	if len(c.Value.Spec.FluxObjects) > 0 {
		found = append(found, input.FluxObjects(c, surroundings(in, c))...)
	}
	return c.Sound(slices.DeleteFunc(found, func(f report.Finding) bool { return f.Severity != fn.Error }))
}

// borrowed tells of a source that asks Azure as source-controller, which has no
// identity unless the extension gives it one.
func borrowed(in inputs, about report.Object, field []string) report.Findings {
	if len(in.extensions) == 0 || in.extensions[0].options.Identity.ClientID != "" {
		return nil
	}
	return report.Findings{{
		Severity: fn.Info, Reason: report.NeededOutside, Object: about, Field: field,
		Message: "source-controller asks Azure as itself, and has no workload identity: the nodes have to have one that may read the source",
		Hint:    "or set workloadIdentity.enable and workloadIdentity.azureClientId in the FluxExtension, or give the source an objectLevelIdentity",
	}}
}

// conform checks what a configuration adds to the specs of its objects against
// the CRDs of the release, and all of it where these are not those of the
// default release, which every field that is emitted is in.
func conform(release flux.Release, c input.Input[v1alpha1.FluxConfiguration], credentials policy.Settled) report.Findings {
	additions := input.Additions(c)
	if newest, _ := flux.Lookup(""); !release.SameCRDs(newest) {
		additions = input.Origins(c)
	}
	if len(additions) == 0 {
		return nil
	}
	var found report.Findings
	for _, e := range emitConfiguration(release, c.Value, credentials) {
		if a, ok := additions[e.Kind+"/"+e.Name]; ok {
			found = append(found, input.Conforms(release, e.Object, a)...)
		}
	}
	return found
}
