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
	var found report.Findings
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
