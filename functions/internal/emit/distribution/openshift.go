// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import "github.com/fluxbundle/fluxbundle/functions/internal/manifest"

// withOpenShift leaves to the cluster what its security context constraints
// assign: user, group and seccomp profile
// (https://docs.openshift.com/container-platform/latest/authentication/managing-security-context-constraints.html).
func withOpenShift(in installer, w workload) workload {
	if !in.OpenShift {
		return w
	}
	w.security.pod = nil
	var container manifest.Map
	for _, field := range w.security.container {
		if field.Key != "runAsNonRoot" && field.Key != "seccompProfile" {
			container = append(container, field)
		}
	}
	w.security.container = container
	return w
}

// podSecurity are the labels of the Namespace that make the API server warn of
// pods which are not restricted. OpenShift sets its own.
func (in installer) podSecurity() []manifest.Pair {
	if in.OpenShift {
		return nil
	}
	return []manifest.Pair{
		{Key: "pod-security.kubernetes.io/warn", Value: "restricted"},
		{Key: "pod-security.kubernetes.io/warn-version", Value: "latest"},
	}
}
