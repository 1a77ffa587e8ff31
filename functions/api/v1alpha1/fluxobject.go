// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// FluxObject is an object of Flux in short form. What its spec leaves out is
// set where Flux needs it: interval is 10m0s, serviceAccountName is
// flux-applier for what applies with an account, sourceRef is the source of the
// configuration where the kind can take it, and suspend follows the
// configuration.
type FluxObject struct {
	// API is the apiVersion of the object. Without it the object has the version that the
	// Flux release stores.
	// +kubebuilder:validation:MinLength=1
	// +optional
	API string `json:"apiVersion,omitempty"`

	// Kind of the object: any kind that has a CRD in the Flux release.
	// +kubebuilder:validation:MinLength=1
	Kind string `json:"kind"`

	// Metadata names the object.
	Meta FluxObjectMeta `json:"metadata"`

	// KeepName leaves the name as it is, without the name of the configuration
	// in front.
	// +optional
	KeepName bool `json:"keepName,omitempty"`

	// Spec is that of the Flux kind; references in it may use the short names of
	// fluxObjects and kustomizations of the same configuration.
	// +optional
	Spec Object `json:"spec,omitempty"`
}

// FluxObjectMeta is the part of an object's metadata that is taken over.
type FluxObjectMeta struct {
	// Name of the object within the configuration. Emitted is
	// <configuration>-<name>.
	// +kubebuilder:validation:MinLength=1
	Name string `json:"name"`

	// Namespace may only be the one of the configuration, which is also what it
	// is when it is left out.
	// +optional
	Namespace string `json:"namespace,omitempty"`

	// Labels of the emitted object.
	// +optional
	Labels map[string]string `json:"labels,omitempty"`

	// Annotations of the emitted object.
	// +optional
	Annotations map[string]string `json:"annotations,omitempty"`
}
