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

	// AccessKey is the key ID to authenticate with; its secret is bucketSecretKey
	// of the configurationProtectedSettings.
	// +optional
	AccessKey string `json:"accessKey,omitempty"`

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

	// ServicePrincipal authenticates as an application of Microsoft Entra ID.
	// +optional
	ServicePrincipal *ServicePrincipal `json:"servicePrincipal,omitempty"`

	// AccountKey is a key of the storage account.
	// +optional
	AccountKey Secret `json:"accountKey,omitempty"`

	// SASToken is a shared access signature of the container.
	// +optional
	SASToken Secret `json:"sasToken,omitempty"`

	// ManagedIdentity authenticates as an identity of the nodes.
	// +optional
	ManagedIdentity *ManagedIdentity `json:"managedIdentity,omitempty"`

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

// ServicePrincipal is an application of Microsoft Entra ID. It has a
// clientSecret or a clientCertificate.
type ServicePrincipal struct {
	// ClientID of the application.
	// +kubebuilder:validation:MinLength=1
	ClientID string `json:"clientId"`

	// TenantID of the application.
	// +kubebuilder:validation:MinLength=1
	TenantID string `json:"tenantId"`

	// ClientSecret is a password of the application.
	// +optional
	ClientSecret Secret `json:"clientSecret,omitempty"`

	// ClientCertificate and its private key, in PEM or PKCS #12, in base64.
	// +optional
	ClientCertificate Secret `json:"clientCertificate,omitempty"`

	// ClientCertificatePassword opens the clientCertificate.
	// +optional
	ClientCertificatePassword Secret `json:"clientCertificatePassword,omitempty"`

	// ClientCertificateSendChain sends the chain of the clientCertificate along.
	// +optional
	ClientCertificateSendChain bool `json:"clientCertificateSendChain,omitempty"`
}

// ManagedIdentity is an identity that Azure gives to the nodes of the cluster.
type ManagedIdentity struct {
	// ClientID of the identity.
	// +kubebuilder:validation:MinLength=1
	ClientID string `json:"clientId"`
}
