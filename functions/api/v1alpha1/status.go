// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// Status is what flux-status finds in a cluster, under the names that Azure
// reports it with. It has no effect on what is generated.
type Status struct {
	// ComplianceState says whether the cluster is what the input says.
	// +kubebuilder:validation:Enum=Compliant;Non-Compliant;Pending;Suspended;Unknown
	// +optional
	ComplianceState string `json:"complianceState,omitempty"`

	// Statuses are those of the source, the Kustomizations and the objects of
	// Flux that they have applied.
	// +optional
	Statuses []ObjectStatus `json:"statuses,omitempty"`

	// SourceSyncedCommitID is the revision that the source has fetched: branch
	// and commit as main/0ba6f0d, or a digest.
	// +optional
	SourceSyncedCommitID string `json:"sourceSyncedCommitId,omitempty"`

	// SourceUpdatedAt is when the source fetched it.
	// +optional
	SourceUpdatedAt string `json:"sourceUpdatedAt,omitempty"`

	// StatusUpdatedAt is the time of this status: the one that was given, or the
	// newest in what was read.
	// +optional
	StatusUpdatedAt string `json:"statusUpdatedAt,omitempty"`

	// RepositoryPublicKey is the public half of the SSH key of the source.
	// +optional
	RepositoryPublicKey string `json:"repositoryPublicKey,omitempty"`

	// ErrorMessage is the first cause of a state that is not Compliant.
	// +optional
	ErrorMessage string `json:"errorMessage,omitempty"`

	// Causes are the objects that have to be mended, the first one first. Not an
	// Azure property.
	// +optional
	Causes []StatusCause `json:"causes,omitempty"`

	// Drift lists the fields in which live objects differ from the bundle. Not an
	// Azure property.
	// +optional
	Drift []StatusDrift `json:"drift,omitempty"`
}

// ObjectReference names an object.
type ObjectReference struct {
	// Name of the object.
	Name string `json:"name"`

	// Namespace of the object.
	// +optional
	Namespace string `json:"namespace,omitempty"`
}

// ObjectStatus is the status of one object of Flux.
type ObjectStatus struct {
	// Kind of the object.
	Kind string `json:"kind"`

	// Name of the object.
	Name string `json:"name"`

	// Namespace of the object.
	// +optional
	Namespace string `json:"namespace,omitempty"`

	// ComplianceState of the object alone.
	// +kubebuilder:validation:Enum=Compliant;Non-Compliant;Pending;Suspended;Unknown
	ComplianceState string `json:"complianceState"`

	// Rule of the decision table that gives the state. Not an Azure property.
	// +optional
	Rule string `json:"rule,omitempty"`

	// AppliedBy is the Kustomization that applied the object.
	// +optional
	AppliedBy *ObjectReference `json:"appliedBy,omitempty"`

	// StatusConditions are the conditions that its controller wrote.
	// +optional
	StatusConditions []StatusCondition `json:"statusConditions,omitempty"`

	// HelmReleaseProperties are those of a HelmRelease.
	// +optional
	HelmReleaseProperties *HelmReleaseProperties `json:"helmReleaseProperties,omitempty"`
}

// StatusCondition is one condition of an object.
type StatusCondition struct {
	// Type of the condition.
	Type string `json:"type"`

	// Status is True, False or Unknown.
	// +optional
	Status string `json:"status,omitempty"`

	// Reason is a code of the controller.
	// +optional
	Reason string `json:"reason,omitempty"`

	// Message is for people. Credentials of URLs are left out.
	// +optional
	Message string `json:"message,omitempty"`

	// LastTransitionTime is when the condition last changed.
	// +optional
	LastTransitionTime string `json:"lastTransitionTime,omitempty"`
}

// HelmReleaseProperties is what Azure reports of a HelmRelease.
type HelmReleaseProperties struct {
	// LastRevisionApplied is the revision of the Helm release.
	// +optional
	LastRevisionApplied int64 `json:"lastRevisionApplied,omitempty"`

	// HelmChartRef is the chart that was applied.
	// +optional
	HelmChartRef *ObjectReference `json:"helmChartRef,omitempty"`

	// FailureCount counts the failed reconciliations since the last success.
	// +optional
	FailureCount int64 `json:"failureCount,omitempty"`

	// InstallFailureCount counts the failed installations.
	// +optional
	InstallFailureCount int64 `json:"installFailureCount,omitempty"`

	// UpgradeFailureCount counts the failed upgrades.
	// +optional
	UpgradeFailureCount int64 `json:"upgradeFailureCount,omitempty"`
}

// StatusCause is an object that has to be mended.
type StatusCause struct {
	// Kind of the object.
	Kind string `json:"kind"`

	// Name of the object.
	Name string `json:"name"`

	// Namespace of the object; empty for cluster-scoped ones.
	// +optional
	Namespace string `json:"namespace,omitempty"`

	// Rule of the decision table that gives its state.
	Rule string `json:"rule"`

	// Message says what is wrong.
	Message string `json:"message"`

	// Advice says what to do, for common causes.
	// +optional
	Advice string `json:"advice,omitempty"`

	// Blocks counts the objects that wait for this one.
	// +optional
	Blocks int64 `json:"blocks,omitempty"`
}

// StatusDrift is a field in which a live object differs from the bundle.
type StatusDrift struct {
	// Kind of the object.
	Kind string `json:"kind"`

	// Name of the object.
	Name string `json:"name"`

	// Namespace of the object; empty for cluster-scoped ones.
	// +optional
	Namespace string `json:"namespace,omitempty"`

	// Field is the path of the field; empty for a Secret.
	// +optional
	Field string `json:"field,omitempty"`

	// Expected is what the bundle says, and Actual what the cluster has; neither
	// is there where it may be secret.
	// +optional
	Expected string `json:"expected,omitempty"`

	// Actual is what the cluster has; absent when the field is not there.
	// +optional
	Actual string `json:"actual,omitempty"`
}
