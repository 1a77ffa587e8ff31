// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package model

import "github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"

// Decryption is how kustomize-controller decrypts
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#decryption).
type Decryption struct {
	// Provider is sops.
	Provider string
	// Secret in flux-system that holds the keys; may be empty, when the
	// controller has an identity that opens them.
	Secret string
}

// SyncConfiguration is the source of the sync as that of a FluxConfiguration, with
// which it shares checks and emitter.
func SyncConfiguration(s v1alpha1.Sync) v1alpha1.FluxConfiguration {
	c := v1alpha1.FluxConfiguration{
		APIVersion: v1alpha1.APIVersion, Kind: v1alpha1.KindFluxConfiguration,
		Metadata: v1alpha1.ObjectMeta{Name: s.Name},
		Spec:     v1alpha1.FluxConfigurationSpec{Namespace: SystemNamespace, SourceKind: s.Source.Kind},
	}
	from := s.Source
	ref := v1alpha1.SyncRef{}
	if from.RepositoryRef != nil {
		ref = *from.RepositoryRef
	}
	switch from.Kind {
	case v1alpha1.SourceKindBucket:
		c.Spec.Bucket = &v1alpha1.Bucket{
			URL: from.URL, BucketName: from.BucketName,
			SyncIntervalInSeconds: from.SyncIntervalInSeconds, TimeoutInSeconds: from.TimeoutInSeconds,
			LocalAuthRef: from.LocalAuthRef, ObjectLevelIdentity: from.ObjectLevelIdentity,
			AdditionalConfigurations: from.AdditionalConfigurations,
		}
	case v1alpha1.SourceKindAzureBlob:
		c.Spec.AzureBlob = &v1alpha1.AzureBlob{
			URL: from.URL, ContainerName: from.BucketName,
			SyncIntervalInSeconds: from.SyncIntervalInSeconds, TimeoutInSeconds: from.TimeoutInSeconds,
			LocalAuthRef: from.LocalAuthRef, ObjectLevelIdentity: from.ObjectLevelIdentity,
			AdditionalConfigurations: from.AdditionalConfigurations,
		}
	case v1alpha1.SourceKindOCIRepository:
		c.Spec.OCIRepository = &v1alpha1.OCIRepository{
			URL: from.URL, RepositoryRef: &v1alpha1.OCIRepositoryRef{Tag: ref.Tag, Semver: ref.Semver, Digest: ref.Digest},
			SyncIntervalInSeconds: from.SyncIntervalInSeconds, TimeoutInSeconds: from.TimeoutInSeconds,
			LocalAuthRef: from.LocalAuthRef, ObjectLevelIdentity: from.ObjectLevelIdentity,
			AdditionalConfigurations: from.AdditionalConfigurations,
		}
	default:
		c.Spec.GitRepository = &v1alpha1.GitRepository{
			URL: from.URL, Provider: from.Provider,
			RepositoryRef:         &v1alpha1.RepositoryRef{Branch: ref.Branch, Tag: ref.Tag, Semver: ref.Semver, Commit: ref.Commit},
			SyncIntervalInSeconds: from.SyncIntervalInSeconds, TimeoutInSeconds: from.TimeoutInSeconds,
			LocalAuthRef: from.LocalAuthRef, ObjectLevelIdentity: from.ObjectLevelIdentity,
			AdditionalConfigurations: from.AdditionalConfigurations,
		}
	}
	return c
}
