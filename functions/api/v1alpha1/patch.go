// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// ExtensionPatch changes objects of the installation and of the root sync, as a
// patch of a kustomization does.
type ExtensionPatch struct {
	// Patch is a strategic merge patch, a part of one object, or a JSON 6902
	// patch, a list of operations, as YAML or JSON.
	// +kubebuilder:validation:MinLength=1
	Patch string `json:"patch"`

	// Target selects the objects that are patched. A JSON 6902 patch needs it; a
	// strategic merge patch without it is for the object that it names.
	// +optional
	Target *PatchTarget `json:"target,omitempty"`
}

// PatchTarget selects objects; what is left out selects all. Names, kinds and
// the like are regular expressions for the whole of the text, as in kustomize.
// +kubebuilder:validation:MinProperties=1
type PatchTarget struct {
	// Group of the API.
	// +optional
	Group string `json:"group,omitempty"`

	// Version of the API.
	// +optional
	Version string `json:"version,omitempty"`

	// Kind of the objects.
	// +optional
	Kind string `json:"kind,omitempty"`

	// Name of the objects.
	// +optional
	Name string `json:"name,omitempty"`

	// Namespace of the objects.
	// +optional
	Namespace string `json:"namespace,omitempty"`

	// LabelSelector selects by labels: app.kubernetes.io/component=helm-controller.
	// +optional
	LabelSelector string `json:"labelSelector,omitempty"`

	// AnnotationSelector selects by annotations, in the same form.
	// +optional
	AnnotationSelector string `json:"annotationSelector,omitempty"`
}
