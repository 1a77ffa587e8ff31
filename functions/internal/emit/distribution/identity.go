// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"strconv"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// withObjectIdentity switches whether single objects use a workload identity of
// their own, where the options say so.
func withObjectIdentity(in installer, w workload) workload {
	if (in.ObjectLevelIdentity || in.NoObjectLevelIdentity) && w.component.AsksAzure() {
		w.flags = w.flags.gate("ObjectLevelWorkloadIdentity", strconv.FormatBool(in.ObjectLevelIdentity))
	}
	return w
}

// withAzureIdentity marks what Azure's webhook looks at: pods that want a token,
// and on AKS those that want the name of the API server.
func withAzureIdentity(in installer, w workload) workload {
	if in.APIServerFQDN {
		w.podAnnotations = w.podAnnotations.With(manifest.Pair{Key: "kubernetes.azure.com/set-kube-service-host-fqdn", Value: "true"})
	}
	if in.Identity.ClientID != "" && w.component.AsksAzure() {
		w.podLabels = w.podLabels.With(manifest.Pair{Key: "azure.workload.identity/use", Value: "true"})
	}
	return w
}

// identityAnnotations are those of the ServiceAccount of c.
func (in installer) identityAnnotations(c controller) manifest.Pairs {
	if in.Identity.ClientID == "" || !c.component.AsksAzure() {
		return nil
	}
	annotations := manifest.Pairs{{Key: "azure.workload.identity/client-id", Value: in.Identity.ClientID}}
	if in.Identity.TenantID != "" {
		annotations = annotations.With(manifest.Pair{Key: "azure.workload.identity/tenant-id", Value: in.Identity.TenantID})
	}
	return annotations
}
