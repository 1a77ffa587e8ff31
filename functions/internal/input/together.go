// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Together checks the configurations of one bundle against one another: those
// of one namespace share the account flux-applier, so they must agree on its
// rights. With two scopes, the narrow one would have the rights of the wide
// one.
func Together(configurations []Input[v1alpha1.FluxConfiguration]) report.Findings {
	first := make(map[string]Input[v1alpha1.FluxConfiguration], len(configurations))
	found := intruders(configurations)
	for _, c := range configurations {
		namespace := c.Value.Spec.Namespace
		other, shared := first[namespace]
		if !shared {
			first[namespace] = c
			continue
		}
		disagree := func(field, mine, theirs string) {
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.MixedScopes, Object: c.Object, Field: []string{"spec", field},
				Message: field + " is " + mine + " here and " + theirs + " in " + other.Object.String() +
					"; both would apply with the account flux-applier of namespace " + namespace,
				Hint: "make them agree, or give one of them a namespace of its own",
			})
		}
		if mine, theirs := c.Value.Spec.Scope, other.Value.Spec.Scope; mine != theirs {
			disagree("scope", string(mine), string(theirs))
		}
		if mine, theirs := c.Value.Spec.ClusterRole, other.Value.Spec.ClusterRole; mine != theirs {
			disagree("clusterRole", mine, theirs)
		}
	}
	return found
}

// intruders warns of a configuration of one namespace that lands in another one,
// which has configurations of its own: they share flux-applier and its rights.
func intruders(configurations []Input[v1alpha1.FluxConfiguration]) report.Findings {
	owners := map[string]report.Object{}
	for _, c := range configurations {
		if own := c.Value.Metadata.Namespace; own != "" && own == c.Value.Spec.Namespace {
			owners[own] = c.Object
		}
	}
	var found report.Findings
	for _, c := range configurations {
		own, into := c.Value.Metadata.Namespace, c.Value.Spec.Namespace
		owner, owned := owners[into]
		if own == "" || own == into || !owned {
			continue
		}
		found = append(found, report.Finding{
			Severity: fn.Warning, Reason: report.ForeignNamespace, Object: c.Object, Field: []string{"spec", "namespace"},
			Message: "an input of namespace " + own + " puts its objects into namespace " + into + ", which " + owner.String() + " is in: they share flux-applier, and can use each other's Secrets",
			Hint:    "set spec.namespace: " + own + ", or give each tenant a package of its own",
		})
	}
	return found
}
