// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

import "slices"

// Component is one controller of Flux, by the name of its Deployment.
type Component string

// The controllers of Flux, in the order in which flux install prints them.
const (
	SourceController          Component = "source-controller"
	KustomizeController       Component = "kustomize-controller"
	HelmController            Component = "helm-controller"
	NotificationController    Component = "notification-controller"
	ImageReflectorController  Component = "image-reflector-controller"
	ImageAutomationController Component = "image-automation-controller"
	SourceWatcher             Component = "source-watcher"
)

// DefaultComponents returns what flux install installs without
// --components-extra.
func DefaultComponents() []Component {
	return []Component{SourceController, KustomizeController, HelmController, NotificationController}
}

// AllComponents returns every component, in Flux's order.
func AllComponents() []Component {
	out := make([]Component, len(reconciled))
	for i, r := range reconciled {
		out[i] = r.component
	}
	return out
}

// CRDs returns the names of the CRDs whose objects c reconciles, sorted; none
// for what is not a component of Flux.
func (c Component) CRDs() []string {
	i := slices.IndexFunc(reconciled, func(r reconciles) bool { return r.component == c })
	if i < 0 {
		return nil
	}
	return slices.Clone(reconciled[i].crds)
}

// AsksAzure reports whether c can authenticate with Azure: source-controller
// for artifacts, kustomize- and helm-controller for keys and remote clusters,
// notification-controller for DevOps and Event Hubs, the image controllers for
// registries and repositories. Only source-watcher cannot: it does not import
// github.com/fluxcd/pkg/auth, and has none of its feature gates.
func (c Component) AsksAzure() bool {
	return c != SourceWatcher
}

// reconciles are the kinds that one controller serves, by the names of their
// CRDs: config/crd in the controllers' repositories.
type reconciles struct {
	component Component
	crds      []string
}

// reconciled has an entry for each component, in Flux's order.
var reconciled = []reconciles{
	{SourceController, []string{
		"buckets.source.toolkit.fluxcd.io",
		"externalartifacts.source.toolkit.fluxcd.io",
		"gitrepositories.source.toolkit.fluxcd.io",
		"helmcharts.source.toolkit.fluxcd.io",
		"helmrepositories.source.toolkit.fluxcd.io",
		"ocirepositories.source.toolkit.fluxcd.io",
	}},
	{KustomizeController, []string{"kustomizations.kustomize.toolkit.fluxcd.io"}},
	{HelmController, []string{"helmreleases.helm.toolkit.fluxcd.io"}},
	{NotificationController, []string{
		"alerts.notification.toolkit.fluxcd.io",
		"providers.notification.toolkit.fluxcd.io",
		"receivers.notification.toolkit.fluxcd.io",
	}},
	{ImageReflectorController, []string{
		"imagepolicies.image.toolkit.fluxcd.io",
		"imagerepositories.image.toolkit.fluxcd.io",
	}},
	{ImageAutomationController, []string{"imageupdateautomations.image.toolkit.fluxcd.io"}},
	{SourceWatcher, []string{"artifactgenerators.source.extensions.fluxcd.io"}},
}
