// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// clouds are those whose identities can read a kind of source
// (spec.provider in the CRDs of Flux 2.9).
var clouds = map[v1alpha1.SourceKind][]v1alpha1.CloudProvider{
	v1alpha1.SourceKindGitRepository: {v1alpha1.CloudProviderAWS, v1alpha1.CloudProviderAzure},
	v1alpha1.SourceKindBucket:        {v1alpha1.CloudProviderAWS, v1alpha1.CloudProviderAzure, v1alpha1.CloudProviderGCP},
	v1alpha1.SourceKindAzureBlob:     {v1alpha1.CloudProviderAzure},
	v1alpha1.SourceKindOCIRepository: {v1alpha1.CloudProviderAWS, v1alpha1.CloudProviderAzure, v1alpha1.CloudProviderGCP},
}

// identity checks that an identity has what its cloud needs, and nothing of
// another cloud.
func (p *planner) identity() {
	identity := p.auth().WorkloadIdentity
	if identity == nil {
		return
	}
	field := []string{"spec", "auth", "workloadIdentity"}
	if accepted := clouds[p.spec.SourceKind]; !slices.Contains(accepted, identity.Provider) {
		var names []string
		for _, cloud := range accepted {
			names = append(names, string(cloud))
		}
		p.Error(report.InvalidValue, report.Says{
			Message: "Flux reads no " + string(p.spec.SourceKind) + " as an identity of " + string(identity.Provider), Hint: "accepted: " + strings.Join(names, ", "),
		}, append(slices.Clip(field), "provider")...)
	}
	for _, property := range []struct {
		name, value string
		cloud       v1alpha1.CloudProvider
		required    bool
	}{
		{"roleArn", identity.RoleARN, v1alpha1.CloudProviderAWS, true},
		{"clientId", identity.ClientID, v1alpha1.CloudProviderAzure, true},
		{"tenantId", identity.TenantID, v1alpha1.CloudProviderAzure, false},
		{"gcpServiceAccount", identity.GCPServiceAccount, v1alpha1.CloudProviderGCP, false},
		{"workloadIdentityProvider", identity.WorkloadIdentityProvider, v1alpha1.CloudProviderGCP, false},
	} {
		at := append(slices.Clip(field), property.name)
		switch {
		case property.value != "" && property.cloud != identity.Provider:
			p.Error(report.Contradiction, report.Says{Message: "is of " + string(property.cloud) + ", and the provider is " + string(identity.Provider), Hint: "remove it"}, at...)
		case property.value == "" && property.required && property.cloud == identity.Provider:
			p.Error(report.MissingField, report.Says{Message: "is required with provider " + string(identity.Provider)}, at...)
		}
	}
}
