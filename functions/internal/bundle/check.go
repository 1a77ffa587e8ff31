// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	rules "github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// check looks at all inputs of a bundle together, and at what they yield.
func check(in inputs, all emissions) report.Findings {
	found := duplicates(in)
	for i, c := range in.incomplete {
		found = append(found, checkIncomplete(in, c, all, all.incomplete[i])...)
	}
	found = append(found, input.Together(in.configurations)...)
	for i, c := range in.configurations {
		found = append(found, checkEmitted(in, c, all, all.configurations[i])...)
		if field := input.Borrowed(c.Value); field != nil {
			found = append(found, borrowed(in, c.Object, field)...)
		}
		found = append(found, identityOff(in, c)...)
		if fields := input.Identities(c.Value); len(fields) > 0 && len(in.extensions) == 0 {
			found = append(found, report.Finding{
				Severity: fn.Info, Reason: report.NeededOutside, Object: c.Object, Field: fields[0],
				Message: "the controllers need the feature gate ObjectLevelWorkloadIdentity, and there is no FluxExtension here that sets it",
			})
		}
	}
	for i, e := range in.extensions {
		if len(in.configurations) > 0 {
			found = append(found, e.missing(in.configurations[0].Object.String()+" needs ", "spec")...)
		}
		found = append(found, checkPatches(in, e, all.extensions[i])...)
		found = append(found, checkSync(in, e, all, all.extensions[i])...)
		found = append(found, checkFluxConfigs(e)...)
	}
	if slices.ContainsFunc(in.broken, func(o report.Object) bool { return o.Kind == v1alpha1.KindFluxExtension }) {
		// There is an extension, of which it is not known what it installs.
		found = slices.DeleteFunc(found, func(f report.Finding) bool { return f.Reason == report.NeededOutside })
	}
	return found
}

// identityOff finds an object with a workload identity of its own where the
// extension switches these off.
func identityOff(in inputs, c input.Input[v1alpha1.FluxConfiguration]) report.Findings {
	fields := input.Identities(c.Value)
	if len(fields) == 0 || len(in.extensions) == 0 || !in.extensions[0].options.NoObjectLevelIdentity {
		return nil
	}
	return report.Findings{{
		Severity: fn.Error, Reason: report.Contradiction, Object: c.Object, Field: fields[0],
		Message: in.extensions[0].Object.String() + " has objectLevelIdentity: false, so that the controllers cannot ask for its tokens",
		Hint:    "remove one of them",
	}}
}

// missing reports the controllers that every bundle with a source needs and the
// extension does not install. Needs is the beginning of the message.
func (e resolved) missing(needs string, field ...string) report.Findings {
	var found report.Findings
	for _, needed := range []flux.Component{flux.SourceController, flux.KustomizeController} {
		if len(e.options.Components) > 0 && !slices.Contains(e.options.Components, needed) {
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.MissingComponent, Object: e.Object, Field: field,
				Message: needs + string(needed) + ", which this extension does not install", Hint: "add it to components",
			})
		}
	}
	return found
}

// checkEmitted checks the objects that a configuration yields.
func checkEmitted(in inputs, c input.Input[v1alpha1.FluxConfiguration], all emissions, own emission) report.Findings {
	found := conform(in, c.Object, own.parts)
	around := rules.Context{Release: in.release, Others: all.others(own.owner.Key, c.Value.Spec.Namespace)}
	for _, e := range in.extensions {
		around.Extension, around.Components = e.Object, e.options.Components
		around.LockDown = e.options.LockDown != nil
	}
	found = append(found, rules.Isolation(c, slices.Concat(own.parts, own.fluxObjects), around)...)
	if len(c.Value.Spec.FluxObjects) == 0 {
		return found
	}
	return append(found, rules.FluxObjects(c, own.fluxObjects, around)...)
}

// conform checks objects against the CRDs of the release.
func conform(in inputs, about report.Object, emitted []owner.Emitted) report.Findings {
	var found report.Findings
	for _, e := range emitted {
		found = append(found, rules.Emitted(in.release, e, about)...)
	}
	return found
}

// checkIncomplete looks at what is independent of the errors that a
// configuration has: the specs of what it emits. Only errors count, since what
// they refer to may be missing for the sake of others.
func checkIncomplete(in inputs, c input.Input[v1alpha1.FluxConfiguration], all emissions, own emission) report.Findings {
	found := checkEmitted(in, c, all, own)
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
