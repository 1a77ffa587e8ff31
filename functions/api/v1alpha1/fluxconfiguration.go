// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import "strings"

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

	// Status is what flux-status found in a cluster.
	// +optional
	Status *Status `json:"status,omitempty"`
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
// +kubebuilder:validation:Enum=GitRepository;Bucket;AzureBlob;OCIRepository
type SourceKind string

// The kinds of sources, each described by the field of its name.
const (
	SourceKindGitRepository SourceKind = "GitRepository"
	SourceKindBucket        SourceKind = "Bucket"
	SourceKindAzureBlob     SourceKind = "AzureBlob"
	SourceKindOCIRepository SourceKind = "OCIRepository"
)

// Field is the field of the spec that describes a source of the kind.
func (k SourceKind) Field() string {
	if k == SourceKindOCIRepository {
		return "ociRepository"
	}
	return strings.ToLower(string(k[:1])) + string(k[1:])
}

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

	// Bucket describes the source of kind Bucket.
	// +optional
	Bucket *Bucket `json:"bucket,omitempty"`

	// AzureBlob describes the source of kind AzureBlob.
	// +optional
	AzureBlob *AzureBlob `json:"azureBlob,omitempty"`

	// OCIRepository describes the source of kind OCIRepository.
	// +optional
	OCIRepository *OCIRepository `json:"ociRepository,omitempty"`

	// ConfigurationProtectedSettings holds credentials: sshPrivateKey, httpsKey
	// and bucketSecretKey, in base64 as in Azure, and settings of any other name,
	// which land as they are in the Secret <configuration>-protected-parameters.
	// Better is configurationProtectedSettingsFrom, which keeps them out of this
	// file.
	// +optional
	ConfigurationProtectedSettings map[string]Secret `json:"configurationProtectedSettings,omitempty"`

	// ConfigurationProtectedSettingsFrom names a local-config Secret that holds
	// the configurationProtectedSettings, and the other secret properties of
	// Azure by their paths: azureBlob.accountKey,
	// ociRepository.tlsConfig.privateKey. Not an Azure property.
	// +optional
	ConfigurationProtectedSettingsFrom *SecretFrom `json:"configurationProtectedSettingsFrom,omitempty"`

	// Auth holds what Azure has no properties for. Not an Azure property.
	// +optional
	Auth *Auth `json:"auth,omitempty"`

	// WaitForReconciliation makes Azure wait until the configuration is applied.
	// A function has no cluster to wait for: it is accepted, and the results say
	// which command waits instead.
	// +optional
	WaitForReconciliation bool `json:"waitForReconciliation,omitempty"`

	// ReconciliationWaitDuration is how long to wait, as an ISO 8601 duration
	// such as PT30M.
	// +kubebuilder:validation:Pattern=`^P(\d+W|(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?)$`
	// +optional
	ReconciliationWaitDuration string `json:"reconciliationWaitDuration,omitempty"`

	// Kustomizations to apply from the source, by name. Without any, and without
	// fluxObjects, one with the name kustomization-1 applies the root of the
	// source.
	// +optional
	Kustomizations map[string]Kustomization `json:"kustomizations,omitempty"`

	// FluxObjects are further objects of Flux that belong to the configuration,
	// in short form: HelmReleases and HelmRepositories, image policies, alerts,
	// receivers. Not an Azure property: Azure leaves them to the repository.
	// +optional
	FluxObjects []FluxObject `json:"fluxObjects,omitempty"`

	// ClusterRole that flux-applier is bound to. Not an Azure property: Azure
	// always binds cluster-admin.
	// +kubebuilder:default=cluster-admin
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	// +optional
	ClusterRole string `json:"clusterRole,omitempty"`

	// UseManagedSource gives every HelmRelease in the source that is annotated
	// clusterconfig.azure.com/use-managed-source: "true" the GitRepository of the
	// configuration as its chart's source, by a patch in each Kustomization. Not
	// an Azure property: Azure always does so.
	// +optional
	UseManagedSource bool `json:"useManagedSource,omitempty"`

	// Clusters selects the clusters of a fleet that the configuration is for. Without
	// it, all. Not an Azure property.
	// +optional
	Clusters *ClusterSelector `json:"clusters,omitempty"`

	// Overrides are what the configuration has otherwise for some clusters of a fleet.
	// Not an Azure property.
	// +optional
	Overrides []Override `json:"overrides,omitempty"`
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

	// KubeConfig applies the folder to another AKS cluster.
	// +optional
	KubeConfig *KubeConfig `json:"kubeConfig,omitempty"`

	// AdditionalConfigurations is merged into the spec of the Flux
	// Kustomization, which it wins over.
	// +optional
	AdditionalConfigurations Object `json:"additionalConfigurations,omitempty"`
}

// KubeConfig names a cluster, and the identity that may change it.
type KubeConfig struct {
	// ClusterResourceID is the ARM resource ID of the cluster.
	// +kubebuilder:validation:MinLength=1
	ClusterResourceID string `json:"clusterResourceId"`

	// ObjectLevelIdentity is who Flux is in that cluster.
	ObjectLevelIdentity ObjectLevelIdentity `json:"objectLevelIdentity"`
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
