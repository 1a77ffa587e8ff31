// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/quantity"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// resolver reads the settings of one extension.
type resolver struct {
	object report.Object
	// given are the settings, and valid those of them that are accepted, by key.
	given   map[string]string
	valid   []setting
	options installation.Options
	found   report.Findings
	// badAmounts tells that resources are not readable, so that they cannot be
	// compared.
	badAmounts bool
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
func (r *resolver) resources(given map[string]v1alpha1.ControllerSettings) {
	if r.badAmounts {
		return
	}
	for _, t := range r.options.Tunings {
		if !slices.Contains(r.options.Components, t.Component) && t.Resources == (installation.Resources{}) {
			continue
		}
		r.compare(t, "cpu", quantity.CPU, given)
		r.compare(t, "memory", quantity.Memory, given)
	}
}

// compare compares the request and the limit of one resource of a controller.
func (r *resolver) compare(t installation.Tuning, resource string, parse func(string) (*big.Rat, bool), given map[string]v1alpha1.ControllerSettings) {
	c := string(t.Component)
	request, limit := c+".resources.requests."+resource, c+".resources.limits."+resource
	if r.refused(request) || r.refused(limit) {
		return
	}
	all := t.Resources.Or(r.options.Size.Resources(t.Component)).Or(installation.DefaultResources(t.Component))
	requested, limited := all.Requests.Of(resource), all.Limits.Of(resource)
	a, _ := parse(requested)
	b, _ := parse(limited)
	if a.Cmp(b) <= 0 {
		return
	}
	message := "the request of " + requested + origin(t.Resources.Requests.Of(resource)) +
		" is more than the limit of " + limited + origin(t.Resources.Limits.Of(resource))
	kind, other := "requests", "limits"
	if t.Resources.Requests.Of(resource) == "" {
		kind, other = other, kind
	}
	at := []string{"spec", "controllers", c, "resources", kind, resource}
	if _, setting := r.given[c+".resources."+kind+"."+resource]; setting {
		r.error(report.Contradiction, problem{message, "set " + c + ".resources." + other + "." + resource + " to match"}, field(c+".resources."+kind+"."+resource)...)
		return
	}
	if _, own := given[c]; !own {
		at[2] = allControllers
	}
	r.error(report.Contradiction, problem{message, "set resources." + other + "." + resource + " to match"}, at...)
}

// origin marks an amount that is not given.
func origin(given string) string {
	if given != "" {
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
