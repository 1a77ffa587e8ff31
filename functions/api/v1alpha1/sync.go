// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// Sync is the source and the Kustomization with which Flux manages the rendered
// bundle, itself included, as flux bootstrap sets them up. Both are in
// flux-system, stay in the cluster when they leave the bundle, and deleting the
// Kustomization leaves what it applied.
type Sync struct {
	// Name of the source and the Kustomization.
	// +kubebuilder:default=flux-system
	// +kubebuilder:validation:MinLength=1
	// +optional
	Name string `json:"name,omitempty"`

	// Source is where the rendered bundle is pushed to.
	Source SyncSource `json:"source"`

	// Kustomization applies the rendered bundle. With multiTenancy.enforce it
	// does so as kustomize-controller, which is cluster-admin, like that of flux
	// bootstrap with the multi-tenancy lock-down.
	// +optional
	Kustomization SyncKustomization `json:"kustomization,omitempty"`
}

// SyncSource describes the source of the rendered bundle. Its credentials are
// in a Secret that has to be in the cluster before anything can be read: they
// cannot be given here.
type SyncSource struct {
	// Kind of the source.
	// +kubebuilder:default=GitRepository
	// +optional
	Kind SourceKind `json:"kind,omitempty"`

	// URL of the source, as in the gitRepository, bucket, azureBlob or
	// ociRepository of a FluxConfiguration.
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=2048
	URL string `json:"url"`

	// BucketName is the name of the bucket, or of the container of an AzureBlob.
	// +kubebuilder:validation:MinLength=1
	// +optional
	BucketName string `json:"bucketName,omitempty"`

	// RepositoryRef says which revision to fetch. Without it, Flux follows the
	// branch master or the tag latest.
	// +optional
	RepositoryRef *SyncRef `json:"repositoryRef,omitempty"`

	// SyncIntervalInSeconds is the time between two looks at the source.
	// +kubebuilder:default=60
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	SyncIntervalInSeconds *int64 `json:"syncIntervalInSeconds,omitempty"`

	// TimeoutInSeconds is the longest time one look may take.
	// +kubebuilder:default=60
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	TimeoutInSeconds *int64 `json:"timeoutInSeconds,omitempty"`

	// LocalAuthRef names a Secret in flux-system that holds the credentials, in
	// the form that Flux expects.
	// +optional
	LocalAuthRef string `json:"localAuthRef,omitempty"`

	// Provider says how Flux authenticates to a Git host.
	// +optional
	Provider GitProvider `json:"provider,omitempty"`

	// ObjectLevelIdentity is the workload identity that reads the source.
	// +optional
	ObjectLevelIdentity *ObjectLevelIdentity `json:"objectLevelIdentity,omitempty"`

	// AdditionalConfigurations is merged into the spec of the Flux source, which
	// it wins over.
	// +optional
	AdditionalConfigurations Object `json:"additionalConfigurations,omitempty"`
}

// SyncRef selects a revision. Branch and commit are for Git, digest for OCI.
// When several fields are given, commit or digest wins over semver, semver over
// tag, tag over branch.
type SyncRef struct {
	// Branch to follow.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Branch string `json:"branch,omitempty"`

	// Tag to fetch.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Tag string `json:"tag,omitempty"`

	// Semver is a range of versions; the newest matching tag is fetched.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Semver string `json:"semver,omitempty"`

	// Commit is the SHA-1 of the commit to check out.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Commit string `json:"commit,omitempty"`

	// Digest to fetch, such as sha256:...
	// +kubebuilder:validation:MinLength=1
	// +optional
	Digest string `json:"digest,omitempty"`
}

// SyncKustomization says how the rendered bundle is applied.
type SyncKustomization struct {
	// Path of the folder that flux-bundle render -o writes, or of the package
	// that kpt renders, relative to the root of the source. Empty means the
	// root. Everything in the folder is applied: it must hold nothing else.
	// +optional
	Path string `json:"path,omitempty"`

	// SyncIntervalInSeconds is the time between two reconciliations, which undo
	// what was changed in the cluster.
	// +kubebuilder:default=600
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	SyncIntervalInSeconds *int64 `json:"syncIntervalInSeconds,omitempty"`

	// TimeoutInSeconds is the longest time that applying and waiting may take.
	// +kubebuilder:default=600
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	TimeoutInSeconds *int64 `json:"timeoutInSeconds,omitempty"`

	// RetryIntervalInSeconds is the time until the next try after a failure.
	// Without it Flux retries after syncIntervalInSeconds.
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=35791394
	// +optional
	RetryIntervalInSeconds *int64 `json:"retryIntervalInSeconds,omitempty"`

	// Prune deletes objects that are gone from the folder, apart from those that
	// are protected from it.
	// +kubebuilder:default=true
	// +optional
	Prune *bool `json:"prune,omitempty"`

	// Wait for the health of everything applied, the Kustomizations of all
	// configurations among it.
	// +optional
	Wait bool `json:"wait,omitempty"`

	// AdditionalConfigurations is merged into the spec of the Flux
	// Kustomization, which it wins over.
	// +optional
	AdditionalConfigurations Object `json:"additionalConfigurations,omitempty"`
}

// Defaults of the root sync, those of flux bootstrap.
const (
	DefaultSyncName = "flux-system"
	// DefaultSyncSeconds is the interval and the timeout of the source.
	DefaultSyncSeconds = 60
	// DefaultSyncPrune is the default of prune.
	DefaultSyncPrune = true
)

// WithDefaults returns the extension with its defaults. The receiver is not
// changed.
func (e FluxExtension) WithDefaults() FluxExtension {
	if e.Spec.Sync != nil {
		sync := e.Spec.Sync.withDefaults()
		e.Spec.Sync = &sync
	}
	return e
}

func (s Sync) withDefaults() Sync {
	s.Name = or(s.Name, DefaultSyncName)
	s.Source.Kind = or(s.Source.Kind, DefaultSourceKind)
	s.Source.SyncIntervalInSeconds = orPointer(s.Source.SyncIntervalInSeconds, DefaultSyncSeconds)
	s.Source.TimeoutInSeconds = orPointer(s.Source.TimeoutInSeconds, DefaultSyncSeconds)
	k := &s.Kustomization
	k.SyncIntervalInSeconds = orPointer(k.SyncIntervalInSeconds, DefaultSeconds)
	k.TimeoutInSeconds = orPointer(k.TimeoutInSeconds, DefaultSeconds)
	k.Prune = orPointer(k.Prune, DefaultSyncPrune)
	return s
}
