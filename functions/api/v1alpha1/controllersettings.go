// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// ControllerSettings is how controllers differ from the default. None of it is
// an Azure property. Settings of one controller win over what
// configurationSettings has for it, which wins over the settings of all.
type ControllerSettings struct {
	// LogLevel of the controller.
	// +kubebuilder:validation:Enum=trace;debug;info;error
	// +optional
	LogLevel string `json:"logLevel,omitempty"`

	// LogEncoding of the controller, json by default.
	// +kubebuilder:validation:Enum=json;console
	// +optional
	LogEncoding string `json:"logEncoding,omitempty"`

	// Replicas of the controller, of which one works and the others take over.
	// Controllers that serve artifacts, source-controller and source-watcher,
	// have one.
	// +kubebuilder:validation:Minimum=1
	// +kubebuilder:validation:Maximum=10
	// +optional
	Replicas *int64 `json:"replicas,omitempty"`

	// Resources of the container.
	// +optional
	Resources *ControllerResources `json:"resources,omitempty"`

	// Flags of the controller by name, without dashes. A flag that flux-bundle
	// sets too is replaced.
	// +optional
	Flags map[string]string `json:"flags,omitempty"`

	// FeatureGates of the controller by name.
	// +optional
	FeatureGates map[string]bool `json:"featureGates,omitempty"`

	// NodeSelector is what nodes must have beside kubernetes.io/os: linux.
	// +optional
	NodeSelector map[string]string `json:"nodeSelector,omitempty"`

	// Tolerations of the pods.
	// +optional
	Tolerations []Toleration `json:"tolerations,omitempty"`

	// Affinity of the pods, as in the spec of a pod.
	// +optional
	Affinity Object `json:"affinity,omitempty"`

	// TopologySpreadConstraints of the pods, as in the spec of a pod.
	// +optional
	TopologySpreadConstraints []Object `json:"topologySpreadConstraints,omitempty"`

	// PriorityClassName of the pods, system-cluster-critical by default for the
	// controllers that Flux cannot work without.
	// +kubebuilder:validation:MinLength=1
	// +optional
	PriorityClassName string `json:"priorityClassName,omitempty"`

	// PodLabels are added to the labels of the pods.
	// +optional
	PodLabels map[string]string `json:"podLabels,omitempty"`

	// PodAnnotations are added to the annotations of the pods.
	// +optional
	PodAnnotations map[string]string `json:"podAnnotations,omitempty"`
}

// ControllerResources are the resources of the container of a controller.
type ControllerResources struct {
	// Limits that the container cannot exceed.
	// +optional
	Limits *ResourceAmounts `json:"limits,omitempty"`

	// Requests that the node reserves.
	// +optional
	Requests *ResourceAmounts `json:"requests,omitempty"`
}

// ResourceAmounts are quantities as Kubernetes writes them.
type ResourceAmounts struct {
	// CPU in CPUs, or in thousandths of one: 250m.
	// +kubebuilder:validation:MinLength=1
	// +optional
	CPU string `json:"cpu,omitempty"`

	// Memory in bytes: 512Mi.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Memory string `json:"memory,omitempty"`
}

// Toleration lets pods run on nodes with a taint.
type Toleration struct {
	// Key of the taint. Without it, all keys.
	// +optional
	Key string `json:"key,omitempty"`

	// Operator compares the value: Exists for any, the default without a value,
	// or Equal.
	// +kubebuilder:validation:Enum=Exists;Equal
	// +optional
	Operator string `json:"operator,omitempty"`

	// Value of the taint.
	// +optional
	Value string `json:"value,omitempty"`

	// Effect of the taint. Without it, all effects.
	// +kubebuilder:validation:Enum=NoSchedule;PreferNoSchedule;NoExecute
	// +optional
	Effect string `json:"effect,omitempty"`

	// TolerationSeconds is the time for which a taint with the effect NoExecute
	// is tolerated.
	// +kubebuilder:validation:Minimum=0
	// +optional
	TolerationSeconds *int64 `json:"tolerationSeconds,omitempty"`
}
