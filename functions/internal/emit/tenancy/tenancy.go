// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package tenancy emits what a configuration needs to be applied with its own
// rights and no others: its Namespace, the ServiceAccount flux-applier and the
// binding for its scope, named as in Azure
// (https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2).
package tenancy

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// Objects returns the Namespace, account and binding of a configuration, to be
// shared with the other configurations of the namespace. All of them stay in
// the cluster when they leave the bundle: a Kustomization that is deleted
// together with its account cannot clean up what it applied.
func Objects(c v1alpha1.FluxConfiguration) []owner.Emitted {
	namespace := c.Spec.Namespace
	emitted := make([]owner.Emitted, 0, 3)
	if model.OwnsNamespace(namespace) {
		emitted = append(emitted, Namespace(namespace))
	}
	account := manifest.Object{
		APIVersion: "v1", Kind: "ServiceAccount", Namespace: namespace, Name: model.ServiceAccount, Annotations: owner.Keep,
	}
	return append(emitted, owner.Emitted{Shared: true, Object: account}, owner.Emitted{Shared: true, Object: binding(c)})
}

// Namespace returns the Namespace of configurations.
func Namespace(name string) owner.Emitted {
	return owner.Emitted{Shared: true, Object: manifest.Object{
		APIVersion: "v1", Kind: "Namespace", Name: name, Annotations: owner.Keep,
	}}
}

// binding gives flux-applier the rights of the scope. The name of a
// ClusterRoleBinding contains the namespace, since every namespace with a
// configuration of scope cluster has one.
func binding(c v1alpha1.FluxConfiguration) manifest.Object {
	const api = "rbac.authorization.k8s.io"
	namespace := c.Spec.Namespace
	object := manifest.Object{
		APIVersion: api + "/v1", Kind: "RoleBinding", Namespace: namespace, Name: model.ServiceAccount,
		Annotations: owner.Keep,
		Body: manifest.Map{
			{Key: "roleRef", Value: manifest.Map{
				{Key: "apiGroup", Value: manifest.String(api)},
				{Key: "kind", Value: manifest.String("ClusterRole")},
				{Key: "name", Value: manifest.String(c.Spec.ClusterRole)},
			}},
			{Key: "subjects", Value: manifest.List{manifest.Map{
				{Key: "kind", Value: manifest.String("ServiceAccount")},
				{Key: "name", Value: manifest.String(model.ServiceAccount)},
				{Key: "namespace", Value: manifest.String(namespace)},
			}}},
		},
	}
	if c.Spec.Scope == v1alpha1.ScopeCluster {
		object.Kind, object.Namespace, object.Name = "ClusterRoleBinding", "", model.ServiceAccount+"-"+namespace
	}
	return object
}

// IdentityAccount returns the ServiceAccount that is federated with a managed
// identity (https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html).
// It is named as the user wants it, or as given.
func IdentityAccount(namespace, name string, identity v1alpha1.ObjectLevelIdentity) manifest.Object {
	if identity.ServiceAccountName != "" {
		name = identity.ServiceAccountName
	}
	annotations := manifest.Pairs{{Key: "azure.workload.identity/client-id", Value: identity.ClientID}}
	if identity.TenantID != "" {
		annotations = annotations.With(manifest.Pair{Key: "azure.workload.identity/tenant-id", Value: identity.TenantID})
	}
	return manifest.Object{
		APIVersion: "v1", Kind: "ServiceAccount", Namespace: namespace, Name: name, Annotations: annotations,
	}
}

// CloudAccount returns the ServiceAccount that stands for an identity of a
// cloud, with the annotations that its controllers and Flux read
// (https://fluxcd.io/flux/integrations/).
func CloudAccount(namespace, name string, identity v1alpha1.WorkloadIdentity) manifest.Object {
	if identity.ServiceAccountName != "" {
		name = identity.ServiceAccountName
	}
	var annotations manifest.Pairs
	for _, a := range []manifest.Pair{
		{Key: "azure.workload.identity/client-id", Value: identity.ClientID},
		{Key: "azure.workload.identity/tenant-id", Value: identity.TenantID},
		{Key: "eks.amazonaws.com/role-arn", Value: identity.RoleARN},
		{Key: "gcp.auth.fluxcd.io/workload-identity-provider", Value: identity.WorkloadIdentityProvider},
		{Key: "iam.gke.io/gcp-service-account", Value: identity.GCPServiceAccount},
	} {
		if a.Value != "" {
			annotations = annotations.With(a)
		}
	}
	return manifest.Object{APIVersion: "v1", Kind: "ServiceAccount", Namespace: namespace, Name: name, Annotations: annotations}
}
