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
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Default is the distribution of an extension that says nothing: the default
// release and components, tenants locked down as in Azure.
func Default(release flux.Release) installation.Options {
	return installation.Options{
		Release:    release,
		Namespace:  model.SystemNamespace,
		Components: flux.DefaultComponents(),
		LockDown:   &installation.LockDown{DefaultServiceAccount: model.ServiceAccount},
	}
}

// Resolve returns what the extension installs. With errors the options are not
// complete.
func Resolve(in input.Input[v1alpha1.FluxExtension]) (installation.Options, report.Findings) {
	spec := in.Value.Spec
	r := resolver{object: in.Object, given: spec.ConfigurationSettings}
	release, ok := flux.Lookup(spec.Version)
	if !ok {
		r.found = append(r.found, UnknownRelease(in.Object, spec.Version, "spec", "version"))
	} else {
		r.found = append(r.found, ChosenRelease(in.Object, spec.Version, release, "spec", "version")...)
	}
	r.options = Default(release)
	if len(spec.Components) > 0 {
		r.options.Components = nil
		for _, c := range spec.Components {
			r.options.Components = append(r.options.Components, flux.Component(c))
		}
	}
	r.scope(spec.Scope)
	r.options.Size = installation.Size(spec.Size)
	r.options.CRDDescriptions = spec.CRDDescriptions
	r.settings()
	r.options.Components = inOrder(r.options.Components)
	for _, c := range r.options.Components {
		r.released(c)
	}
	r.controllers(spec.Controllers)
	r.metadata(spec.CommonMetadata)
	r.images(spec.Images)
	r.cluster(spec.Cluster)
	r.storage(spec.Storage)
	r.sharding(spec.Sharding)
	r.objectIdentity(spec.ObjectLevelIdentity, spec.Sync)
	r.tenancy(spec.MultiTenancy)
	r.cloudAccount()
	r.resources(spec.Controllers)
	if len(r.options.Components) == 0 {
		r.error(report.NoComponents, problem{"every controller is switched off", "remove the FluxExtension to install nothing"}, "spec")
	}
	return r.options, r.found
}

// released finds a controller that the release does not have yet.
func (r *resolver) released(c flux.Component) {
	if _, there := r.options.Release.Component(c); there || r.options.Release.Version == "" {
		return
	}
	for _, version := range flux.Versions() {
		release, _ := flux.Lookup(version)
		if _, there := release.Component(c); !there {
			continue
		}
		at := []string{"spec", "components"}
		if r.given[string(c)+enabledSuffix] == "true" {
			at = field(string(c) + enabledSuffix)
		}
		r.error(report.UnknownRelease, problem{"Flux " + r.options.Release.Version + " has no " + string(c), "Flux " + version + " has it"}, at...)
		return
	}
}

// scope refuses what Azure refuses: Flux in one namespace. The CRDs and most
// rights of its controllers are those of the cluster.
func (r *resolver) scope(s *v1alpha1.ExtensionScope) {
	if s == nil {
		return
	}
	if s.Namespace != nil {
		r.error(report.InvalidValue, problem{
			"Flux is installed in the cluster scope only, as in Azure",
			"remove it; a FluxConfiguration with scope: namespace ends at its namespace",
		}, "spec", "scope", "namespace")
	}
	if s.Cluster == nil || s.Cluster.ReleaseNamespace == "" {
		return
	}
	namespace := s.Cluster.ReleaseNamespace
	if !input.IsNamespace(namespace) || namespace == "default" || strings.HasPrefix(namespace, "kube-") {
		r.error(report.InvalidValue, problem{
			report.Quote(namespace) + " is not a valid namespace for Flux, which is emitted with its Namespace",
			"accepted are lower case letters, digits and hyphens, but not default and what begins with kube-",
		}, "spec", "scope", "cluster", "releaseNamespace")
		return
	}
	r.options.Namespace = namespace
}

// UnknownRelease is the finding for a release that is not embedded.
func UnknownRelease(object report.Object, version string, field ...string) report.Finding {
	known := "known: " + strings.Join(flux.Versions(), ", ")
	finding := report.Finding{
		Severity: fn.Error, Reason: report.UnknownRelease, Object: object, Field: field,
		Message: "Flux " + report.Quote(version) + " is not a release that flux-bundle knows", Hint: known,
	}
	if release, reason := flux.Missing(version); release != "" {
		finding.Message = "flux-bundle does not have Flux " + release + ": " + reason
	} else if newest, ok := flux.NewestPatch(version); ok {
		finding.Hint = "the patch of this minor version that flux-bundle has is " + newest.Version + "; " + known
	}
	return finding
}

// ChosenRelease reports the release that a version stands for where it leaves a
// choice: another version of flux-bundle may know a newer one.
func ChosenRelease(object report.Object, version string, release flux.Release, field ...string) report.Findings {
	if version == "" || flux.Exact(version) {
		return nil
	}
	return report.Findings{{
		Severity: fn.Info, Reason: report.ChosenRelease, Object: object, Field: field,
		Message: report.Quote(version) + " is Flux " + release.Version + ", the newest release in it that flux-bundle knows",
		Hint:    "name " + report.Quote(release.Version) + " to stay with it when flux-bundle is updated",
	}}
}

// inOrder returns the components once each, in the order of Flux.
func inOrder(components []flux.Component) []flux.Component {
	var out []flux.Component
	for _, c := range flux.AllComponents() {
		if slices.Contains(components, c) {
			out = append(out, c)
		}
	}
	return out
}
