// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// crossing reports a reference to an object of another namespace.
func (c *checker) crossing(o item, r named) {
	severity, when := fn.Error, "with the multi-tenancy lock-down"
	switch {
	case c.options.Tenancy == TenancyOff,
		c.options.Tenancy == TenancyUnknown && len(c.installed.components) > 0 && !c.installed.lockedDown:
		return
	case c.options.Tenancy == TenancyUnknown && !c.installed.lockedDown:
		severity, when = fn.Info, "where the multi-tenancy lock-down is on, as it is in Azure,"
	}
	hint := "have the " + r.target.kind + " in namespace " + o.namespace + " too, or move the " + o.kind + " to namespace " + r.target.namespace
	if o.kind == "HelmRelease" || o.kind == "Kustomization" {
		hint += " and set targetNamespace: " + o.namespace
	}
	c.report(severity, report.CrossNamespaceReference, o, says{
		field: r.field, message: when + " Flux refuses the reference to " + r.target.String() + ", which is in another namespace", hint: hint,
	})
}

// defaultAccount looks for the account that the controllers use for what names
// none.
func (c *checker) defaultAccount(o item) {
	applies := o.kind == "Kustomization" && o.group == flux.KustomizeGroup || o.kind == "HelmRelease" && o.group == flux.HelmGroup
	account := id{"ServiceAccount", o.namespace, c.installed.account}
	if !applies || account.name == "" || isGiven(account) || text(o.spec(), "serviceAccountName") != "" {
		return
	}
	if !c.has(account) {
		c.report(fn.Info, report.ExternalReference, o, says{
			field:   []string{"spec", "serviceAccountName"},
			message: "the controllers apply this as " + account.String() + ", which is not in the list: it has to be in the cluster",
			hint:    c.near(account),
		})
	}
}
