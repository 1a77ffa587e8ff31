// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package source

import (
	"net/url"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// bucket describes a bucket of an S3 compatible store
// (https://fluxcd.io/flux/components/source/buckets/).
func bucket(b v1alpha1.Bucket) (manifest.Map, shared) {
	endpoint, insecure := Endpoint(b)
	return manifest.Map{
		{Key: "bucketName", Value: manifest.String(b.BucketName)},
		{Key: "endpoint", Value: manifest.String(endpoint)},
		{Key: "insecure", Value: manifest.Flag(insecure)},
	}, shared{b.SyncIntervalInSeconds, b.TimeoutInSeconds, b.LocalAuthRef, b.ObjectLevelIdentity, b.AdditionalConfigurations}
}

// Endpoint splits the URL of a store into what Flux wants: host and port
// without scheme, and whether to talk to it without TLS. The scheme decides:
// Azure's insecure is true by default, in its own example beside an https URL.
func Endpoint(b v1alpha1.Bucket) (endpoint string, insecure bool) {
	u, err := url.Parse(b.URL)
	if err != nil {
		return b.URL, false
	}
	return u.Host + strings.TrimSuffix(u.Path, "/"), u.Scheme == "http"
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
