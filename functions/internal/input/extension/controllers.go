// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"maps"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// allControllers is the name of the settings of every controller.
const allControllers = "all"

// controllers applies the settings of controllers: those of a single one win
// over Azure's, and these over the settings of all.
func (r *resolver) controllers(given map[string]v1alpha1.ControllerSettings) {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		field := []string{"spec", "controllers", name}
		s := given[name]
		if name == allControllers {
			r.check(s, field)
			r.everyController(s, field)
			continue
		}
		c, ok := r.component(name, field)
		if !ok {
			continue
		}
		r.check(s, field)
		if s.Replicas != nil && *s.Replicas > replicas(c) {
			r.error(report.InvalidValue, problem{
				name + " cannot run more than once: two pods would serve different artifacts under one address", "use sharding to share the work",
			}, below(field, "replicas")...)
		}
		r.options = r.options.Tuned(r.tuning(s, c, field).Over(r.options.Tuning(c)))
	}
}

// everyController applies the settings of all controllers, all but the replicas
// of those that can run only once. Its name sorts before those of controllers.
func (r *resolver) everyController(s v1alpha1.ControllerSettings, field []string) {
	for _, c := range r.options.Components {
		own := s
		if replicas(c) == 1 {
			own.Replicas = nil
		}
		r.options = r.options.Tuned(r.options.Tuning(c).Over(r.tuning(own, c, field)))
	}
}

// replicas is how often a controller can run.
func replicas(c flux.Component) int64 {
	const most = 10
	if c == flux.SourceController || c == flux.SourceWatcher {
		return 1
	}
	return most
}

// check finds what is wrong with settings whatever the controller.
func (r *resolver) check(s v1alpha1.ControllerSettings, field []string) {
	r.amounts(s.Resources, field)
	r.selector(s.NodeSelector, below(field, "nodeSelector"))
	r.tolerations(s.Tolerations, below(field, "tolerations"))
	r.podFields(s, field)
	r.name(s.PriorityClassName, below(field, "priorityClassName")...)
	r.labels(s.PodLabels, below(field, "podLabels")...)
	r.annotations(s.PodAnnotations, below(field, "podAnnotations")...)
}

// tuning is settings that were checked as the distribution has them.
func (r *resolver) tuning(s v1alpha1.ControllerSettings, c flux.Component, field []string) installation.Tuning {
	t := installation.Tuning{
		Component: c, LogLevel: s.LogLevel, LogEncoding: s.LogEncoding,
		Resources:      resourcesOf(s.Resources),
		Flags:          r.flags(c, s.Flags, below(field, "flags")),
		Gates:          r.gates(c, s.FeatureGates, below(field, "featureGates")),
		Scheduling:     schedulingOf(s),
		PodLabels:      sorted(s.PodLabels),
		PodAnnotations: sorted(s.PodAnnotations),
	}
	if s.Replicas != nil {
		t.Replicas = *s.Replicas
	}
	return t
}

// sorted is m in the order of its keys.
func sorted(m map[string]string) manifest.Pairs {
	var out manifest.Pairs
	for _, key := range slices.Sorted(maps.Keys(m)) {
		out = append(out, manifest.Pair{Key: key, Value: m[key]})
	}
	return out
}

// resourcesOf are resources as the distribution has them.
func resourcesOf(given *v1alpha1.ControllerResources) installation.Resources {
	var out installation.Resources
	if given == nil {
		return out
	}
	if given.Limits != nil {
		out.Limits = installation.Amounts{CPU: given.Limits.CPU, Memory: given.Limits.Memory}
	}
	if given.Requests != nil {
		out.Requests = installation.Amounts{CPU: given.Requests.CPU, Memory: given.Requests.Memory}
	}
	return out
}

// amounts checks resources.
func (r *resolver) amounts(given *v1alpha1.ControllerResources, field []string) {
	all := resourcesOf(given)
	for _, amount := range resources {
		value := *amount.of(&all)
		if value == "" {
			continue
		}
		if p := amount.check(value); p != (problem{}) {
			p.message = report.Quote(value) + " " + p.message
			r.error(report.InvalidValue, p, below(field, strings.Split(amount.suffix[1:], ".")...)...)
			r.badAmounts = true
		}
	}
}
