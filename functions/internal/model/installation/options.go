// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package installation

import (
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// The defaults of flux install (MakeDefaultOptions in
// github.com/fluxcd/flux2/v2/pkg/manifestgen/install).
const (
	// DefaultNamespace is where the controllers run when Options name no
	// namespace.
	DefaultNamespace = "flux-system"

	// DefaultDomain is that of the Services of a cluster.
	DefaultDomain = "cluster.local"
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
	// CRDDescriptions keeps the descriptions in the schemas of the CRDs.
	CRDDescriptions bool
	// Metadata is added to every object.
	Metadata Metadata
	// Images are where the images come from.
	Images Images
	// Domain is that of the Services of the cluster, DefaultDomain when empty.
	Domain string
	// OpenShift leaves users, groups and seccomp profiles to the cluster.
	OpenShift bool
	// Network says which network policies there are.
	Network Network
	// OwnNamespace makes the controllers look at the objects in their own
	// namespace only.
	OwnNamespace bool
	// NamespacedRights binds the rights of the controllers inside their own
	// namespace.
	NamespacedRights bool
	// Proxy is what the controllers reach the outside through.
	Proxy Proxy
	// Authorities are trusted beside those of the images.
	Authorities Authorities
	// Size is a profile for all controllers.
	Size Size
	// Storage keeps the artifacts of source-controller; the zero value does not.
	Storage Storage
	// Sharding runs controllers once more for each shard.
	Sharding Sharding
	// ObjectLevelIdentity lets single objects use a workload identity of their
	// own: the feature gate ObjectLevelWorkloadIdentity, which Flux has off.
	ObjectLevelIdentity bool
	// NoObjectLevelIdentity switches that gate off by name and takes the right
	// to ask for tokens from the controllers.
	NoObjectLevelIdentity bool
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

// WithDefaults fills in what o leaves out.
func (o Options) WithDefaults() Options {
	if o.Release.Version == "" {
		o.Release, _ = flux.Lookup(flux.DefaultVersion)
	}
	if o.Namespace == "" {
		o.Namespace = DefaultNamespace
	}
	if o.Domain == "" {
		o.Domain = DefaultDomain
	}
	if len(o.Components) == 0 {
		o.Components = flux.DefaultComponents()
	}
	return o
}

// Has reports whether c is installed.
func (o Options) Has(c flux.Component) bool {
	_, known := o.Release.Component(c)
	return known && slices.Contains(o.Components, c)
}

// Authorities are certificates in PEM in the namespace of the installation: the
// name of a ConfigMap or of a Secret, or neither.
type Authorities struct {
	ConfigMap, Secret string
}

// Metadata is added to every object. Annotations that an object has anyway stay
// as they are: they protect what must not be pruned.
type Metadata struct {
	Labels, Annotations manifest.Pairs
}

// Network says which network policies an installation has. The zero value is
// those of flux install.
type Network struct {
	// Off leaves them out.
	Off bool
	// Restricted lets the controllers reach only each other, name servers, and
	// TCP ports.
	Restricted bool
	// Ports are those besides 22, 443 and 6443, with Restricted.
	Ports []int64
}

// Proxy is what the controllers reach everything outside the cluster through;
// without URLs, there is none.
type Proxy struct {
	// HTTP and HTTPS are the URLs of the proxy.
	HTTP, HTTPS string
	// NoProxy lists what is reached without it beside the cluster itself.
	NoProxy []string
}
