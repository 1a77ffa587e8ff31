// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"path"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Choose returns the policy of a configuration: the one that it names, else the
// one that lists it, else the one that lists its namespace, else the one that
// lists nothing. It is nil when there is none.
func Choose(policies []Policy, c input.Input[v1alpha1.FluxConfiguration]) (*Policy, report.Findings) {
	name, namespace := c.Value.Metadata.Name, c.Value.Spec.Namespace
	if wanted := named(c.Value); wanted != "" {
		var names []string
		for _, p := range policies {
			names = append(names, p.Object.Name)
		}
		chosen, found := only(policies, c.Object, func(p Policy) bool { return p.Object.Name == wanted })
		if chosen != nil || found != nil {
			return chosen, append(found, overruled(policies, chosen, c)...)
		}
		return nil, report.Findings{{
			Severity: fn.Error, Reason: report.MissingPolicy, Object: c.Object, Field: []string{"spec", "auth", "sealingPolicy"},
			Message: "there is no SealingPolicy " + report.Quote(wanted), Hint: report.DidYouMean(wanted, names),
		}}
	}
	for _, fits := range []func(v1alpha1.SealingPolicySpec) bool{
		func(s v1alpha1.SealingPolicySpec) bool { return slices.Contains(s.Configurations, name) },
		func(s v1alpha1.SealingPolicySpec) bool { return slices.Contains(s.Namespaces, namespace) },
		func(s v1alpha1.SealingPolicySpec) bool { return len(s.Configurations) == 0 && len(s.Namespaces) == 0 },
	} {
		chosen, found := only(policies, c.Object, func(p Policy) bool { return fits(p.spec) })
		if chosen != nil || found != nil {
			return chosen, append(found, overruled(policies, chosen, c)...)
		}
	}
	return nil, nil
}

// overruled reports the policies that list the namespace of a configuration and
// for which another one is chosen: whoever writes inputs of the package decides
// with it who can open the Secrets of the namespace.
func overruled(policies []Policy, chosen *Policy, c input.Input[v1alpha1.FluxConfiguration]) report.Findings {
	var found report.Findings
	for _, p := range policies {
		if chosen == nil || p.Object == chosen.Object || !slices.Contains(p.spec.Namespaces, c.Value.Spec.Namespace) {
			continue
		}
		f := report.Finding{
			Severity: fn.Warning, Reason: report.PolicyOverruled, Object: c.Object, Field: []string{"spec", "namespace"},
			Message: "its Secrets are sealed by SealingPolicy " + chosen.Object.Name + ", and SealingPolicy " + p.Object.Name + " is the one that lists the namespace " + c.Value.Spec.Namespace,
			Hint:    "when that is not meant, set exclusive: true in SealingPolicy " + p.Object.Name + ", which makes it an error",
		}
		if p.spec.Exclusive {
			f.Severity = fn.Error
			f.Hint = "SealingPolicy " + p.Object.Name + " is exclusive for its namespaces: take the configuration out of the other policy, or the namespace out of this one"
		}
		found = append(found, f)
	}
	return found
}

// only returns the one policy that fits; nil where none does, and an error where
// several do.
func only(policies []Policy, about report.Object, fits func(Policy) bool) (*Policy, report.Findings) {
	var found []*Policy
	for i := range policies {
		if fits(policies[i]) {
			found = append(found, &policies[i])
		}
	}
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return found[0], nil
	default:
		return nil, report.Findings{ambiguous(about, found)}
	}
}

func named(c v1alpha1.FluxConfiguration) string {
	if c.Spec.Auth == nil {
		return ""
	}
	return c.Spec.Auth.SealingPolicy
}

func ambiguous(object report.Object, found []*Policy) report.Finding {
	var names []string
	for _, p := range found {
		names = append(names, path.Join(p.Object.Namespace, p.Object.Name))
	}
	slices.Sort(names)
	return report.Finding{
		Severity: fn.Error, Reason: report.AmbiguousPolicy, Object: object, Field: []string{"spec"},
		Message: "the SealingPolicies " + strings.Join(names, " and ") + " are both for this configuration",
		Hint:    "name one of them in auth.sealingPolicy, by a name that no other has",
	}
}
