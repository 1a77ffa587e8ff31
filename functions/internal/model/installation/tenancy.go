// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package installation

// Identity is an identity of Azure that pods get through workload identity
// (https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html).
type Identity struct {
	// ClientID of the identity; without it, there is none.
	ClientID string
	// TenantID of the identity; without it, the webhook's own.
	TenantID string
}

// LockDown is the multi-tenancy lock-down of Flux
// (https://fluxcd.io/flux/installation/configuration/multitenancy/): no
// reference crosses a namespace, no kustomization loads a remote base, and what
// names no service account is applied with the rights of a default one.
type LockDown struct {
	// DefaultServiceAccount is the name of that account in the namespace of
	// each Kustomization and HelmRelease. Empty is "default", the account that
	// every namespace has: an empty flag would switch impersonation off.
	DefaultServiceAccount string
	// CloudIdentity makes objects that name no account ask a cloud with the
	// identity of an account of their namespace, never with that of the
	// controller.
	CloudIdentity bool
	// DecryptionServiceAccount is that account for decryption, and
	// KubeConfigServiceAccount for remote clusters; DefaultServiceAccount when
	// empty.
	DecryptionServiceAccount, KubeConfigServiceAccount string
}

// ServiceAccount is the account to impersonate, never empty.
func (l LockDown) ServiceAccount() string {
	if l.DefaultServiceAccount == "" {
		return "default"
	}
	return l.DefaultServiceAccount
}
