// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux/graph"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// dependencies reports objects that wait for one another.
func (c *checker) dependencies() {
	for _, kind := range []string{"HelmRelease", "Kustomization"} {
		var nodes []string
		byName := map[string]item{}
		for _, o := range c.objects {
			name := o.namespace + "/" + o.name
			if _, twice := byName[name]; o.kind == kind && flux.IsGroup(o.group) && !twice {
				nodes, byName[name] = append(nodes, name), o
			}
		}
		edges := func(name string) []string {
			var out []string
			for _, r := range refs(byName[name]) {
				if strings.HasPrefix(r.path, "dependsOn") {
					out = append(out, r.target.namespace+"/"+r.target.name)
				}
			}
			return out
		}
		for _, cycle := range graph.Cycles(nodes, edges) {
			c.report(fn.Error, report.DependencyCycle, byName[cycle[0]], says{
				field: []string{"spec", "dependsOn"}, message: "none of these can ever be applied: " + report.Path(cycle),
				hint: "remove one of the dependencies",
			})
		}
	}
}
