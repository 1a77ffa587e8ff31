// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// SealingPolicy says how credentials become part of a bundle. It is one of
// ours: Azure keeps them in its control plane.
type SealingPolicy struct {
	// APIVersion is fluxbundle.io/v1alpha1.
	APIVersion string `json:"apiVersion"`

	// Kind is SealingPolicy.
	Kind string `json:"kind"`

	// Metadata names the policy.
	Metadata ObjectMeta `json:"metadata"`

	// Spec is how, for whom and with which seed.
	Spec SealingPolicySpec `json:"spec"`
}

// SealingProvider is what opens what is sealed.
// +kubebuilder:validation:Enum=sealed-secrets;sops;external-secrets;existing;plaintext
type SealingProvider string

// The providers.
const (
	// SealingSealedSecrets makes SealedSecrets for Bitnami's controller.
	SealingSealedSecrets SealingProvider = "sealed-secrets"
	// SealingSOPS makes Secrets encrypted for age, which Flux decrypts.
	SealingSOPS SealingProvider = "sops"
	// SealingExternalSecrets makes ExternalSecrets, which hold no secret.
	SealingExternalSecrets SealingProvider = "external-secrets"
	// SealingExisting refers to Secrets that someone else makes.
	SealingExisting SealingProvider = "existing"
	// SealingPlaintext makes plain Secrets, on standard output only.
	SealingPlaintext SealingProvider = "plaintext"
)

// Defaults of a SealingPolicy.
const (
	DefaultSeedKey          = "seed"
	DefaultDecryptionSecret = "sops-age"
	DefaultStoreKind        = "ClusterSecretStore"
	DefaultRefreshSeconds   = 3600
)

// SealingPolicySpec holds the settings of a policy.
type SealingPolicySpec struct {
	// Provider opens what is sealed.
	Provider SealingProvider `json:"provider"`

	// Configurations are the names of the FluxConfigurations that the policy is
	// for.
	// +optional
	Configurations []string `json:"configurations,omitempty"`

	// Namespaces are those that the policy is for, by spec.namespace of the
	// configurations. A policy with neither configurations nor namespaces is for
	// all that no other policy is for.
	// +optional
	Namespaces []string `json:"namespaces,omitempty"`

	// Exclusive makes it an error that another policy is chosen for a
	// configuration in one of the namespaces, be it by name or because it lists
	// the configuration. Without it, that is a warning.
	// +optional
	Exclusive bool `json:"exclusive,omitempty"`

	// SeedFrom names the seed: at least 32 random bytes. The same seed seals the
	// same plaintext to the same bytes. sealed-secrets and sops need one
	// whenever they seal, and none to keep what is sealed.
	// +optional
	SeedFrom *SecretKeyFrom `json:"seedFrom,omitempty"`

	// SSHSeedFrom names a seed of its own for SSH key pairs. Without it they are
	// derived from the seed.
	// +optional
	SSHSeedFrom *SecretKeyFrom `json:"sshSeedFrom,omitempty"`

	// Epoch seals everything anew when it changes.
	// +optional
	Epoch string `json:"epoch,omitempty"`

	// SealingIdentity sets clusters apart that share a seed, so that none of
	// them has a key or ciphertext of another.
	// +optional
	SealingIdentity string `json:"sealingIdentity,omitempty"`

	// AsOf is the day, such as 2026-11-25, on which the sealing certificate has
	// to be valid. A function has no clock; without it the dates of the
	// certificate are only told.
	// +kubebuilder:validation:Pattern=`^\d{4}-\d{2}-\d{2}$`
	// +optional
	AsOf string `json:"asOf,omitempty"`

	// SealedSecrets is for provider sealed-secrets.
	// +optional
	SealedSecrets *SealedSecretsPolicy `json:"sealedSecrets,omitempty"`

	// SOPS is for provider sops.
	// +optional
	SOPS *SOPSPolicy `json:"sops,omitempty"`

	// ExternalSecrets is for provider external-secrets.
	// +optional
	ExternalSecrets *ExternalSecretsPolicy `json:"externalSecrets,omitempty"`

	// Clusters selects the clusters of a fleet that the policy is for. Without
	// it, all.
	// +optional
	Clusters *ClusterSelector `json:"clusters,omitempty"`

	// Overrides are what the policy has otherwise for some clusters of a fleet.
	// +optional
	Overrides []Override `json:"overrides,omitempty"`
}

// SecretKeyFrom names a key of a Secret that is there for one render, annotated
// config.kubernetes.io/local-config: "true".
type SecretKeyFrom struct {
	// Name of the Secret.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	Name string `json:"name"`

	// Namespace of the Secret. Without it, the only one of that name.
	// +optional
	Namespace string `json:"namespace,omitempty"`

	// Key in the data of the Secret.
	// +kubebuilder:default=seed
	// +optional
	Key string `json:"key,omitempty"`
}

// SealingScope says how far a SealedSecret may be moved
// (https://github.com/bitnami-labs/sealed-secrets#scopes).
// +kubebuilder:validation:Enum=strict;namespace-wide;cluster-wide
type SealingScope string

// The scopes.
const (
	// SealingScopeStrict binds it to its namespace and name.
	SealingScopeStrict SealingScope = "strict"
	// SealingScopeNamespace binds it to its namespace.
	SealingScopeNamespace SealingScope = "namespace-wide"
	// SealingScopeCluster binds it to nothing but the controller's key.
	SealingScopeCluster SealingScope = "cluster-wide"
)

// SealedSecretsPolicy is for Bitnami's controller.
type SealedSecretsPolicy struct {
	// Certificate of the controller, in PEM, as kubeseal --fetch-cert prints it.
	// It is public.
	// +kubebuilder:validation:MinLength=1
	Certificate string `json:"certificate"`

	// Scope of the SealedSecrets.
	// +kubebuilder:default=strict
	// +optional
	Scope SealingScope `json:"scope,omitempty"`
}

// SOPSPolicy is for Secrets that Flux decrypts
// (https://fluxcd.io/flux/guides/mozilla-sops/).
type SOPSPolicy struct {
	// Age lists the recipients, age1..., that can open the Secrets. They are
	// public.
	// +kubebuilder:validation:MinItems=1
	Age []string `json:"age"`

	// DecryptionSecret is the name of the Secret with the age identity, in the
	// namespace of the Kustomization that applies the bundle. The root sync of
	// the FluxExtension decrypts with it.
	// +kubebuilder:default=sops-age
	// +optional
	DecryptionSecret string `json:"decryptionSecret,omitempty"`

	// AppliedBy names a Kustomization of Flux with spec.decryption that applies
	// the bundle, when it is not the root sync of the FluxExtension.
	// +optional
	AppliedBy *AppliedBy `json:"appliedBy,omitempty"`
}

// AppliedBy names a Kustomization of Flux.
type AppliedBy struct {
	// Namespace of the Kustomization.
	// +kubebuilder:validation:MinLength=1
	Namespace string `json:"namespace"`

	// Kustomization is its name.
	// +kubebuilder:validation:MinLength=1
	Kustomization string `json:"kustomization"`
}

// ExternalSecretsPolicy is for the External Secrets Operator
// (https://external-secrets.io/latest/api/externalsecret/).
type ExternalSecretsPolicy struct {
	// StoreName names the store.
	// +kubebuilder:validation:MinLength=1
	StoreName string `json:"storeName"`

	// StoreKind of the store.
	// +kubebuilder:default=ClusterSecretStore
	// +kubebuilder:validation:Enum=SecretStore;ClusterSecretStore
	// +optional
	StoreKind string `json:"storeKind,omitempty"`

	// KeyPrefix is put before NAMESPACE/NAME of the Secret to make the key of
	// the entry in the store, whose properties become the data of the Secret.
	// +optional
	KeyPrefix string `json:"keyPrefix,omitempty"`

	// RefreshIntervalInSeconds is the time between two looks at the store.
	// +kubebuilder:default=3600
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	RefreshIntervalInSeconds *int64 `json:"refreshIntervalInSeconds,omitempty"`
}
