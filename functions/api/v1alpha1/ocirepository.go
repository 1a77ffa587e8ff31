// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// OCIRepository is an artifact in a container registry.
type OCIRepository struct {
	// URL of the artifact: oci://HOST/PATH, without tag.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=2048
	URL string `json:"url"`

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

	// RepositoryRef says which version to fetch. Without it, the tag latest.
	// +optional
	RepositoryRef *OCIRepositoryRef `json:"repositoryRef,omitempty"`

	// LayerSelector picks the layer of the artifact. Without it, the first.
	// +optional
	LayerSelector *LayerSelector `json:"layerSelector,omitempty"`

	// Verify checks the signature of the artifact.
	// +optional
	Verify *Verify `json:"verify,omitempty"`

	// Insecure talks to the registry without TLS.
	// +optional
	Insecure bool `json:"insecure,omitempty"`

	// UseWorkloadIdentity authenticates as the identity of the ServiceAccount,
	// or of source-controller.
	// +optional
	UseWorkloadIdentity bool `json:"useWorkloadIdentity,omitempty"`

	// ServiceAccountName names the ServiceAccount whose pull secrets or identity
	// are used.
	// +optional
	ServiceAccountName string `json:"serviceAccountName,omitempty"`

	// TLSConfig holds the certificates for the registry.
	// +optional
	TLSConfig *TLSConfig `json:"tlsConfig,omitempty"`

	// LocalAuthRef names a Secret of type kubernetes.io/dockerconfigjson in the
	// namespace of the configuration.
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

// OCIRepositoryRef selects a version of an artifact. When several fields are
// given, digest wins over semver, and semver over tag.
type OCIRepositoryRef struct {
	// Tag to fetch.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Tag string `json:"tag,omitempty"`

	// Semver is a range of versions; the newest matching tag is fetched.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Semver string `json:"semver,omitempty"`

	// Digest to fetch, such as sha256:...
	// +kubebuilder:validation:MinLength=1
	// +optional
	Digest string `json:"digest,omitempty"`
}

// LayerSelector picks a layer of an artifact.
type LayerSelector struct {
	// MediaType of the layer.
	// +optional
	MediaType string `json:"mediaType,omitempty"`

	// Operation: extract the layer, or copy it as it is.
	// +kubebuilder:validation:Enum=extract;copy
	// +optional
	Operation string `json:"operation,omitempty"`
}

// Verify checks signatures.
type Verify struct {
	// Provider of the signatures.
	// +kubebuilder:validation:Enum=cosign;notation
	// +optional
	Provider string `json:"provider,omitempty"`

	// VerificationConfig holds what signatures are verified with, by file name,
	// in base64: public keys such as cosign.pub, certificates and
	// trustpolicy.json of notation.
	// +optional
	VerificationConfig map[string]Secret `json:"verificationConfig,omitempty"`

	// MatchOidcIdentity lists who may have signed without a key.
	// +optional
	MatchOidcIdentity []OidcIdentity `json:"matchOidcIdentity,omitempty"`
}

// OidcIdentity is who signed, as regular expressions.
type OidcIdentity struct {
	// Issuer of the identity's token.
	// +kubebuilder:validation:MinLength=1
	Issuer string `json:"issuer"`

	// Subject of the identity's certificate.
	// +kubebuilder:validation:MinLength=1
	Subject string `json:"subject"`
}

// TLSConfig holds certificates, in PEM, in base64.
type TLSConfig struct {
	// ClientCertificate authenticates to the registry.
	// +optional
	ClientCertificate Secret `json:"clientCertificate,omitempty"`

	// PrivateKey of the clientCertificate.
	// +optional
	PrivateKey Secret `json:"privateKey,omitempty"`

	// CACertificate is what the registry is trusted by.
	// +optional
	CACertificate Secret `json:"caCertificate,omitempty"`
}
