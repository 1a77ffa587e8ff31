// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package extension turns a FluxExtension into what to install: it reads the
// configuration settings of Azure's extension microsoft.flux
// (https://learn.microsoft.com/azure/azure-arc/kubernetes/gitops-flux2-parameters)
// and picks the release and its components.
package extension

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/tenancy"
	"github.com/fluxbundle/fluxbundle/functions/internal/validate"
)

// The settings that are supported; a controller is switched by its name and
// the suffix.
const (
	multiTenancy  = "multiTenancy.enforce"
	enabledSuffix = ".enabled"
)

// switchable are the controllers that Azure has a setting for.
var switchable = []distribution.Component{
	distribution.SourceController, distribution.KustomizeController, distribution.HelmController,
	distribution.NotificationController, distribution.ImageReflectorController, distribution.ImageAutomationController,
}

// Settings lists the keys that configurationSettings accepts, sorted.
func Settings() []string {
	keys := []string{multiTenancy}
	for _, c := range switchable {
		keys = append(keys, string(c)+enabledSuffix)
	}
	slices.Sort(keys)
	return keys
}

// Default is the distribution of an extension that says nothing: the default
// release and components, tenants locked down as in Azure.
func Default(release distribution.Release) distribution.Options {
	return distribution.Options{
		Release:    release,
		Namespace:  tenancy.SystemNamespace,
		Components: distribution.DefaultComponents(),
		LockDown:   &distribution.LockDown{DefaultServiceAccount: tenancy.ServiceAccount},
	}
}

// Resolve returns what the extension installs. With errors the options are not
// complete.
func Resolve(in validate.Input[v1alpha1.FluxExtension]) (distribution.Options, report.Findings) {
	r := resolver{object: in.Object}
	spec := in.Value.Spec
	release, ok := distribution.Lookup(spec.Version)
	if !ok {
		r.found = append(r.found, UnknownRelease(in.Object, spec.Version, "spec", "version"))
	}
	options := Default(release)
	if len(spec.Components) > 0 {
		options.Components = nil
		for _, c := range spec.Components {
			options.Components = append(options.Components, distribution.Component(c))
		}
	}
	for _, key := range sortedKeys(spec.ConfigurationSettings) {
		r.apply(&options, key, spec.ConfigurationSettings[key])
	}
	options.Components = inOrder(options.Components)
	if len(options.Components) == 0 {
		r.add(report.NoComponents, "every controller is switched off", "remove the FluxExtension to install nothing", "spec")
	}
	return options, r.found
}

// UnknownRelease is the finding for a release that is not embedded.
func UnknownRelease(object report.Object, version string, field ...string) report.Finding {
	return report.Finding{
		Severity: fn.Error, Reason: report.UnknownRelease, Object: object, Field: field,
		Message: "Flux " + report.Quote(version) + " is not a release that flux-bundle knows",
		Hint:    "known: " + strings.Join(distribution.Versions(), ", "),
	}
}

type resolver struct {
	object report.Object
	found  report.Findings
}

func (r *resolver) add(reason report.Reason, message, hint string, field ...string) {
	r.found = append(r.found, report.Finding{
		Severity: fn.Error, Reason: reason, Object: r.object, Field: field, Message: message, Hint: hint,
	})
}

// apply changes the options as one setting says.
func (r *resolver) apply(options *distribution.Options, key, value string) {
	field := []string{"spec", "configurationSettings", key}
	if !slices.Contains(Settings(), key) {
		r.add(report.UnknownSetting, "there is no such setting", report.DidYouMean(key, Settings()), field...)
		return
	}
	on := value == "true"
	if !on && value != "false" {
		r.add(report.InvalidValue, report.Quote(value)+" is not accepted", `accepted: "true", "false"`, field...)
		return
	}
	name, isSwitch := strings.CutSuffix(key, enabledSuffix)
	component := distribution.Component(name)
	switch {
	case key == multiTenancy && !on:
		options.LockDown = nil
	case isSwitch && on:
		options.Components = append(slices.Clone(options.Components), component)
	case isSwitch:
		options.Components = slices.DeleteFunc(slices.Clone(options.Components), func(c distribution.Component) bool {
			return c == component
		})
	}
}

// inOrder returns the components once each, in the order of Flux.
func inOrder(components []distribution.Component) []distribution.Component {
	var out []distribution.Component
	for _, c := range distribution.AllComponents() {
		if slices.Contains(components, c) {
			out = append(out, c)
		}
	}
	return out
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
