// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// FluxExtension installs Flux in a cluster, as Azure's extension
// microsoft.flux does.
type FluxExtension struct {
	// APIVersion is fluxbundle.io/v1alpha1.
	APIVersion string `json:"apiVersion"`

	// Kind is FluxExtension.
	Kind string `json:"kind"`

	// Metadata names the extension.
	Metadata ObjectMeta `json:"metadata"`

	// Spec is the desired state.
	// +optional
	Spec FluxExtensionSpec `json:"spec,omitempty"`

	// Status is what flux-status found in a cluster.
	// +optional
	Status *Status `json:"status,omitempty"`
}

// FluxExtensionSpec says which Flux is installed and how.
type FluxExtensionSpec struct {
	// Version of Flux: a release such as 2.9.6, a minor such as "2.9", or a range
	// such as 2.x, ~2.9.4 or ">=2.7 <2.9", which stand for the newest release in
	// them that flux-bundle knows; a result names it. Without it, the default
	// release. Not an Azure property.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Version string `json:"version,omitempty"`

	// Components to install; configurationSettings can add to them and take
	// from them. Without it, those that flux install has: source, kustomize,
	// helm and notification-controller. Not an Azure property.
	// +kubebuilder:validation:MinItems=1
	// +optional
	Components []Component `json:"components,omitempty"`

	// ConfigurationSettings takes the settings of the Azure extension, such as
	// "multiTenancy.enforce" and "image-reflector-controller.enabled". Values
	// are strings, as in Azure; functions/flux-bundle/SETTINGS.md lists them.
	// +optional
	ConfigurationSettings map[string]string `json:"configurationSettings,omitempty"`

	// Scope of the installation: the cluster, as in Azure; any other is refused.
	// scope.cluster.releaseNamespace is the namespace of the installation.
	// +optional
	Scope *ExtensionScope `json:"scope,omitempty"`

	// CommonMetadata is added to every object of the installation. Not an Azure
	// property.
	// +optional
	CommonMetadata *CommonMetadata `json:"commonMetadata,omitempty"`

	// Images says where the images of the controllers come from. Not an Azure
	// property.
	// +optional
	Images *ExtensionImages `json:"images,omitempty"`

	// Cluster says what the installation has to fit to. Not an Azure property.
	// +optional
	Cluster *ExtensionCluster `json:"cluster,omitempty"`

	// Size is a profile of resources and concurrency for source-, kustomize- and
	// helm-controller: small has limits of 1 CPU and 512Mi, medium of 2 CPU and
	// 1Gi, large of 3 CPU and 3Gi. What is set for one controller wins over it.
	// Not an Azure property.
	// +kubebuilder:validation:Enum=small;medium;large
	// +optional
	Size string `json:"size,omitempty"`

	// Controllers has settings by the name of the controller, or for all of them
	// under all, which those of one controller win over. Not an Azure property.
	// +optional
	Controllers map[string]ControllerSettings `json:"controllers,omitempty"`

	// Storage keeps the artifacts of source-controller when its pod goes. Not an
	// Azure property.
	// +optional
	Storage *ArtifactStorage `json:"storage,omitempty"`

	// Sharding runs the controllers once more for each shard. Not an Azure
	// property.
	// +optional
	Sharding *ExtensionSharding `json:"sharding,omitempty"`

	// MultiTenancy refines the lock-down. Not an Azure property.
	// +optional
	MultiTenancy *ExtensionMultiTenancy `json:"multiTenancy,omitempty"`

	// ObjectLevelIdentity lets single objects use a workload identity of their
	// own, the feature gate ObjectLevelWorkloadIdentity. Without it, it is on
	// when an input has an objectLevelIdentity. With false the controllers lose
	// the right to ask for tokens of service accounts. Not an Azure property.
	// +optional
	ObjectLevelIdentity *bool `json:"objectLevelIdentity,omitempty"`

	// Sync makes Flux manage the rendered bundle, itself included. Not an Azure
	// property.
	// +optional
	Sync *Sync `json:"sync,omitempty"`

	// CRDDescriptions keeps the descriptions in the schemas of the CRDs, for
	// kubectl explain: they make up half of them. Not an Azure property.
	// +optional
	CRDDescriptions bool `json:"crdDescriptions,omitempty"`

	// Patches change what the installation and the root sync yield, one after the
	// other, after all other settings. A patch that matches nothing, or leaves an
	// object that its schema refuses, is an error. Not an Azure property.
	// +kubebuilder:validation:MinItems=1
	// +optional
	Patches []ExtensionPatch `json:"patches,omitempty"`

	// FluxConfigs emits the FluxConfig of each configuration, the object that
	// Azure's agent writes into the cluster, and its CRD, for programs that list
	// FluxConfigs, and labels sources and Kustomizations with name, namespace and
	// is-managed of clusterconfig.azure.com, by which consoles group them. They hold
	// no secrets, and nobody reports a status in them. Not
	// an Azure property: Azure's extension always has them, and its controller
	// would act on these.
	// +optional
	FluxConfigs bool `json:"fluxConfigs,omitempty"`

	// Clusters selects the clusters of a fleet that the extension is for. Without
	// it, all. Not an Azure property.
	// +optional
	Clusters *ClusterSelector `json:"clusters,omitempty"`

	// Overrides are what the extension has otherwise for some clusters of a fleet.
	// Not an Azure property.
	// +optional
	Overrides []Override `json:"overrides,omitempty"`
}

// Component is a controller of Flux.
// +kubebuilder:validation:Enum=source-controller;kustomize-controller;helm-controller;notification-controller;image-reflector-controller;image-automation-controller;source-watcher
type Component string

// ExtensionScope says where an extension of Azure is installed.
type ExtensionScope struct {
	// Cluster installs in the whole cluster.
	// +optional
	Cluster *ExtensionScopeCluster `json:"cluster,omitempty"`

	// Namespace installs in one namespace, which Azure refuses for Flux.
	// +optional
	Namespace *ExtensionScopeNamespace `json:"namespace,omitempty"`
}

// ExtensionScopeCluster is the scope of a whole cluster.
type ExtensionScopeCluster struct {
	// ReleaseNamespace is where the controllers run, flux-system by default.
	// Azure accepts no other.
	// +optional
	ReleaseNamespace string `json:"releaseNamespace,omitempty"`
}

// ExtensionScopeNamespace is the scope of one namespace.
type ExtensionScopeNamespace struct {
	// TargetNamespace is the namespace.
	// +optional
	TargetNamespace string `json:"targetNamespace,omitempty"`
}
