// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// Bucket is a bucket of an S3 compatible store.
type Bucket struct {
	// URL of the store: http:// or https:// with its host.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=2048
	URL string `json:"url"`

	// BucketName is the name of the bucket.
	// +kubebuilder:validation:MinLength=1
	BucketName string `json:"bucketName"`

	// Insecure talks to the store without TLS. Without it, the scheme of the URL
	// decides; Azure's API says true even for https URLs.
	// +optional
	Insecure *bool `json:"insecure,omitempty"`

	// TimeoutInSeconds is the longest time one synchronisation may take.
	// +kubebuilder:default=600
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	TimeoutInSeconds *int64 `json:"timeoutInSeconds,omitempty"`

	// SyncIntervalInSeconds is the time between two synchronisations.
	// +kubebuilder:default=600
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	SyncIntervalInSeconds *int64 `json:"syncIntervalInSeconds,omitempty"`

	// LocalAuthRef names a Secret in the namespace of the configuration with the
	// keys accesskey and secretkey.
	// +optional
	LocalAuthRef string `json:"localAuthRef,omitempty"`

	// ObjectLevelIdentity is the workload identity that reads the source.
	// +optional
	ObjectLevelIdentity *ObjectLevelIdentity `json:"objectLevelIdentity,omitempty"`

	// AdditionalConfigurations is merged into the spec of the Flux source, which
	// it wins over.
	// +optional
	AdditionalConfigurations Object `json:"additionalConfigurations,omitempty"`
}

// AzureBlob is a container of Azure Blob Storage.
type AzureBlob struct {
	// URL of the storage account: https://NAME.blob.core.windows.net.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=2048
	URL string `json:"url"`

	// ContainerName is the name of the container.
	// +kubebuilder:validation:MinLength=1
	ContainerName string `json:"containerName"`

	// TimeoutInSeconds is the longest time one synchronisation may take.
	// +kubebuilder:default=600
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	TimeoutInSeconds *int64 `json:"timeoutInSeconds,omitempty"`

	// SyncIntervalInSeconds is the time between two synchronisations.
	// +kubebuilder:default=600
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	SyncIntervalInSeconds *int64 `json:"syncIntervalInSeconds,omitempty"`

	// LocalAuthRef names a Secret in the namespace of the configuration that
	// holds the credentials, in the form that Flux expects.
	// +optional
	LocalAuthRef string `json:"localAuthRef,omitempty"`

	// ObjectLevelIdentity is the workload identity that reads the source.
	// +optional
	ObjectLevelIdentity *ObjectLevelIdentity `json:"objectLevelIdentity,omitempty"`

	// AdditionalConfigurations is merged into the spec of the Flux source, which
	// it wins over.
	// +optional
	AdditionalConfigurations Object `json:"additionalConfigurations,omitempty"`
}
