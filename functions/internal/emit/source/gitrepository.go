// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package source

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
)

// gitRepository describes a Git repository
// (https://fluxcd.io/flux/components/source/gitrepositories/).
func gitRepository(git v1alpha1.GitRepository) (manifest.Map, shared) {
	spec := manifest.Map{
		{Key: "provider", Value: provider(git.Provider)},
		{Key: "ref", Value: reference(git.RepositoryRef)},
		{Key: "sparseCheckout", Value: manifest.Elements(manifest.Strings(git.SparseCheckout...))},
		{Key: "url", Value: manifest.String(model.GitURL(git.URL))},
	}
	return spec, shared{
		git.SyncIntervalInSeconds, git.TimeoutInSeconds, git.LocalAuthRef, git.ObjectLevelIdentity, git.AdditionalConfigurations,
	}
}

// provider is generic in Flux when it is absent.
func provider(p v1alpha1.GitProvider) manifest.Value {
	if p == v1alpha1.GitProviderGeneric {
		return nil
	}
	return manifest.Text(strings.ToLower(string(p)))
}

// reference hands all fields to Flux, which picks one as Azure does.
func reference(ref *v1alpha1.RepositoryRef) manifest.Value {
	if ref == nil || *ref == (v1alpha1.RepositoryRef{}) {
		return nil
	}
	return manifest.Map{
		{Key: "branch", Value: manifest.Text(ref.Branch)},
		{Key: "commit", Value: manifest.Text(ref.Commit)},
		{Key: "semver", Value: manifest.Text(ref.Semver)},
		{Key: "tag", Value: manifest.Text(ref.Tag)},
	}
}
