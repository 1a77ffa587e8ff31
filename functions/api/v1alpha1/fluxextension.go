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

	// Scope of the installation: the cluster. Flux is installed in flux-system
	// and works for the whole cluster, as in Azure; any other is refused.
	// +optional
	Scope *ExtensionScope `json:"scope,omitempty"`

	// Sync makes Flux manage the rendered bundle, itself included. Not an Azure
	// property.
	// +optional
	Sync *Sync `json:"sync,omitempty"`

	// FluxConfigs emits the FluxConfig of each configuration, the object that
	// Azure's agent writes into the cluster, and its CRD, for programs that list
	// FluxConfigs. They hold no secrets, and nobody reports a status in them. Not
	// an Azure property: Azure's extension always has them, and its controller
	// would act on these.
	// +optional
	FluxConfigs bool `json:"fluxConfigs,omitempty"`
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
	// ReleaseNamespace is where the controllers run: flux-system.
	// +optional
	ReleaseNamespace string `json:"releaseNamespace,omitempty"`
}

// ExtensionScopeNamespace is the scope of one namespace.
type ExtensionScopeNamespace struct {
	// TargetNamespace is the namespace.
	// +optional
	TargetNamespace string `json:"targetNamespace,omitempty"`
}
