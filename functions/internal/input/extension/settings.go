// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
)

// Keys that more than one place names.
const (
	multiTenancy     = "multiTenancy.enforce"
	workloadIdentity = "workloadIdentity.enable"
	azureClientID    = "workloadIdentity.azureClientId"
	memoryWatch      = "helm-controller.outOfMemoryWatch.enabled"
	enabledSuffix    = ".enabled"
)

// setting is one key of configurationSettings. For people, the table is in
// functions/flux-bundle/SETTINGS.md.
type setting struct {
	key string
	// component is the controller that the setting is about, if it is about one.
	component flux.Component
	// needs is the key of the switch without which the setting has no effect.
	needs string
	check check
	// apply returns the options as a valid value changes them; nil when it
	// changes nothing.
	apply func(o installation.Options, value string) installation.Options
	// inert says why a valid value changes nothing, where people would expect
	// that it does.
	inert inert
}

// inert is what is said of a setting without effect.
type inert struct {
	severity      fn.Severity
	message, hint string
	// unless is the value that needs no word.
	unless string
}

// Settings lists the keys that configurationSettings accepts, sorted.
func Settings() []string {
	table := settings()
	keys := make([]string, len(table))
	for i, s := range table {
		keys[i] = s.key
	}
	return keys
}

// find returns the setting with the key.
func find(table []setting, key string) (setting, bool) {
	i, found := slices.BinarySearchFunc(table, key, func(s setting, key string) int {
		return strings.Compare(s.key, key)
	})
	if !found {
		return setting{}, false
	}
	return table[i], true
}

// settings returns the table of all settings, sorted by key.
func settings() []setting {
	table := slices.Concat(clusterSettings(), kustomizeSettings(), helmSettings(), agentSettings())
	for _, c := range flux.AllComponents() {
		table = append(table, controllerSettings(c)...)
	}
	for _, c := range []flux.Component{flux.SourceController, flux.ImageAutomationController} {
		table = append(table, setting{
			key: string(c) + ".ssh-host-key-args", component: c, check: checkHostKeys,
			apply: tune(c, func(t *installation.Tuning, value string) {
				t.Flags = t.Flags.With(manifest.Pair{Key: hostKeyFlag, Value: strings.TrimPrefix(value, "--"+hostKeyFlag+"=")})
			}),
		})
	}
	slices.SortFunc(table, func(a, b setting) int { return strings.Compare(a.key, b.key) })
	return table
}

// clusterSettings are those about all controllers.
func clusterSettings() []setting {
	return []setting{{
		key: multiTenancy, check: boolean,
		apply: func(o installation.Options, value string) installation.Options {
			if value == "false" {
				o.LockDown = nil
			}
			return o
		},
	}, {
		// The switch of the next two; Resolve asks for the client ID.
		key: workloadIdentity, check: boolean,
	}, {
		key: azureClientID, needs: workloadIdentity, check: guid,
		apply: func(o installation.Options, value string) installation.Options {
			o.Identity.ClientID = value
			return o
		},
	}, {
		key: "workloadIdentity.azureTenantId", needs: workloadIdentity, check: guid,
		apply: func(o installation.Options, value string) installation.Options {
			o.Identity.TenantID = value
			return o
		},
	}, {
		key: "setKubeServiceHostFqdn", check: boolean,
		apply: func(o installation.Options, value string) installation.Options {
			o.APIServerFQDN = value == "true"
			return o
		},
	}, {
		key: "useKubeletIdentity", check: checkKubeletIdentity,
	}}
}

// controllerSettings are those that every controller has: in Azure, all but
// source-watcher, which it does not know.
func controllerSettings(c flux.Component) []setting {
	table := []setting{{
		key: string(c) + enabledSuffix, check: boolean,
		apply: func(o installation.Options, value string) installation.Options {
			o.Components = slices.DeleteFunc(slices.Clone(o.Components), func(other flux.Component) bool { return other == c })
			if value == "true" {
				o.Components = append(o.Components, c)
			}
			return o
		},
	}, {
		// Flux knows trace as well, which Azure does not accept.
		key: string(c) + ".log-level", component: c, check: oneOf("debug", "info", "error"),
		apply: tune(c, func(t *installation.Tuning, value string) { t.LogLevel = value }),
	}}
	for _, r := range resources {
		table = append(table, setting{
			key: string(c) + r.suffix, component: c, check: r.check,
			apply: tune(c, func(t *installation.Tuning, value string) { *r.of(&t.Resources) = value }),
		})
	}
	return table
}

// resources are the amounts that settings set.
var resources = []struct {
	suffix string
	check  check
	of     func(*installation.Resources) *string
}{
	{".resources.limits.cpu", cpu, func(r *installation.Resources) *string { return &r.Limits.CPU }},
	{".resources.limits.memory", memory, func(r *installation.Resources) *string { return &r.Limits.Memory }},
	{".resources.requests.cpu", cpu, func(r *installation.Resources) *string { return &r.Requests.CPU }},
	{".resources.requests.memory", memory, func(r *installation.Resources) *string { return &r.Requests.Memory }},
}

// kustomizeSettings are those of kustomize-controller. Flags: main.go of
// v1.9.4; the gate StrictPostBuildSubstitutions: internal/features, where it is
// on since v1.9. Azure has it off by default; a bundle follows Flux unless the
// setting is given. For builds in memory the controller has no flag: the guide
// of Flux puts /tmp into memory
// (https://fluxcd.io/flux/installation/configuration/vertical-scaling/).
func kustomizeSettings() []setting {
	const c = flux.KustomizeController
	return []setting{
		{key: string(c) + ".concurrent", component: c, check: positive, apply: setFlag(c, "concurrent")},
		{key: string(c) + ".requeue-dependency", component: c, check: interval, apply: setFlag(c, "requeue-dependency")},
		{key: string(c) + ".strict-substitution-mode", component: c, check: boolean, apply: setGate(c, "StrictPostBuildSubstitutions")},
		{
			key: string(c) + ".enable-in-memory-build", component: c, check: boolean,
			apply: tune(c, func(t *installation.Tuning, value string) { t.MemoryTemp = value == "true" }),
		},
	}
}

// helmSettings are those of helm-controller. Flags: main.go of v1.6.3, with the
// bounds of internal/oomwatch; the gate OOMWatch: internal/features. That file
// has the gate DetectDrift too, deprecated, and nothing reads it any more.
func helmSettings() []setting {
	const c = flux.HelmController
	return []setting{
		{key: memoryWatch, component: c, check: boolean, apply: setGate(c, "OOMWatch")},
		{
			key: "helm-controller.outOfMemoryWatch.memoryThreshold", component: c, needs: memoryWatch,
			check: percentage, apply: setFlag(c, "oom-watch-memory-threshold"),
		},
		{
			key: "helm-controller.outOfMemoryWatch.interval", component: c, needs: memoryWatch,
			check: watchInterval, apply: setFlag(c, "oom-watch-interval"),
		},
		{
			key: "helm-controller.detectDrift", component: c, check: boolean,
			inert: inert{
				severity: fn.Warning, unless: "false",
				message: "helm-controller detects no drift by itself any more, so the setting has no effect",
				hint:    "set driftDetection.mode in the spec of each HelmRelease",
			},
		},
	}
}

// agentSettings are those of Azure's own agents, whose work is done before
// anything reaches the cluster.
func agentSettings() []setting {
	var table []setting
	for _, agent := range []string{"fluxconfig-agent", "fluxconfig-controller"} {
		gone := inert{severity: fn.Info, message: "there is no " + agent + " here, so the setting has no effect"}
		table = append(table, setting{key: agent + ".log-level", check: oneOf("info", "error"), inert: gone})
		for _, r := range resources {
			table = append(table, setting{key: agent + r.suffix, check: r.check, inert: gone})
		}
	}
	return table
}

// tune makes a change to the tuning of c.
func tune(c flux.Component, change func(*installation.Tuning, string)) func(installation.Options, string) installation.Options {
	return func(o installation.Options, value string) installation.Options {
		t := o.Tuning(c)
		change(&t, value)
		return o.Tuned(t)
	}
}

// setFlag hands the value to a flag of c.
func setFlag(c flux.Component, flag string) func(installation.Options, string) installation.Options {
	return tune(c, func(t *installation.Tuning, value string) {
		t.Flags = t.Flags.With(manifest.Pair{Key: flag, Value: value})
	})
}

// setGate hands the value to a feature gate of c.
func setGate(c flux.Component, gate string) func(installation.Options, string) installation.Options {
	return tune(c, func(t *installation.Tuning, value string) {
		t.Gates = t.Gates.With(manifest.Pair{Key: gate, Value: value})
	})
}
