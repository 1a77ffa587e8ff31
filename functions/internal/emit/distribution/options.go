// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
)

// The defaults of flux install (MakeDefaultOptions in
// github.com/fluxcd/flux2/v2/pkg/manifestgen/install).
const (
	// DefaultNamespace is where the controllers run when Options name no
	// namespace.
	DefaultNamespace = "flux-system"

	registry           = "ghcr.io/fluxcd"
	clusterDomain      = "cluster.local"
	logLevel           = "info"
	watchAllNamespaces = "true"
)

// Options say what to install. The zero value is flux install without flags.
type Options struct {
	// Release is the version of Flux, flux.DefaultVersion when zero.
	Release flux.Release
	// Namespace is where the controllers run, DefaultNamespace when empty.
	Namespace string
	// Components are the controllers to install, in any order;
	// DefaultComponents when empty.
	Components []flux.Component
	// ObjectLevelIdentity lets single objects use a workload identity of their
	// own: the feature gate ObjectLevelWorkloadIdentity, which Flux has off.
	ObjectLevelIdentity bool
	// LockDown confines tenants; nil leaves them unconfined, as Flux does.
	LockDown *LockDown
	// Tunings are what single controllers have other than by default, at most
	// one for each. Those of controllers that are not installed have no effect.
	Tunings []Tuning
	// Identity is what the controllers ask Azure as; the zero value is nothing.
	Identity Identity
	// APIServerFQDN makes AKS give the controllers the name of the API server
	// in place of its address, for firewalls that filter by name
	// (https://github.com/Azure/AKS/issues/3183).
	APIServerFQDN bool
}

// withDefaults fills in what o leaves out.
func (o Options) withDefaults() Options {
	if o.Release.Version == "" {
		o.Release, _ = flux.Lookup(flux.DefaultVersion)
	}
	if o.Namespace == "" {
		o.Namespace = DefaultNamespace
	}
	if len(o.Components) == 0 {
		o.Components = flux.DefaultComponents()
	}
	return o
}

// has reports whether c is installed.
func (o Options) has(c flux.Component) bool {
	_, known := o.Release.Component(c)
	return known && slices.Contains(o.Components, c)
}
