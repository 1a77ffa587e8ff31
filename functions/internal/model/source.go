// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package model

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// Source is the source of a configuration, whatever its kind.
type Source struct {
	Kind v1alpha1.SourceKind
	// URL is the address, as Flux gets it.
	URL string
	// LocalAuthRef is the Secret that the user names; may be empty.
	LocalAuthRef string
	// Identity is the identity of Azure that reads the source; may be nil.
	Identity *v1alpha1.ObjectLevelIdentity
	// Additional is merged into the spec of the emitted source.
	Additional v1alpha1.Object
	// Insecure tells that the source is read without TLS, beside what its URL says.
	Insecure bool
	// Provider is how Flux authenticates, where that is not with a Secret alone;
	// in lower case, and empty for generic.
	Provider string
}

// SourceOf returns the source of a configuration, and whether it is described.
func SourceOf(spec v1alpha1.FluxConfigurationSpec) (Source, bool) {
	out := Source{Kind: spec.SourceKind}
	switch spec.SourceKind {
	case v1alpha1.SourceKindGitRepository:
		s := spec.GitRepository
		if s == nil {
			return out, false
		}
		out.URL, out.LocalAuthRef, out.Identity, out.Additional = GitURL(s.URL), s.LocalAuthRef, s.ObjectLevelIdentity, s.AdditionalConfigurations
		if s.Provider != v1alpha1.GitProviderGeneric {
			out.Provider = strings.ToLower(string(s.Provider))
		}
	case v1alpha1.SourceKindBucket:
		s := spec.Bucket
		if s == nil {
			return out, false
		}
		out.URL, out.LocalAuthRef, out.Identity, out.Additional = s.URL, s.LocalAuthRef, s.ObjectLevelIdentity, s.AdditionalConfigurations
	case v1alpha1.SourceKindAzureBlob:
		s := spec.AzureBlob
		if s == nil {
			return out, false
		}
		out.URL, out.LocalAuthRef, out.Identity, out.Additional = s.URL, s.LocalAuthRef, s.ObjectLevelIdentity, s.AdditionalConfigurations
	case v1alpha1.SourceKindOCIRepository:
		s := spec.OCIRepository
		if s == nil {
			return out, false
		}
		out.URL, out.LocalAuthRef, out.Identity, out.Additional = s.URL, s.LocalAuthRef, s.ObjectLevelIdentity, s.AdditionalConfigurations
		out.Insecure = s.Insecure
		if s.UseWorkloadIdentity {
			out.Provider = "azure"
		}
	default:
		return out, false
	}
	return out, true
}
