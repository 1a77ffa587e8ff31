// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// Auth says where the credentials of the source come from when Azure's
// properties do not hold them, and how they are sealed. Not an Azure property.
type Auth struct {
	// SecretFrom names a local-config Secret with the keys that Flux reads from
	// the Secret of the source, as flux create secret prints it: username and
	// password; bearerToken; identity, known_hosts and password; githubAppID,
	// githubAppPrivateKey and githubAppInstallationID or
	// githubAppInstallationOwner; accesskey and secretkey; serviceaccount;
	// accountKey; sasKey; clientId, tenantId and clientSecret;
	// .dockerconfigjson; and ca.crt, tls.crt, tls.key with Git.
	// +optional
	SecretFrom *SecretFrom `json:"secretFrom,omitempty"`

	// CertSecretFrom names a local-config Secret with ca.crt, or tls.crt and
	// tls.key, or all three, for a Bucket or OCIRepository.
	// +optional
	CertSecretFrom *SecretFrom `json:"certSecretFrom,omitempty"`

	// ProxySecretFrom names a local-config Secret with the address of an HTTP
	// proxy, and its username and password.
	// +optional
	ProxySecretFrom *SecretFrom `json:"proxySecretFrom,omitempty"`

	// VerifySecretFrom names a local-config Secret with what signatures are
	// verified with: public keys of cosign (*.pub), certificates and
	// trustpolicy.json of notation, or PGP keys for Git commits.
	// +optional
	VerifySecretFrom *SecretFrom `json:"verifySecretFrom,omitempty"`

	// WorkloadIdentity reads the source as an identity of a cloud, without any
	// Secret. For Azure, objectLevelIdentity does the same.
	// +optional
	WorkloadIdentity *WorkloadIdentity `json:"workloadIdentity,omitempty"`

	// SealingPolicy names the SealingPolicy of the credentials. Without it, the
	// one that lists the configuration, else the one that lists its namespace,
	// else the one that lists nothing.
	// +optional
	SealingPolicy string `json:"sealingPolicy,omitempty"`

	// Epoch is added to that of the SealingPolicy: another one seals the
	// credentials of this configuration anew.
	// +optional
	Epoch string `json:"epoch,omitempty"`

	// Rotation counts the SSH key pairs that were derived for this
	// configuration: another number makes a new pair.
	// +kubebuilder:validation:Minimum=0
	// +optional
	Rotation int64 `json:"rotation,omitempty"`
}

// SecretFrom names a Secret that is there for one render: it is annotated
// config.kubernetes.io/local-config: "true" and never emitted. When it is not
// there, what an earlier render sealed is kept.
type SecretFrom struct {
	// Name of the Secret.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	Name string `json:"name"`

	// Namespace of the Secret. Without it, the only one of that name.
	// +optional
	Namespace string `json:"namespace,omitempty"`
}

// CloudProvider is a cloud that knows the accounts of a cluster.
// +kubebuilder:validation:Enum=aws;azure;gcp
type CloudProvider string

// The clouds.
const (
	CloudProviderAWS   CloudProvider = "aws"
	CloudProviderAzure CloudProvider = "azure"
	CloudProviderGCP   CloudProvider = "gcp"
)

// WorkloadIdentity is an identity of a cloud that a ServiceAccount stands for
// (https://fluxcd.io/flux/integrations/).
type WorkloadIdentity struct {
	// Provider is the cloud.
	Provider CloudProvider `json:"provider"`

	// RoleARN is the role of AWS that the account takes on.
	// +kubebuilder:validation:Pattern=`^arn:aws[a-zA-Z-]*:iam::\d{12}:role/.+$`
	// +optional
	RoleARN string `json:"roleArn,omitempty"`

	// ClientID is the managed identity of Azure.
	// +optional
	ClientID string `json:"clientId,omitempty"`

	// TenantID is the tenant of the managed identity; that of the cluster
	// without it.
	// +optional
	TenantID string `json:"tenantId,omitempty"`

	// GCPServiceAccount is the e-mail address of the service account of Google
	// Cloud that the account impersonates.
	// +optional
	GCPServiceAccount string `json:"gcpServiceAccount,omitempty"`

	// WorkloadIdentityProvider is the full name of a provider of Google Cloud's
	// Workload Identity Federation, for clusters outside of GKE.
	// +kubebuilder:validation:Pattern=`^projects/\d+/locations/global/workloadIdentityPools/[^/]+/providers/[^/]+$`
	// +optional
	WorkloadIdentityProvider string `json:"workloadIdentityProvider,omitempty"`

	// ServiceAccountName is the account that is emitted. Without it, the name of
	// the configuration with the suffix -source.
	// +optional
	ServiceAccountName string `json:"serviceAccountName,omitempty"`
}
