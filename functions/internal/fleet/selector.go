// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fleet

import (
	"slices"
	"strconv"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// place decides for every input and every override which clusters it is for.
func (f *Fleet) place() report.Findings {
	var found report.Findings
	for i := range f.inputs {
		e := &f.inputs[i]
		if e.broken {
			continue
		}
		if e.clusters != nil {
			names, more := f.selected(e.object, *e.clusters, "spec", "clusters")
			found = append(found, more...)
			e.names = names
		}
		e.matching = map[string][]int{}
		order, more := inOrder(*e)
		found = append(found, more...)
		for _, n := range order {
			names, more := f.selected(e.object, e.overrides[n].Clusters, "spec", "overrides", index(n), "clusters")
			found = append(found, more...)
			for name := range names {
				e.matching[name] = append(e.matching[name], n)
			}
		}
		found = append(found, f.conflicts(*e)...)
	}
	return found
}

// selected returns the names of the clusters that the selector is for.
func (f Fleet) selected(about report.Object, s v1alpha1.ClusterSelector, field ...string) (map[string]bool, report.Findings) {
	var found report.Findings
	add := func(reason report.Reason, message, hint string, steps ...string) {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: reason, Object: about, Field: append(slices.Clone(field), steps...), Message: message, Hint: hint,
		})
	}
	if len(s.MatchLabels) == 0 && len(s.MatchExpressions) == 0 && len(s.Names) == 0 && len(s.Exclude) == 0 {
		add(report.EmptySelector, "selects nothing in particular", "leave it out for all clusters, or give matchLabels, matchExpressions, names or exclude")
		return nil, found
	}
	names := map[string]bool{}
	for _, c := range f.candidates(s) {
		if matches(s, c) {
			names[c.Name] = true
		}
	}
	for _, name := range s.Exclude {
		delete(names, name)
	}
	f.checkNames(s.Names, "names", add)
	f.checkNames(s.Exclude, "exclude", add)
	f.checkKeys(s, add)
	checkOperators(s, add)
	if len(found) == 0 {
		f.expected(s.Expect, len(names), add)
	}
	return names, found
}

// expected compares how many clusters are selected with what is expected.
func (f Fleet) expected(e *v1alpha1.ClusterExpectation, selected int, add adder) {
	least, most := int64(1), int64(len(f.Clusters))
	if e != nil && e.AtLeast != nil {
		least = *e.AtLeast
	}
	if e != nil && e.AtMost != nil {
		most = *e.AtMost
	}
	count := strconv.Itoa(selected) + " of " + strconv.Itoa(len(f.Clusters)) + " clusters"
	switch n := int64(selected); {
	case n == 0 && least > 0:
		add(report.SelectsNothing, "selects none of "+strconv.Itoa(len(f.Clusters))+" clusters", "mend the selector, or say expect: {atLeast: 0}")
	case n < least:
		add(report.SelectsTooFew, "selects "+count+", expected are at least "+strconv.FormatInt(least, 10), "mend the selector or the expectation", "expect", "atLeast")
	case n > most:
		add(report.SelectsTooMany, "selects "+count+", expected are at most "+strconv.FormatInt(most, 10), "mend the selector or the expectation", "expect", "atMost")
	}
}

// matches reports whether the labels are those that the selector asks for.
func matches(s v1alpha1.ClusterSelector, c Cluster) bool {
	for key, value := range s.MatchLabels {
		if has, there := c.Labels[key]; !there || has != value {
			return false
		}
	}
	for _, r := range s.MatchExpressions {
		if !meets(r, c) {
			return false
		}
	}
	return true
}

// candidates are the clusters that the names leave: those of a few clusters must
// not cost a look at all of them.
func (f Fleet) candidates(s v1alpha1.ClusterSelector) []Cluster {
	if len(s.Names) == 0 {
		return f.Clusters
	}
	var out []Cluster
	for _, name := range s.Names {
		if i, there := f.byName[name]; there {
			out = append(out, f.Clusters[i])
		}
	}
	return out
}

// meets is a requirement as Kubernetes reads it: NotIn holds for what has no
// such label (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/).
func meets(r v1alpha1.ClusterRequirement, c Cluster) bool {
	value, there := c.Labels[r.Key]
	switch r.Operator {
	case "In":
		return there && slices.Contains(r.Values, value)
	case "NotIn":
		return !slices.Contains(r.Values, value) || !there
	case "Exists":
		return there
	default:
		return !there
	}
}

type adder func(reason report.Reason, message, hint string, steps ...string)

func (f Fleet) checkNames(names []string, field string, add adder) {
	for i, name := range names {
		if _, there := f.byName[name]; !there {
			add(report.UnknownCluster, "there is no FluxCluster "+report.Quote(name), report.DidYouMean(name, f.Names()), field, index(i))
		}
	}
}

// Cluster returns the cluster of a name, and whether there is one.
func (f Fleet) Cluster(name string) (Cluster, bool) {
	i, there := f.byName[name]
	if !there {
		return Cluster{}, false
	}
	return f.Clusters[i], true
}

// Names are those of the clusters, sorted.
func (f Fleet) Names() []string {
	out := make([]string, len(f.Clusters))
	for i, c := range f.Clusters {
		out[i] = c.Name
	}
	return out
}

// checkKeys finds labels that no cluster has: a mistyped key selects nothing, or
// with NotIn and DoesNotExist everything.
func (f Fleet) checkKeys(s v1alpha1.ClusterSelector, add adder) {
	unknown := func(key string, steps ...string) {
		if !f.labels[key] {
			add(report.UnknownSelectorKey, "no cluster has the label "+report.Quote(key), report.DidYouMean(key, sorted(f.labels)), steps...)
		}
	}
	for _, key := range sorted(s.MatchLabels) {
		unknown(key, "matchLabels", key)
	}
	for i, r := range s.MatchExpressions {
		unknown(r.Key, "matchExpressions", index(i), "key")
	}
}

func checkOperators(s v1alpha1.ClusterSelector, add adder) {
	for i, r := range s.MatchExpressions {
		needs := r.Operator == "In" || r.Operator == "NotIn"
		switch {
		case needs && len(r.Values) == 0:
			add(report.MissingField, r.Operator+" needs values", "list them", "matchExpressions", index(i), "values")
		case !needs && len(r.Values) > 0:
			add(report.InvalidValue, r.Operator+" takes no values", "remove them", "matchExpressions", index(i), "values")
		}
	}
}
