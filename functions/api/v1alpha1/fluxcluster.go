// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// FluxCluster is one cluster of a fleet. As soon as there is one among the
// inputs, a bundle is made for each of them.
type FluxCluster struct {
	// APIVersion is fluxbundle.io/v1alpha1.
	APIVersion string `json:"apiVersion"`

	// Kind is FluxCluster.
	Kind string `json:"kind"`

	// Metadata names the cluster. Its labels are what clusters are selected by,
	// and what ${cluster.labels.KEY} stands for.
	Metadata ObjectMeta `json:"metadata"`

	// Spec is what differs between this cluster and others.
	// +optional
	Spec FluxClusterSpec `json:"spec,omitempty"`
}

// FluxClusterSpec is what differs between one cluster and others.
type FluxClusterSpec struct {
	// Values are what ${cluster.values.NAME} stands for in the inputs: strings,
	// numbers, booleans, lists and mappings. They hold no references.
	// +optional
	Values Object `json:"values,omitempty"`

	// SealingIdentity sets what is sealed for this cluster apart from what is
	// sealed for others with the same seed, where the SealingPolicy does not.
	// Without it, the name of the cluster. The empty text is what a bundle had
	// before there was a fleet.
	// +optional
	SealingIdentity *string `json:"sealingIdentity,omitempty"`

	// Extension is laid over the spec of the FluxExtension as a merge patch
	// (RFC 7386).
	// +optional
	Extension Object `json:"extension,omitempty"`

	// Sealing says who can open what is sealed for this cluster.
	// +optional
	Sealing *ClusterSealing `json:"sealing,omitempty"`

	// Overrides are the exceptions of this cluster. They win over everything
	// else, and each is told in every run.
	// +optional
	Overrides []ClusterOverride `json:"overrides,omitempty"`
}

// ClusterSealing takes the place of the recipients of a SealingPolicy.
type ClusterSealing struct {
	// Age lists the recipients of a policy with provider sops.
	// +kubebuilder:validation:MinItems=1
	// +optional
	Age []string `json:"age,omitempty"`

	// Certificate is that of a policy with provider sealed-secrets, in PEM.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Certificate string `json:"certificate,omitempty"`
}

// ClusterOverride is an exception of one cluster.
type ClusterOverride struct {
	// Kind of the input.
	// +kubebuilder:validation:Enum=FluxConfiguration;FluxExtension;SealingPolicy
	Kind string `json:"kind"`

	// Name of the input.
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`

	// Spec is laid over that of the input as a merge patch (RFC 7386).
	Spec Object `json:"spec"`

	// Reason why there is an exception; it is told in every run.
	// +optional
	Reason string `json:"reason,omitempty"`

	// Until is the last day of the exception, such as 2027-01-31. It is compared
	// with asOf of the FluxBundle: a function has no clock.
	// +kubebuilder:validation:Pattern=`^\d{4}-\d{2}-\d{2}$`
	// +optional
	Until string `json:"until,omitempty"`
}

// ClusterSelector selects clusters. All that is given has to hold; a selector
// that gives nothing is refused.
type ClusterSelector struct {
	// MatchLabels are labels that the cluster has, with these values.
	// +optional
	MatchLabels map[string]string `json:"matchLabels,omitempty"`

	// MatchExpressions are conditions on labels.
	// +optional
	MatchExpressions []ClusterRequirement `json:"matchExpressions,omitempty"`

	// Names are those of the clusters.
	// +kubebuilder:validation:MinItems=1
	// +optional
	Names []string `json:"names,omitempty"`

	// Exclude are names of clusters that are left out.
	// +kubebuilder:validation:MinItems=1
	// +optional
	Exclude []string `json:"exclude,omitempty"`

	// Expect bounds how many clusters are selected. Without it, at least one.
	// +optional
	Expect *ClusterExpectation `json:"expect,omitempty"`
}

// ClusterRequirement is a condition on a label.
type ClusterRequirement struct {
	// Key of the label.
	// +kubebuilder:validation:MinLength=1
	Key string `json:"key"`

	// Operator relates the label to the values.
	// +kubebuilder:validation:Enum=In;NotIn;Exists;DoesNotExist
	Operator string `json:"operator"`

	// Values are for In and NotIn.
	// +optional
	Values []string `json:"values,omitempty"`
}

// ClusterExpectation bounds how many clusters are selected.
type ClusterExpectation struct {
	// AtLeast is the smallest number. Zero allows that none is selected.
	// +kubebuilder:validation:Minimum=0
	// +optional
	AtLeast *int64 `json:"atLeast,omitempty"`

	// AtMost is the largest number.
	// +kubebuilder:validation:Minimum=1
	// +optional
	AtMost *int64 `json:"atMost,omitempty"`
}

// Override is what an input has otherwise for some clusters. All overrides that
// match a cluster apply, in the order they are written.
type Override struct {
	// Name of the override, for messages and for after.
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`

	// After names overrides that this one comes after. Without it, two overrides
	// of one cluster may not give different values to one field.
	// +optional
	After []string `json:"after,omitempty"`

	// Clusters that the override is for.
	Clusters ClusterSelector `json:"clusters"`

	// Spec is laid over that of the input as a merge patch (RFC 7386). fluxObjects
	// are merged by kind and name, and so is substituteFrom; other lists are
	// replaced.
	Spec Object `json:"spec"`
}
