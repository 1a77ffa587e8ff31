// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// FluxBundle configures one run of flux-bundle. It is the functionConfig of a
// pipeline that takes its inputs from more than the list it is given.
type FluxBundle struct {
	// APIVersion is fluxbundle.io/v1alpha1.
	APIVersion string `json:"apiVersion"`

	// Kind is FluxBundle.
	Kind string `json:"kind"`

	// Metadata names the bundle.
	Metadata ObjectMeta `json:"metadata"`

	// Spec holds the inputs and settings of the run.
	// +optional
	Spec FluxBundleSpec `json:"spec,omitempty"`
}

// ExtensionPolicy says what happens when there is no FluxExtension.
// +kubebuilder:validation:Enum=None;Default
type ExtensionPolicy string

// The policies.
const (
	// ExtensionNone emits no distribution.
	ExtensionNone ExtensionPolicy = "None"
	// ExtensionDefault emits the default distribution, as Azure installs it
	// together with the first configuration.
	ExtensionDefault ExtensionPolicy = "Default"
)

// FluxBundleSpec holds the inputs and settings of a run.
type FluxBundleSpec struct {
	// Objects carries inputs inline: any kind of this API group, and Secrets
	// annotated config.kubernetes.io/local-config: "true". A kustomize
	// generator sees nothing but its functionConfig, so this is where its
	// inputs go.
	// +optional
	Objects []Object `json:"objects,omitempty"`

	// Extension says what happens when no FluxExtension is given.
	// +kubebuilder:default=None
	// +optional
	Extension ExtensionPolicy `json:"extension,omitempty"`

	// FluxVersion is the release that inputs are checked against when no
	// FluxExtension is given, and the one that extension: Default installs.
	// +kubebuilder:validation:MinLength=1
	// +optional
	FluxVersion string `json:"fluxVersion,omitempty"`

	// Cluster picks the FluxCluster that the bundle is for, where the inputs
	// describe several and the host takes one bundle.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Cluster string `json:"cluster,omitempty"`

	// AsOf is the day, such as 2026-11-25, with which the last days of exceptions
	// are compared. A function has no clock.
	// +kubebuilder:validation:Pattern=`^\d{4}-\d{2}-\d{2}$`
	// +optional
	AsOf string `json:"asOf,omitempty"`

	// Endpoints lists the hosts and ports that the bundle has to reach outside of
	// its cluster, for firewalls and private links: in a result, or in a result
	// and the ConfigMap flux-endpoints, which is marked local-config.
	// +kubebuilder:default=Result
	// +optional
	Endpoints EndpointsPolicy `json:"endpoints,omitempty"`

	// Images lists the images of the bundle, for mirrors and scanners: in a
	// result, or in a result and the ConfigMap flux-images, which is marked
	// local-config.
	// +kubebuilder:default=None
	// +optional
	Images ImagesPolicy `json:"images,omitempty"`
}

// ImagesPolicy says where the images of the bundle are listed.
// +kubebuilder:validation:Enum=None;Result;ConfigMap
type ImagesPolicy string

// The policies.
const (
	// ImagesNone lists them nowhere.
	ImagesNone ImagesPolicy = "None"
	// ImagesResult lists them in a result.
	ImagesResult ImagesPolicy = "Result"
	// ImagesConfigMap lists them in a result and in a ConfigMap, which is marked
	// local-config.
	ImagesConfigMap ImagesPolicy = "ConfigMap"
)

// EndpointsPolicy says where the endpoints of the bundle are listed.
// +kubebuilder:validation:Enum=None;Result;ConfigMap
type EndpointsPolicy string

// The policies.
const (
	// EndpointsNone lists them nowhere.
	EndpointsNone EndpointsPolicy = "None"
	// EndpointsResult lists them in a result.
	EndpointsResult EndpointsPolicy = "Result"
	// EndpointsConfigMap lists them in a result and in a ConfigMap, which is
	// marked local-config.
	EndpointsConfigMap EndpointsPolicy = "ConfigMap"
)

// Object is any Kubernetes object.
// +kubebuilder:validation:Type=object
// +kubebuilder:pruning:PreserveUnknownFields
type Object map[string]any
