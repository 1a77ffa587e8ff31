// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

// LockDown is the multi-tenancy lock-down of Flux
// (https://fluxcd.io/flux/installation/configuration/multitenancy/): no
// reference crosses a namespace, no kustomization loads a remote base, and what
// names no service account is applied with the rights of a default one.
type LockDown struct {
	// DefaultServiceAccount is the name of that account in the namespace of
	// each Kustomization and HelmRelease. Empty is "default", the account that
	// every namespace has: an empty flag would switch impersonation off.
	DefaultServiceAccount string
}

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
	// impersonate. Most other controllers have a flag of that name too, for the
	// account whose cloud identity they use, which is not part of the lock-down.
	serviceAccount bool
}

// withLockDown confines tenants.
func withLockDown(in installation, w workload) workload {
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
		w.flags = w.flags.set("default-service-account", in.LockDown.serviceAccount())
	}
	return w
}

// serviceAccount is the account to impersonate, never empty.
func (l LockDown) serviceAccount() string {
	if l.DefaultServiceAccount == "" {
		return "default"
	}
	return l.DefaultServiceAccount
}
