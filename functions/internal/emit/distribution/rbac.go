// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

const rbacGroup = "rbac.authorization.k8s.io"

// crdController is the role of all controllers, and its binding.
const crdController = "crd-controller"

// rbac returns the cluster roles and their bindings. They name every
// controller, installed or not, as flux install does (manifests/rbac in
// github.com/fluxcd/flux2).
func (in installer) rbac() []manifest.Object {
	reconcilers := []flux.Component{flux.KustomizeController, flux.HelmController}
	others := []flux.Component{
		flux.SourceController,
		flux.NotificationController,
		flux.ImageReflectorController,
		flux.ImageAutomationController,
	}
	if in.artifactGenerators() {
		others = append(others, flux.SourceWatcher)
	}
	admin, edit, view := aggregate("admin"), aggregate("edit"), aggregate("view")
	return []manifest.Object{
		in.clusterRole(crdController, in.crdControllerRules()),
		in.clusterRole("flux-edit", in.userRules("create", "delete", "deletecollection", "patch", "update"), admin, edit),
		in.clusterRole("flux-view", in.userRules("get", "list", "watch"), admin, edit, view),
		in.binding("cluster-reconciler", "cluster-admin", reconcilers),
		in.binding(crdController, in.suffixed(crdController), slices.Concat(reconcilers, others)),
	}
}

// artifactGroup is the API group of source-watcher.
const artifactGroup = "source.extensions.fluxcd.io"

// artifactGenerators reports whether the release has source-watcher, installed
// or not.
func (in installer) artifactGenerators() bool {
	_, there := in.Release.Component(flux.SourceWatcher)
	return there
}

// aggregate is the label that adds a cluster role to one of the user-facing
// roles of Kubernetes.
func aggregate(role string) manifest.Pair {
	return manifest.Pair{Key: rbacGroup + "/aggregate-to-" + role, Value: "true"}
}

// crdControllerRules is what every controller may do.
func (in installer) crdControllerRules() manifest.List {
	read := []string{"get", "list", "watch"}
	readWrite := []string{"get", "list", "watch", "create", "update", "patch", "delete"}
	all := []string{"*"}
	rules := manifest.List{
		rule("source.toolkit.fluxcd.io", all, all),
		rule("kustomize.toolkit.fluxcd.io", all, all),
		rule("helm.toolkit.fluxcd.io", all, all),
		rule("notification.toolkit.fluxcd.io", all, all),
		rule("image.toolkit.fluxcd.io", all, all),
	}
	if in.artifactGenerators() {
		rules = append(rules, rule(artifactGroup, all, all))
	}
	rules = append(rules,
		rule("", []string{"namespaces", "secrets", "configmaps", "serviceaccounts"}, read),
		rule("", []string{"events"}, []string{"create", "patch"}),
		rule("", []string{"configmaps"}, readWrite),
		rule("", []string{"configmaps/status"}, []string{"get", "update", "patch"}),
		rule("coordination.k8s.io", []string{"leases"}, readWrite),
	)
	if !in.NoObjectLevelIdentity {
		rules = append(rules, rule("", []string{"serviceaccounts/token"}, []string{"create"}))
	}
	return append(rules, manifest.Map{
		{Key: "nonResourceURLs", Value: manifest.Strings("/livez/ping")},
		{Key: "verbs", Value: manifest.Strings("head")},
	})
}

func rule(group string, resources, verbs []string) manifest.Map {
	return manifest.Map{
		{Key: "apiGroups", Value: manifest.Strings(group)},
		{Key: "resources", Value: manifest.Strings(resources...)},
		{Key: "verbs", Value: manifest.Strings(verbs...)},
	}
}

// userRules allow the verbs on all objects of Flux.
func (in installer) userRules(verbs ...string) manifest.List {
	groups := []string{"notification.toolkit.fluxcd.io", "source.toolkit.fluxcd.io"}
	if in.artifactGenerators() {
		groups = append(groups, artifactGroup)
	}
	groups = append(groups, "helm.toolkit.fluxcd.io", "image.toolkit.fluxcd.io", "kustomize.toolkit.fluxcd.io")
	return manifest.List{manifest.Map{
		{Key: "apiGroups", Value: manifest.Strings(groups...)},
		{Key: "resources", Value: manifest.Strings("*")},
		{Key: "verbs", Value: manifest.Strings(verbs...)},
	}}
}

func (in installer) clusterRole(name string, rules manifest.List, labels ...manifest.Pair) manifest.Object {
	return manifest.Object{
		APIVersion: rbacGroup + "/v1",
		Kind:       "ClusterRole",
		Name:       in.suffixed(name),
		Labels:     in.labels.With(labels...),
		Body:       manifest.Map{{Key: "rules", Value: rules}},
	}
}

// binding gives the accounts of controllers a cluster role, in the whole cluster
// or inside the namespace of the installation.
func (in installer) binding(name, role string, accounts []flux.Component) manifest.Object {
	subjects := make(manifest.List, len(accounts))
	for i, account := range accounts {
		subjects[i] = manifest.Map{
			{Key: "kind", Value: manifest.String("ServiceAccount")},
			{Key: "name", Value: manifest.String(account)},
			{Key: "namespace", Value: manifest.String(in.Namespace)},
		}
	}
	out := manifest.Object{
		APIVersion: rbacGroup + "/v1",
		Kind:       "ClusterRoleBinding",
		Name:       in.suffixed(name),
		Labels:     in.labels,
		Body: manifest.Map{
			{Key: "roleRef", Value: manifest.Map{
				{Key: "apiGroup", Value: manifest.String(rbacGroup)},
				{Key: "kind", Value: manifest.String("ClusterRole")},
				{Key: "name", Value: manifest.String(role)},
			}},
			{Key: "subjects", Value: subjects},
		},
	}
	if in.NamespacedRights {
		out.Kind, out.Namespace = "RoleBinding", in.Namespace
	}
	return out
}
