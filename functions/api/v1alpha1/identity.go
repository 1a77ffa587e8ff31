// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// ObjectLevelIdentity is a managed identity of Azure that a single object of
// Flux uses, through a ServiceAccount federated with it.
type ObjectLevelIdentity struct {
	// ClientID of the identity.
	// +kubebuilder:validation:MinLength=1
	ClientID string `json:"clientId"`

	// TenantID of the identity. Without it, the tenant of the cluster.
	// +optional
	TenantID string `json:"tenantId,omitempty"`

	// ServiceAccountName is the account that is emitted and federated. Without
	// it, the name of the configuration with the suffix -source, or that of the
	// Kustomization.
	// +optional
	ServiceAccountName string `json:"serviceAccountName,omitempty"`
}
