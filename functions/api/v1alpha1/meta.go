// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// APIVersion is the apiVersion of all inputs.
const APIVersion = Group + "/" + Version

// Group and Version are the parts of APIVersion.
const (
	Group   = "fluxbundle.io"
	Version = "v1alpha1"
)

// The kinds of the group.
const (
	KindFluxConfiguration = "FluxConfiguration"
	KindFluxExtension     = "FluxExtension"
	KindFluxBundle        = "FluxBundle"
	KindSealingPolicy     = "SealingPolicy"
	KindFluxCluster       = "FluxCluster"
)

// UnresolvedAnnotation is on an input that azure-import could not complete: it
// lists the fields that were left out, one a line. An input that has it is
// refused.
const UnresolvedAnnotation = Group + "/import-unresolved"

// ObjectMeta is the part of Kubernetes' object metadata that inputs use. Other
// metadata fields are accepted and have no effect.
type ObjectMeta struct {
	// Name of the input. For a FluxConfiguration it is the name of the source
	// and the first part of the names of the Kustomizations.
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`

	// Namespace is only part of the input's identity. The objects of a
	// FluxConfiguration land in spec.namespace.
	// +optional
	Namespace string `json:"namespace,omitempty"`

	// Labels of the input; they are not copied to what it yields.
	// +optional
	Labels map[string]string `json:"labels,omitempty"`

	// Annotations of the input; they are not copied to what it yields.
	// +optional
	Annotations map[string]string `json:"annotations,omitempty"`
}
