// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"github.com/Masterminds/semver/v3"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// installed is what the list says of the controllers in it.
type installed struct {
	components []flux.Component
	// lockedDown: a controller runs with --no-cross-namespace-refs.
	lockedDown bool
	// account is what --default-service-account says.
	account string
	// version is that of Flux by their labels: v2.9.4; by tells where it is from.
	version string
	by      item
	// operator: flux-operator installs them.
	operator bool
}

// installedIn looks for Deployments with the names of Flux's controllers.
func installedIn(objects []item) installed {
	var found installed
	for _, o := range objects {
		if o.kind == "FluxInstance" && o.group == operatorGroup {
			found.instance(o)
			continue
		}
		component := flux.Component(o.name)
		if o.kind != "Deployment" || o.group != "apps" || !slices.Contains(flux.AllComponents(), component) {
			continue
		}
		found.components = append(found.components, component)
		if version := newer(found.version, text(o.value, "metadata", "labels", "app.kubernetes.io/version")); version != found.version {
			found.version, found.by = version, o
		}
		for _, arg := range arguments(o) {
			name, value, hasValue := strings.Cut(arg, "=")
			switch name {
			case "--no-cross-namespace-refs":
				found.lockedDown = found.lockedDown || !hasValue || value == "true"
			case "--default-service-account":
				found.account = value
			}
		}
	}
	return found
}

// newer returns the newer one of two versions; what is no version is older than
// every one.
func newer(a, b string) string {
	x, errX := semver.NewVersion(a)
	y, errY := semver.NewVersion(b)
	if errX != nil || errY == nil && x.LessThan(y) {
		return b
	}
	return a
}

func arguments(deployment item) []string {
	var out []string
	for _, p := range follow(deployment.spec(), []string{"template", "spec", "containers", "*", "args", "*"}, nil) {
		if arg, ok := p.value.(string); ok {
			out = append(out, arg)
		}
	}
	return out
}

// owned is a kind of Flux: its group, and the controller it needs.
type owned struct {
	group     string
	component flux.Component
}

// controllerOf says which controller reconciles a kind.
var controllerOf = map[string]owned{
	"Alert":                 {"notification.toolkit.fluxcd.io", flux.NotificationController},
	"ArtifactGenerator":     {"source.extensions.fluxcd.io", flux.SourceWatcher},
	"Bucket":                {flux.SourceGroup, flux.SourceController},
	"ExternalArtifact":      {flux.SourceGroup, flux.SourceWatcher},
	"GitRepository":         {flux.SourceGroup, flux.SourceController},
	"HelmChart":             {flux.SourceGroup, flux.SourceController},
	"HelmRelease":           {flux.HelmGroup, flux.HelmController},
	"HelmRepository":        {flux.SourceGroup, flux.SourceController},
	"ImagePolicy":           {"image.toolkit.fluxcd.io", flux.ImageReflectorController},
	"ImageRepository":       {"image.toolkit.fluxcd.io", flux.ImageReflectorController},
	"ImageUpdateAutomation": {"image.toolkit.fluxcd.io", flux.ImageAutomationController},
	"Kustomization":         {flux.KustomizeGroup, flux.KustomizeController},
	"OCIRepository":         {flux.SourceGroup, flux.SourceController},
	"Provider":              {"notification.toolkit.fluxcd.io", flux.NotificationController},
	"Receiver":              {"notification.toolkit.fluxcd.io", flux.NotificationController},
}

// controllers reports those that the list needs and does not have, once each.
func (c *checker) controllers() {
	var told []flux.Component
	for _, o := range c.objects {
		of, ok := controllerOf[o.kind]
		if !ok || of.group != o.group || slices.Contains(c.installed.components, of.component) || slices.Contains(told, of.component) {
			continue
		}
		told = append(told, of.component)
		name := string(of.component)
		if len(c.installed.components) > 0 {
			c.report(fn.Error, report.MissingComponent, o, says{
				field: []string{"kind"}, message: "needs " + name + ", and the list installs other controllers but not this one", hint: "add it to components",
			})
			continue
		}
		c.report(fn.Info, report.NeededOutside, o, says{
			field: []string{"kind"}, message: "needs " + name + ", which is not in the list: it has to be in the cluster",
		})
	}
}
