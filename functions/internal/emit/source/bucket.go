// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package source

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
)

// bucket describes a bucket of an S3 compatible store
// (https://fluxcd.io/flux/components/source/buckets/).
func bucket(b v1alpha1.Bucket) (manifest.Map, shared) {
	endpoint, insecure := model.BucketEndpoint(b)
	if b.ObjectLevelIdentity != nil {
		// The provider becomes azure, whose client takes the whole URL, as that of a
		// container of Azure Blob Storage does.
		endpoint = b.URL
	}
	return manifest.Map{
		{Key: "bucketName", Value: manifest.String(b.BucketName)},
		{Key: "endpoint", Value: manifest.String(endpoint)},
		{Key: "insecure", Value: manifest.Flag(insecure)},
	}, shared{b.SyncIntervalInSeconds, b.TimeoutInSeconds, b.LocalAuthRef, b.ObjectLevelIdentity, b.AdditionalConfigurations}
}

// azureBlob describes a container of Azure Blob Storage, which Flux reads as a
// Bucket of provider azure whose endpoint is the whole URL.
func azureBlob(b v1alpha1.AzureBlob) (manifest.Map, shared) {
	return manifest.Map{
		{Key: "bucketName", Value: manifest.String(b.ContainerName)},
		{Key: "endpoint", Value: manifest.String(b.URL)},
		{Key: "provider", Value: manifest.String("azure")},
	}, shared{b.SyncIntervalInSeconds, b.TimeoutInSeconds, b.LocalAuthRef, b.ObjectLevelIdentity, b.AdditionalConfigurations}
}
