// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Isolation checks that a configuration of scope namespace is confined to its
// namespace, by the objects that it yields: each that applies something does so
// as an account of the namespace, and under the lock-down none refers to what is
// elsewhere. The references of fluxObjects are checked with them.
func Isolation(c input.Input[v1alpha1.FluxConfiguration], emitted []owner.Emitted, around Context) report.Findings {
	var found report.Findings
	for _, e := range emitted {
		spec, _ := manifest.ToJSON(e.Body.Get("spec")).(map[string]any)
		if c.Value.Spec.Scope == v1alpha1.ScopeNamespace && flux.TraitsOf(e.Kind).Account {
			found = append(found, account(c.Object, e, spec)...)
		}
		if len(e.Origin.Added) > 0 {
			found = append(found, crossings(c.Object, e, spec, around)...)
		}
	}
	return append(found, openCluster(c, around)...)
}

// account refuses an object that is applied with the rights of its controller.
func account(about report.Object, e owner.Emitted, spec map[string]any) report.Findings {
	if name, _ := spec["serviceAccountName"].(string); name != "" {
		return nil
	}
	field := e.Origin.Spec()
	if e.Origin.Field[1] == "fluxObjects" {
		field = append(slices.Clone(field), "spec")
	}
	return report.Findings{{
		Severity: fn.Error, Reason: report.ClusterAdmin, Object: about, Field: append(slices.Clone(field), "serviceAccountName"),
		Message: "without an account the " + e.Kind + " is applied with the rights of its controller, which is cluster-admin, and scope is namespace",
		Hint:    "remove it, so that flux-applier is used, or name an account of namespace " + e.Namespace,
	}}
}

// crossings reports references to other namespaces in what was added.
func crossings(about report.Object, e owner.Emitted, spec map[string]any, around Context) report.Findings {
	var found report.Findings
	for _, r := range flux.References(e.Kind, spec) {
		if r.Namespace == "" || r.Namespace == e.Namespace || !r.Guarded {
			continue
		}
		f := report.Finding{
			Severity: fn.Error, Reason: report.CrossNamespaceReference, Object: about,
			Field:   append(slices.Concat(e.Origin.Spec(), r.Path), "namespace"),
			Message: r.Kind + " " + r.Name + " is in namespace " + report.Quote(r.Namespace) + ", not in " + e.Namespace,
			Hint:    "name an object of the own namespace",
		}
		switch {
		case around.LockDown:
			f.Message += ": the multi-tenancy lock-down of " + around.Extension.String() + " refuses it"
		case !around.installed():
			f.Severity = fn.Warning
			f.Message += ": where multi-tenancy is enforced, as Azure does, Flux refuses it"
		default:
			continue
		}
		found = append(found, f)
	}
	return found
}

// openCluster warns of a scope that isolates nothing, since the controllers let
// a tenant refer to other namespaces and leave out the account.
func openCluster(c input.Input[v1alpha1.FluxConfiguration], around Context) report.Findings {
	if c.Value.Spec.Scope != v1alpha1.ScopeNamespace || !around.installed() || around.LockDown {
		return nil
	}
	return report.Findings{{
		Severity: fn.Warning, Reason: report.ClusterAdmin, Object: c.Object, Field: []string{"spec", "scope"},
		Message: "scope namespace isolates nothing here: " + around.Extension.String() +
			" has the multi-tenancy lock-down off, so that whatever Flux applies for the tenant can add a Kustomization without an account, which is cluster-admin",
		Hint: "switch the lock-down on",
	}}
}
