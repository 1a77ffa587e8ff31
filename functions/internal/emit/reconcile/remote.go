// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package reconcile

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/tenancy"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// remoteCluster returns the ConfigMap that tells a Kustomization how to reach
// another AKS cluster without a secret, and the account it does so as
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#kubeconfig-remote-clusters,
// Flux 2.7 and later).
func remoteCluster(c v1alpha1.FluxConfiguration, kustomization string, k v1alpha1.KubeConfig) []owner.Emitted {
	name := model.KustomizationName(c.Metadata.Name, kustomization)
	account := tenancy.IdentityAccount(c.Spec.Namespace, name, k.ObjectLevelIdentity)
	return []owner.Emitted{
		{Shared: true, Object: account},
		{Object: manifest.Object{
			APIVersion: "v1", Kind: "ConfigMap", Namespace: c.Spec.Namespace, Name: kubeConfigName(name),
			Body: manifest.Map{{Key: "data", Value: manifest.Map{
				{Key: "cluster", Value: manifest.String(k.ClusterResourceID)},
				{Key: "provider", Value: manifest.String("azure")},
				{Key: "serviceAccountName", Value: manifest.String(account.Name)},
			}}},
		}},
	}
}

func kubeConfigName(kustomization string) string { return kustomization + "-kubeconfig" }

func kubeConfig(kustomization string, k *v1alpha1.KubeConfig) manifest.Value {
	if k == nil {
		return nil
	}
	return manifest.Map{{Key: "configMapRef", Value: manifest.Map{
		{Key: "name", Value: manifest.String(kubeConfigName(kustomization))},
	}}}
}
