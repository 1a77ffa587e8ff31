// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// FluxConfiguration is one source and the Kustomizations applied from it.
// The properties of an ARM resource of type
// Microsoft.KubernetesConfiguration/fluxConfigurations can be pasted under
// spec as they are.
type FluxConfiguration struct {
	// APIVersion is fluxbundle.io/v1alpha1.
	APIVersion string `json:"apiVersion"`

	// Kind is FluxConfiguration.
	Kind string `json:"kind"`

	// Metadata names the configuration.
	Metadata ObjectMeta `json:"metadata"`

	// Spec is the desired state.
	Spec FluxConfigurationSpec `json:"spec"`
}

// Scope says how far the rights of a configuration reach.
// +kubebuilder:validation:Enum=cluster;namespace
type Scope string

// The scopes.
const (
	// ScopeCluster binds flux-applier in the whole cluster.
	ScopeCluster Scope = "cluster"
	// ScopeNamespace binds flux-applier inside its own namespace.
	ScopeNamespace Scope = "namespace"
)

// SourceKind names the kind of the source and the field that describes it.
// +kubebuilder:validation:Enum=GitRepository
type SourceKind string

// SourceKindGitRepository is described by gitRepository.
const SourceKindGitRepository SourceKind = "GitRepository"

// Defaults of the Azure API, version 2025-04-01.
const (
	DefaultScope      = ScopeCluster
	DefaultNamespace  = "default"
	DefaultSourceKind = SourceKindGitRepository
	// DefaultSeconds is the default of every interval and timeout that has one.
	DefaultSeconds = 600
	// DefaultWait is the default of a kustomization's wait.
	DefaultWait = true
	// DefaultKustomization is the name of the kustomization that a
	// configuration without any is given.
	DefaultKustomization = "kustomization-1"
	// DefaultClusterRole is what flux-applier is bound to.
	DefaultClusterRole = "cluster-admin"
)

// FluxConfigurationSpec holds the properties of a configuration.
type FluxConfigurationSpec struct {
	// Scope of the configuration: with cluster, flux-applier may change the
	// whole cluster; with namespace, only its own namespace.
	// +kubebuilder:default=cluster
	// +optional
	Scope Scope `json:"scope,omitempty"`

	// Namespace that the source, the Kustomizations and the ServiceAccount
	// flux-applier live in. It is emitted too, except default and kube-*, and
	// flux-system, which belongs to the FluxExtension.
	// +kubebuilder:default=default
	// +optional
	Namespace string `json:"namespace,omitempty"`

	// SourceKind says which source the configuration has.
	// +kubebuilder:default=GitRepository
	// +optional
	SourceKind SourceKind `json:"sourceKind,omitempty"`

	// Suspend stops the reconciliation of the source and of all Kustomizations.
	// +optional
	Suspend bool `json:"suspend,omitempty"`

	// GitRepository describes the source of kind GitRepository.
	// +optional
	GitRepository *GitRepository `json:"gitRepository,omitempty"`

	// Kustomizations to apply from the source, by name. Without any, one with
	// the name kustomization-1 applies the root of the source.
	// +optional
	Kustomizations map[string]Kustomization `json:"kustomizations,omitempty"`

	// ClusterRole that flux-applier is bound to. Not an Azure property: Azure
	// always binds cluster-admin.
	// +kubebuilder:default=cluster-admin
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	// +optional
	ClusterRole string `json:"clusterRole,omitempty"`
}

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

	// LocalAuthRef names a Secret in the namespace of the configuration that
	// holds the credentials, in the form that Flux expects.
	// +optional
	LocalAuthRef string `json:"localAuthRef,omitempty"`

	// Provider says how Flux authenticates.
	// +optional
	Provider GitProvider `json:"provider,omitempty"`
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

// Kustomization is a folder of the source to apply.
type Kustomization struct {
	// Path of the folder, relative to the root of the source. Empty means the
	// root.
	// +optional
	Path string `json:"path,omitempty"`

	// DependsOn lists kustomizations of the same configuration that must be
	// ready first.
	// +optional
	DependsOn []string `json:"dependsOn,omitempty"`

	// TimeoutInSeconds is the longest time that applying and waiting may take.
	// +kubebuilder:default=600
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	TimeoutInSeconds *int64 `json:"timeoutInSeconds,omitempty"`

	// SyncIntervalInSeconds is the time between two reconciliations.
	// +kubebuilder:default=600
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	SyncIntervalInSeconds *int64 `json:"syncIntervalInSeconds,omitempty"`

	// RetryIntervalInSeconds is the time until the next try after a failure.
	// Without it Flux retries after syncIntervalInSeconds.
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	RetryIntervalInSeconds *int64 `json:"retryIntervalInSeconds,omitempty"`

	// Prune deletes objects that are gone from the source.
	// +optional
	Prune bool `json:"prune,omitempty"`

	// Force recreates objects whose immutable fields changed.
	// +optional
	Force bool `json:"force,omitempty"`

	// Wait for the health of everything applied.
	// +kubebuilder:default=true
	// +optional
	Wait *bool `json:"wait,omitempty"`

	// PostBuild substitutes variables in what is applied.
	// +optional
	PostBuild *PostBuild `json:"postBuild,omitempty"`
}

// PostBuild describes the substitution of variables.
type PostBuild struct {
	// Substitute holds values by variable name.
	// +optional
	Substitute map[string]string `json:"substitute,omitempty"`

	// SubstituteFrom lists ConfigMaps and Secrets that hold values.
	// +optional
	SubstituteFrom []SubstituteFrom `json:"substituteFrom,omitempty"`
}

// SubstituteFrom refers to values in the namespace of the configuration.
type SubstituteFrom struct {
	// Kind of the object.
	// +kubebuilder:validation:Enum=ConfigMap;Secret
	Kind string `json:"kind"`

	// Name of the object.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	Name string `json:"name"`

	// Optional tolerates that the object does not exist.
	// +optional
	Optional bool `json:"optional,omitempty"`
}
