// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// GitProvider says how Flux authenticates to the Git host.
// +kubebuilder:validation:Enum=Azure;GitHub;Generic
type GitProvider string

// The providers.
const (
	// GitProviderAzure uses a managed identity with Azure DevOps.
	GitProviderAzure GitProvider = "Azure"
	// GitProviderGitHub uses a GitHub App.
	GitProviderGitHub GitProvider = "GitHub"
	// GitProviderGeneric uses the credentials of the Secret, if there is one.
	GitProviderGeneric GitProvider = "Generic"
)

// GitRepository is a Git repository to synchronise.
type GitRepository struct {
	// URL of the repository: http://, https:// or ssh://, or the short form
	// git@host:path, which becomes ssh://git@host/path.
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

	// RepositoryRef says which revision to check out. Without it Flux follows
	// the branch master.
	// +optional
	RepositoryRef *RepositoryRef `json:"repositoryRef,omitempty"`

	// SSHKnownHosts holds the public keys of the Git host as lines of
	// known_hosts, in base64.
	// +optional
	SSHKnownHosts string `json:"sshKnownHosts,omitempty"`

	// HTTPSUser is the user to authenticate as over https; its password or token
	// is httpsKey of the configurationProtectedSettings.
	// +optional
	HTTPSUser string `json:"httpsUser,omitempty"`

	// HTTPSCACert holds the certificates that the Git host is trusted by, in
	// PEM, in base64.
	// +optional
	HTTPSCACert string `json:"httpsCACert,omitempty"`

	// LocalAuthRef names a Secret in the namespace of the configuration that
	// holds the credentials, in the form that Flux expects.
	// +optional
	LocalAuthRef string `json:"localAuthRef,omitempty"`

	// Provider says how Flux authenticates.
	// +optional
	Provider GitProvider `json:"provider,omitempty"`

	// SparseCheckout lists the folders to check out; all without it.
	// +optional
	SparseCheckout []string `json:"sparseCheckout,omitempty"`

	// ObjectLevelIdentity is the workload identity that reads the source.
	// +optional
	ObjectLevelIdentity *ObjectLevelIdentity `json:"objectLevelIdentity,omitempty"`

	// AdditionalConfigurations is merged into the spec of the Flux source, which
	// it wins over.
	// +optional
	AdditionalConfigurations Object `json:"additionalConfigurations,omitempty"`
}

// RepositoryRef selects a revision of a Git repository. When several fields
// are given, commit wins over semver, semver over tag, tag over branch; a
// branch beside a commit is where the commit is looked for.
type RepositoryRef struct {
	// Branch to follow.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Branch string `json:"branch,omitempty"`

	// Tag to check out.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Tag string `json:"tag,omitempty"`

	// Semver is a range of versions; the newest matching tag is checked out.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Semver string `json:"semver,omitempty"`

	// Commit is the SHA-1 of the commit to check out.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Commit string `json:"commit,omitempty"`
}
