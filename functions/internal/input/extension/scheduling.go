// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// selector checks the labels that nodes must have.
func (r *resolver) selector(given map[string]string, field []string) {
	for _, key := range slices.Sorted(maps.Keys(given)) {
		if !isKey(key) {
			r.error(report.InvalidName, problem{report.Quote(key) + " is not a valid key of a label", labelKey}, below(field, key)...)
		}
		if !input.IsLabelValue(given[key]) {
			r.error(report.InvalidValue, problem{report.Quote(given[key]) + " is not a valid value of a label", labelValue}, below(field, key)...)
		}
	}
}

// tolerations checks tolerations as the API server does
// (ValidateTolerations in k8s.io/kubernetes/pkg/apis/core/validation).
func (r *resolver) tolerations(given []v1alpha1.Toleration, field []string) {
	for i, t := range given {
		at := below(field, strconv.Itoa(i))
		if t.Key != "" && !isKey(t.Key) {
			r.error(report.InvalidName, problem{report.Quote(t.Key) + " is not a valid key of a taint", labelKey}, below(at, "key")...)
		}
		if !input.IsLabelValue(t.Value) {
			r.error(report.InvalidValue, problem{report.Quote(t.Value) + " is not a valid value of a taint", labelValue}, below(at, "value")...)
		}
		switch {
		case t.Operator == "Exists" && t.Value != "":
			r.error(report.Contradiction, problem{"a taint that only has to exist has no value to compare", "remove it, or the operator"}, below(at, "value")...)
		case t.Key == "" && operator(t) != "Exists":
			r.error(report.MissingField, problem{"is required to compare a value", "give the key of the taint"}, below(at, "key")...)
		}
		if t.TolerationSeconds != nil && t.Effect != "NoExecute" {
			r.error(report.Contradiction, problem{"is for taints with the effect NoExecute", "set effect: NoExecute, or remove it"}, below(at, "tolerationSeconds")...)
		}
	}
}

// operator is that of a toleration: without a value, a taint has to exist.
func operator(t v1alpha1.Toleration) string {
	if t.Value != "" {
		return cmp.Or(t.Operator, "Equal")
	}
	return cmp.Or(t.Operator, "Exists")
}

// schedulingOf is the scheduling of settings as the distribution has it.
func schedulingOf(s v1alpha1.ControllerSettings) installation.Scheduling {
	out := installation.Scheduling{NodeSelector: sorted(s.NodeSelector), PriorityClass: s.PriorityClassName}
	for _, t := range s.Tolerations {
		toleration := manifest.Map{
			{Key: "effect", Value: manifest.Text(t.Effect)},
			{Key: "key", Value: manifest.Text(t.Key)},
			{Key: "operator", Value: manifest.String(operator(t))},
			{Key: "value", Value: manifest.Text(t.Value)},
		}
		if t.TolerationSeconds != nil {
			toleration = toleration.With("tolerationSeconds", manifest.Int(*t.TolerationSeconds))
		}
		out.Tolerations = append(out.Tolerations, toleration)
	}
	if len(s.Affinity) > 0 {
		out.Affinity, _ = manifest.FromJSON(map[string]any(s.Affinity)).(manifest.Map)
	}
	for _, constraint := range s.TopologySpreadConstraints {
		out.Topology = append(out.Topology, manifest.FromJSON(map[string]any(constraint)))
	}
	return out
}
