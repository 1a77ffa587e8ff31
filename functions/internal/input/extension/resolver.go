// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/emit/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/quantity"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// resolver reads the settings of one extension.
type resolver struct {
	object report.Object
	// given are the settings, and valid those of them that are accepted, by key.
	given   map[string]string
	valid   []setting
	options distribution.Options
	found   report.Findings
}

func (r *resolver) error(reason report.Reason, text problem, field ...string) {
	r.add(fn.Error, reason, text, field)
}

// ignored says that a setting has no effect.
func (r *resolver) ignored(severity fn.Severity, key, message, hint string) {
	r.add(severity, report.IgnoredSetting, problem{message, hint}, field(key))
}

func (r *resolver) add(severity fn.Severity, reason report.Reason, text problem, field []string) {
	r.found = append(r.found, report.Finding{
		Severity: severity, Reason: reason, Object: r.object, Field: field, Message: text.message, Hint: text.hint,
	})
}

// field is where a setting is.
func field(key string) []string {
	return []string{"spec", "configurationSettings", key}
}

// settings checks and applies what is given.
func (r *resolver) settings() {
	table := settings()
	for _, key := range slices.Sorted(maps.Keys(r.given)) {
		s, known := find(table, key)
		if !known {
			r.error(report.UnknownSetting, problem{"there is no such setting", didYouMean(key)}, field(key)...)
			continue
		}
		if p := s.check(r.given[key]); p != (problem{}) {
			p.message = report.Quote(r.given[key]) + " " + p.message
			r.error(report.InvalidValue, p, field(key)...)
			continue
		}
		r.valid = append(r.valid, s)
	}
	for _, s := range r.valid {
		if s.apply != nil && r.switchedOn(s) {
			r.options = s.apply(r.options, r.given[s.key])
		}
	}
	for _, s := range r.valid {
		r.effect(s)
	}
	r.resources()
	r.identity()
}

// switchedOn reports whether the switch that s needs is on.
func (r *resolver) switchedOn(s setting) bool {
	return s.needs == "" || r.given[s.needs] == "true"
}

// effect says when a setting has none.
func (r *resolver) effect(s setting) {
	c := s.component
	switch {
	case c != "" && !slices.Contains(r.options.Components, c):
		r.ignored(fn.Warning, s.key, string(c)+" is not installed, so the setting has no effect",
			`set `+string(c)+enabledSuffix+` to "true", or remove the setting`)
	case !r.switchedOn(s) && !r.refused(s.needs):
		r.ignored(fn.Warning, s.key, "has no effect without "+s.needs, `set that to "true", or remove the setting`)
	case s.inert.message != "" && r.given[s.key] != s.inert.unless:
		r.ignored(s.inert.severity, s.key, s.inert.message, s.inert.hint)
	}
}

// refused reports whether a setting is given and not accepted.
func (r *resolver) refused(key string) bool {
	_, given := r.given[key]
	return given && !slices.ContainsFunc(r.valid, func(s setting) bool { return s.key == key })
}

// resources finds requests that exceed the limits: the API server would refuse
// the pods.
func (r *resolver) resources() {
	for _, t := range r.options.Tunings {
		all := t.Resources.Or(distribution.DefaultResources(t.Component))
		r.compare(string(t.Component), "cpu", quantity.CPU, [2]string{all.Requests.CPU, all.Limits.CPU})
		r.compare(string(t.Component), "memory", quantity.Memory, [2]string{all.Requests.Memory, all.Limits.Memory})
	}
}

// compare compares the request and the limit of one resource of a controller.
func (r *resolver) compare(controller, resource string, parse func(string) (*big.Rat, bool), pair [2]string) {
	request, limit := controller+".resources.requests."+resource, controller+".resources.limits."+resource
	if r.refused(request) || r.refused(limit) {
		return
	}
	requested, _ := parse(pair[0])
	limited, _ := parse(pair[1])
	if requested.Cmp(limited) <= 0 {
		return
	}
	key, other := request, limit
	if _, given := r.given[request]; !given {
		key, other = limit, request
	}
	message := "the request of " + pair[0] + r.origin(request) + " is more than the limit of " + pair[1] + r.origin(limit)
	r.error(report.Contradiction, problem{message, "set " + other + " to match"}, field(key)...)
}

// origin marks the value of a setting that is not given.
func (r *resolver) origin(key string) string {
	if _, given := r.given[key]; given {
		return ""
	}
	return " (the default)"
}

// identity asks for the ID of the workload identity, and names what Azure has
// to know about it.
func (r *resolver) identity() {
	if r.given[workloadIdentity] != "true" {
		return
	}
	if _, given := r.given[azureClientID]; !given {
		r.error(report.MissingField, problem{
			"is missing, and " + workloadIdentity + ` is "true"`, "set it to the client ID of the managed identity",
		}, field(azureClientID)...)
		return
	}
	var subjects []string
	for _, c := range inOrder(r.options.Components) {
		if c.AsksAzure() {
			subjects = append(subjects, "system:serviceaccount:"+r.options.Namespace+":"+string(c))
		}
	}
	if len(subjects) == 0 {
		r.ignored(fn.Warning, workloadIdentity, "no controller here asks Azure for anything, so the setting has no effect", "")
		return
	}
	r.add(fn.Info, report.NeededOutside, problem{
		"the managed identity needs a federated credential for each of " + strings.Join(subjects, ", "),
		"the cluster needs the webhook of Azure Workload Identity, which AKS and Arc install on request",
	}, field(workloadIdentity))
}

// didYouMean is a hint for a key that does not exist: the nearest one, those of
// the same controller, or where all are listed.
func didYouMean(key string) string {
	all := Settings()
	if nearest, found := report.Nearest(key, all); found {
		return "did you mean " + nearest + "?"
	}
	prefix, _, _ := strings.Cut(key, ".")
	var same []string
	for _, s := range all {
		if strings.HasPrefix(s, prefix+".") {
			same = append(same, s)
		}
	}
	if len(same) == 0 {
		return "functions/flux-bundle/SETTINGS.md lists all"
	}
	return "accepted: " + strings.Join(same, ", ")
}
