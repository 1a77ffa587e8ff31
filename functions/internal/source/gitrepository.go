// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package source emits the source of a configuration, one file per kind.
package source

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// APIVersion is the API of the sources in every release that is embedded.
const APIVersion = "source.toolkit.fluxcd.io/v1"

// GitRepository returns the source of a configuration whose sourceKind is
// GitRepository (https://fluxcd.io/flux/components/source/gitrepositories/).
func GitRepository(c v1alpha1.FluxConfiguration) manifest.Object {
	git := c.Spec.GitRepository
	return manifest.Object{
		APIVersion: APIVersion, Kind: "GitRepository", Namespace: c.Spec.Namespace, Name: c.Metadata.Name,
		Body: manifest.Map{{Key: "spec", Value: manifest.Map{
			{Key: "interval", Value: manifest.String(manifest.Duration(*git.SyncIntervalInSeconds))},
			{Key: "provider", Value: provider(git.Provider)},
			{Key: "ref", Value: reference(git.RepositoryRef)},
			{Key: "secretRef", Value: secretRef(git.LocalAuthRef)},
			{Key: "suspend", Value: manifest.Flag(c.Spec.Suspend)},
			{Key: "timeout", Value: manifest.String(manifest.DurationWithoutHours(*git.TimeoutInSeconds))},
			{Key: "url", Value: manifest.String(GitURL(git.URL))},
		}}},
	}
}

// GitURL returns the URL as Flux accepts it: the short form of SSH,
// git@host:path, which Git knows and Azure accepts, becomes ssh://git@host/path.
func GitURL(url string) string {
	if host, path, ok := SplitShortURL(url); ok {
		return "ssh://" + host + "/" + strings.TrimPrefix(path, "/")
	}
	return url
}

// SplitShortURL splits git@host:path into git@host and path.
func SplitShortURL(url string) (host, path string, ok bool) {
	if !strings.HasPrefix(url, "git@") || strings.Contains(url, "://") {
		return "", "", false
	}
	return strings.Cut(url, ":")
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

func secretRef(name string) manifest.Value {
	if name == "" {
		return nil
	}
	return manifest.Map{{Key: "name", Value: manifest.String(name)}}
}
