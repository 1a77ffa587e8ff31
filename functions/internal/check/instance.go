// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"cmp"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"github.com/Masterminds/semver/v3"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// operatorGroup is the API group of flux-operator.
const operatorGroup = "fluxcd.controlplane.io"

// instance takes over what a FluxInstance says of the controllers
// (https://fluxcd.control-plane.io/operator/fluxinstance/).
func (i *installed) instance(o item) {
	i.operator = true
	for _, name := range follow(o.spec(), []string{"components", "*"}, nil) {
		if name, ok := name.value.(string); ok {
			i.components = append(i.components, flux.Component(name))
		}
	}
	if len(i.components) == 0 {
		i.components = []flux.Component{flux.SourceController, flux.KustomizeController, flux.HelmController, flux.NotificationController}
	}
	if at(o.spec(), "cluster", "multitenant") == true {
		i.lockedDown = true
		i.account = cmp.Or(text(o.spec(), "cluster", "tenantDefaultServiceAccount"), "default")
	}
	if version := text(o.spec(), "distribution", "version"); version != "" {
		i.version, i.by = version, o
	}
}

// syncOf lists what the sync of a FluxInstance makes: a source and a
// Kustomization of one name.
func syncOf(o item) []id {
	sync := text(o.spec(), "sync", "kind")
	if sync == "" {
		return nil
	}
	name := cmp.Or(text(o.spec(), "sync", "name"), o.namespace)
	return []id{{sync, o.namespace, name}, {"Kustomization", o.namespace, name}}
}

// release chooses the release by whose CRDs objects are checked: that of the
// controllers in the list, or the nearest one that is known, which is told.
func (c *checker) release() {
	version := c.installed.version
	release, known := flux.Lookup(version)
	if version == "" || known {
		c.options.Release = release
		return
	}
	c.options.Release = nearest(version)
	c.report(fn.Info, report.ChosenRelease, c.installed.by, says{
		message: "installs Flux " + report.Quote(version) + ", whose definitions are not known here: everything is checked as for Flux " + c.options.Release.Version,
		hint:    "--flux-version names another release",
	})
}

// nearest returns the newest known release that is not of a later minor version,
// or else the oldest; what is no version is taken for the default release.
func nearest(version string) flux.Release {
	wanted, err := semver.NewVersion(version)
	if err != nil {
		release, _ := flux.Lookup("")
		return release
	}
	versions := flux.Versions()
	chosen := versions[0]
	for _, v := range versions {
		other, err := semver.NewVersion(v)
		if err == nil && (other.Major() < wanted.Major() || other.Major() == wanted.Major() && other.Minor() <= wanted.Minor()) {
			chosen = v
		}
	}
	release, _ := flux.Lookup(chosen)
	return release
}
