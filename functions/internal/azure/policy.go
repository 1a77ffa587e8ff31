// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// isPolicy tells the definition of an Azure Policy, and what az prints of one.
func isPolicy(m map[string]any) bool {
	properties, nested := mapping(m, "properties")
	if !nested {
		properties = m
	}
	_, ok := mapping(properties, "policyRule")
	return ok
}

// readPolicy reads a policy that deploys configurations where there are none,
// which is Azure's way for many clusters
// (https://learn.microsoft.com/azure/azure-arc/kubernetes/use-azure-policy-flux-2):
// the template in it. What an assignment gives its parameters is not in the
// definition, and can be given as a parameter file.
func (r *reader) readPolicy(at place, m map[string]any) {
	properties, nested := mapping(m, "properties")
	if nested {
		at = at.step("properties")
	} else {
		properties = m
	}
	given := map[string]any{}
	declared, _ := mapping(properties, "parameters")
	outer := r.newScope(at, properties, r.declared(properties))
	var value any = properties
	for _, step := range []string{"policyRule", "then", "details", "deployment", "properties"} {
		inner, _ := value.(map[string]any)
		at, value = at.step(step), field(inner, step)
	}
	deployment, _ := value.(map[string]any)
	template, ok := mapping(deployment, "template")
	if !ok {
		r.report(at.finding(fn.Warning, report.NotCarried, "a policy that deploys nothing is left out"))
		return
	}
	passed, _ := mapping(deployment, "parameters")
	for _, name := range keys(passed) {
		given[name] = outer.passed(passed[name])
	}
	if len(declared) == 0 {
		for name, v := range r.declared(template) {
			given[name] = v
		}
	}
	t := templateReader{reader: r, others: map[string]bool{}}
	at = at.step("template")
	t.template(at, template, t.newScope(at, template, given))
	t.reportOthers(at)
}
