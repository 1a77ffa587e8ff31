// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fluxconfig

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// sourceOf returns the source of a configuration under its own key.
func sourceOf(spec v1alpha1.FluxConfigurationSpec) manifest.Map {
	switch spec.SourceKind {
	case v1alpha1.SourceKindBucket:
		return manifest.Map{{Key: "bucket", Value: bucket(*spec.Bucket)}}
	case v1alpha1.SourceKindAzureBlob:
		return manifest.Map{{Key: "azureBlob", Value: azureBlob(*spec.AzureBlob)}}
	case v1alpha1.SourceKindOCIRepository:
		return manifest.Map{{Key: "ociRepository", Value: ociRepository(*spec.OCIRepository)}}
	default:
		return manifest.Map{{Key: "gitRepository", Value: gitRepository(*spec.GitRepository)}}
	}
}

func gitRepository(g v1alpha1.GitRepository) manifest.Map {
	var ref manifest.Map
	if r := g.RepositoryRef; r != nil {
		ref = manifest.Map{
			{Key: "branch", Value: manifest.Text(r.Branch)}, {Key: "commit", Value: manifest.Text(r.Commit)},
			{Key: "semver", Value: manifest.Text(r.Semver)}, {Key: "tag", Value: manifest.Text(r.Tag)},
		}
	}
	return manifest.Map{
		{Key: "additionalConfigurations", Value: free(g.AdditionalConfigurations)},
		{Key: "localAuthRef", Value: manifest.Text(g.LocalAuthRef)},
		{Key: "objectLevelIdentity", Value: identity(g.ObjectLevelIdentity)},
		{Key: "provider", Value: manifest.Text(string(g.Provider))},
		{Key: "ref", Value: group(ref)},
		{Key: "sparseCheckout", Value: manifest.Elements(manifest.Strings(g.SparseCheckout...))},
		{Key: "syncInterval", Value: duration(g.SyncIntervalInSeconds)},
		{Key: "timeout", Value: duration(g.TimeoutInSeconds)},
		{Key: "url", Value: manifest.String(g.URL)},
	}
}

func bucket(b v1alpha1.Bucket) manifest.Map {
	var insecure manifest.Value
	if b.Insecure != nil {
		insecure = manifest.Bool(*b.Insecure)
	}
	return manifest.Map{
		{Key: "additionalConfigurations", Value: free(b.AdditionalConfigurations)},
		{Key: "bucketName", Value: manifest.String(b.BucketName)},
		{Key: "insecure", Value: insecure},
		{Key: "localAuthRef", Value: manifest.Text(b.LocalAuthRef)},
		{Key: "objectLevelIdentity", Value: identity(b.ObjectLevelIdentity)},
		{Key: "syncInterval", Value: duration(b.SyncIntervalInSeconds)},
		{Key: "timeout", Value: duration(b.TimeoutInSeconds)},
		{Key: "url", Value: manifest.String(b.URL)},
	}
}

func azureBlob(b v1alpha1.AzureBlob) manifest.Map {
	return manifest.Map{
		{Key: "additionalConfigurations", Value: free(b.AdditionalConfigurations)},
		{Key: "containerName", Value: manifest.String(b.ContainerName)},
		{Key: "localAuthRef", Value: manifest.Text(b.LocalAuthRef)},
		{Key: "objectLevelIdentity", Value: identity(b.ObjectLevelIdentity)},
		{Key: "syncInterval", Value: duration(b.SyncIntervalInSeconds)},
		{Key: "timeout", Value: duration(b.TimeoutInSeconds)},
		{Key: "url", Value: manifest.String(b.URL)},
	}
}

func ociRepository(o v1alpha1.OCIRepository) manifest.Map {
	var ref, layer manifest.Map
	if r := o.RepositoryRef; r != nil {
		ref = manifest.Map{
			{Key: "digest", Value: manifest.Text(r.Digest)}, {Key: "semver", Value: manifest.Text(r.Semver)},
			{Key: "tag", Value: manifest.Text(r.Tag)},
		}
	}
	if l := o.LayerSelector; l != nil {
		layer = manifest.Map{{Key: "mediaType", Value: manifest.Text(l.MediaType)}, {Key: "operation", Value: manifest.Text(l.Operation)}}
	}
	return manifest.Map{
		{Key: "additionalConfigurations", Value: free(o.AdditionalConfigurations)},
		{Key: "insecure", Value: manifest.Flag(o.Insecure)},
		{Key: "layerSelector", Value: group(layer)},
		{Key: "localAuthRef", Value: manifest.Text(o.LocalAuthRef)},
		{Key: "objectLevelIdentity", Value: identity(o.ObjectLevelIdentity)},
		{Key: "ref", Value: group(ref)},
		{Key: "serviceAccountName", Value: manifest.Text(o.ServiceAccountName)},
		{Key: "syncInterval", Value: duration(o.SyncIntervalInSeconds)},
		{Key: "timeout", Value: duration(o.TimeoutInSeconds)},
		{Key: "url", Value: manifest.String(o.URL)},
		{Key: "useWorkloadIdentity", Value: manifest.Flag(o.UseWorkloadIdentity)},
		{Key: "verify", Value: verify(o.Verify)},
	}
}

// verify leaves out the keys.
func verify(v *v1alpha1.Verify) manifest.Value {
	if v == nil {
		return nil
	}
	var identities manifest.List
	for _, i := range v.MatchOidcIdentity {
		identities = append(identities, manifest.Map{
			{Key: "issuer", Value: manifest.String(i.Issuer)}, {Key: "subject", Value: manifest.String(i.Subject)},
		})
	}
	return group(manifest.Map{
		{Key: "matchOidcIdentity", Value: manifest.Elements(identities)}, {Key: "provider", Value: manifest.Text(v.Provider)},
	})
}
