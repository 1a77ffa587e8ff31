// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"cmp"

	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
)

// lockDownFlags tells which flags of the lock-down a controller has: it does not
// start with one that it does not know. Source: main.go of source-controller
// v1.9.4 and v1.9.5, kustomize-controller v1.9.4 and v1.9.5, helm-controller
// v1.6.3 and v1.6.4, notification-controller v1.9.3, image-reflector-controller
// v1.2.4, image-automation-controller v1.2.4, and cmd/main.go of source-watcher
// v2.
type lockDownFlags struct {
	// crossNamespace is --no-cross-namespace-refs (acl.Options of
	// github.com/fluxcd/pkg/runtime). Only source-controller, whose objects
	// refer to nothing outside their namespace, is without it.
	crossNamespace bool
	// remoteBases is --no-remote-bases.
	remoteBases bool
	// serviceAccount is --default-service-account where it means the account to
	// impersonate.
	serviceAccount bool
	// cloudAccount is --default-service-account where it means the account whose
	// cloud identity is used. A controller with it does not start unless the gate
	// ObjectLevelWorkloadIdentity is on (github.com/fluxcd/pkg/auth).
	cloudAccount bool
	// decryption is --default-decryption-service-account.
	decryption bool
	// kubeConfig is --default-kubeconfig-service-account.
	kubeConfig bool
}

// withLockDown confines tenants.
func withLockDown(in installer, w workload) workload {
	if in.LockDown == nil {
		return w
	}
	if w.lockDown.crossNamespace {
		w.flags = w.flags.set("no-cross-namespace-refs", "true")
	}
	if w.lockDown.remoteBases {
		w.flags = w.flags.set("no-remote-bases", "true")
	}
	if w.lockDown.serviceAccount {
		w.flags = w.flags.set("default-service-account", in.LockDown.ServiceAccount())
	}
	if in.LockDown.CloudIdentity {
		return w.withCloudIdentity(*in.LockDown)
	}
	return w
}

// withCloudIdentity confines what tenants ask a cloud as.
func (w workload) withCloudIdentity(l installation.LockDown) workload {
	if w.lockDown.cloudAccount {
		w.flags = w.flags.set("default-service-account", l.ServiceAccount())
	}
	if w.lockDown.decryption {
		w.flags = w.flags.set("default-decryption-service-account", cmp.Or(l.DecryptionServiceAccount, l.ServiceAccount()))
	}
	if w.lockDown.kubeConfig {
		w.flags = w.flags.set("default-kubeconfig-service-account", cmp.Or(l.KubeConfigServiceAccount, l.ServiceAccount()))
	}
	return w
}
