// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fleet

import (
	"cmp"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// exceptions tells of each override of a FluxCluster, and finds those that are
// for no input or past their day.
func (f Fleet) exceptions() report.Findings {
	var found report.Findings
	known := map[string]map[string]bool{}
	for _, e := range f.inputs {
		kind := e.doc.Kind()
		if known[kind] == nil {
			known[kind] = map[string]bool{}
		}
		known[kind][e.doc.Name()] = true
	}
	for _, c := range f.Clusters {
		for i, o := range c.spec.Overrides {
			finding := report.Finding{Severity: fn.Info, Reason: report.ClusterException, Object: c.Object, Field: []string{"spec", "overrides", index(i)},
				Message: o.Kind + " " + report.Quote(o.Name) + " has an exception in this cluster: " + cmp.Or(o.Reason, "no reason is given")}
			if o.Until != "" {
				finding.Message += ", until " + o.Until
			}
			switch {
			case !known[o.Kind][o.Name]:
				finding.Severity, finding.Reason, finding.Field = fn.Error, report.UnknownOverrideTarget, []string{"spec", "overrides", index(i), "name"}
				finding.Message, finding.Hint = "there is no "+o.Kind+" "+report.Quote(o.Name), report.DidYouMean(o.Name, sorted(known[o.Kind]))
			case o.Until != "" && f.asOf != "" && o.Until < f.asOf:
				finding.Severity, finding.Hint = fn.Warning, "it was to end before "+f.asOf+": remove it, or give it another day"
			}
			found = append(found, finding)
		}
	}
	return found
}

// Identities are those that were sealed for, by policy, with their cluster.
type Identities map[[2]string]string

// Add finds policies that seal for this cluster as they do for another: whoever
// has the keys of one could read what is for the other.
func (i Identities) Add(c Cluster, inputs []Input) report.Findings {
	var found report.Findings
	for _, in := range inputs {
		if in.Kind() != v1alpha1.KindSealingPolicy || !seals(at(in.Node, "spec")) {
			continue
		}
		key := [2]string{in.Namespace() + "/" + in.Name(), object.Text(in.Node, "spec", "sealingIdentity")}
		other, there := i[key]
		if !there {
			i[key] = c.Name
			continue
		}
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.SharedSealingIdentity, Object: report.About(in.Document), Field: []string{"spec", "sealingIdentity"},
			Message: "clusters " + other + " and " + c.Name + " have one sealing identity, " + report.Quote(key[1]),
			Hint:    "leave sealingIdentity out, which makes it the name of the cluster, or make it of ${cluster.name}",
		})
	}
	return found
}
