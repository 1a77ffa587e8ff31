// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package source

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// ociRepository describes an artifact in a container registry
// (https://fluxcd.io/flux/components/source/ocirepositories/).
func ociRepository(o v1alpha1.OCIRepository) (manifest.Map, shared) {
	spec := manifest.Map{
		{Key: "insecure", Value: manifest.Flag(o.Insecure)},
		{Key: "layerSelector", Value: layerSelector(o.LayerSelector)},
		{Key: "ref", Value: ociReference(o.RepositoryRef)},
		{Key: "url", Value: manifest.String(o.URL)},
		{Key: "verify", Value: verify(o.Verify)},
	}
	if o.UseWorkloadIdentity {
		spec = spec.With("provider", manifest.String("azure"))
	}
	if o.ObjectLevelIdentity == nil {
		spec = spec.With("serviceAccountName", manifest.Text(o.ServiceAccountName))
	}
	return spec, shared{o.SyncIntervalInSeconds, o.TimeoutInSeconds, o.LocalAuthRef, o.ObjectLevelIdentity, o.AdditionalConfigurations}
}

// ociReference hands all fields to Flux, which picks one as Azure does.
func ociReference(ref *v1alpha1.OCIRepositoryRef) manifest.Value {
	if ref == nil || *ref == (v1alpha1.OCIRepositoryRef{}) {
		return nil
	}
	return manifest.Map{
		{Key: "digest", Value: manifest.Text(ref.Digest)},
		{Key: "semver", Value: manifest.Text(ref.Semver)},
		{Key: "tag", Value: manifest.Text(ref.Tag)},
	}
}

func layerSelector(l *v1alpha1.LayerSelector) manifest.Value {
	if l == nil || *l == (v1alpha1.LayerSelector{}) {
		return nil
	}
	return manifest.Map{
		{Key: "mediaType", Value: manifest.Text(l.MediaType)},
		{Key: "operation", Value: manifest.Text(l.Operation)},
	}
}

// verify has cosign as its provider when none is given, as in Flux.
func verify(v *v1alpha1.Verify) manifest.Value {
	if v == nil {
		return nil
	}
	var identities manifest.List
	for _, i := range v.MatchOidcIdentity {
		identities = append(identities, manifest.Map{
			{Key: "issuer", Value: manifest.String(i.Issuer)},
			{Key: "subject", Value: manifest.String(i.Subject)},
		})
	}
	provider := v.Provider
	if provider == "" {
		provider = "cosign"
	}
	return manifest.Map{
		{Key: "matchOIDCIdentity", Value: manifest.Elements(identities)},
		{Key: "provider", Value: manifest.String(provider)},
	}
}
