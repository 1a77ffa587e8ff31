// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package compliance

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/moment"
)

// Rule is a row of the decision table.
type Rule struct {
	// ID is stable: programs may rely on it.
	ID    string
	State State
	// When says what the rule asks for, and Source where that is documented.
	When, Source string
	holds        func(Facts) bool
	message      func(Facts) string
}

// Where the conditions and fields are documented.
const (
	kustomizationDocs = "https://fluxcd.io/flux/components/kustomize/kustomizations/"
	gitRepositoryDocs = "https://fluxcd.io/flux/components/source/gitrepositories/"
	helmReleaseDocs   = "https://fluxcd.io/flux/components/helm/helmreleases/"
	deploymentDocs    = "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/"
	kstatusDocs       = "https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md"
)

// deletionSeconds is how long a deletion may take: helm-controller gives an
// uninstallation five minutes, and other finalizers take seconds.
const deletionSeconds = 600

// Rules is the decision table. The first rule that holds gives the state.
var Rules = []Rule{
	{
		"NotRead", Unknown, "the object is not among what was read, and neither is any other of its kind, or a file was damaged", "",
		func(f Facts) bool { return f.Object == nil && !f.KindRead },
		func(Facts) string { return "was not read from the cluster" },
	},
	{
		"Missing", NonCompliant, "the object is not in the cluster", "",
		func(f Facts) bool { return f.Object == nil },
		func(Facts) string { return "is not in the cluster" },
	},
	{
		"Unreadable", Unknown, "the object was read and cannot be understood, as when it has a key twice", "",
		func(f Facts) bool { return f.Object.Broken != "" },
		func(f Facts) string { return f.Object.Broken },
	},
	{
		"UnknownVersion", Unknown, "a kind of Flux in an API version whose status is not known", kustomizationDocs,
		func(f Facts) bool { return !knownVersion(f.Object) },
		func(f Facts) string {
			return "has API version " + report.Quote(f.Object.APIVersion) + ", whose status is not known; accepted: " +
				strings.Join(versions[f.ID.Group], ", ")
		},
	},
	{
		"DeletionStuck", NonCompliant, "`metadata.deletionTimestamp` is set for more than ten minutes", "https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/",
		func(f Facts) bool {
			return moment.Older(f.Object.Text("metadata", "deletionTimestamp"), f.Now, deletionSeconds)
		},
		func(f Facts) string {
			why := "a finalizer holds it"
			if f.ready.Status == "False" && f.ready.Message != "" {
				why = f.ready.Message
			}
			return "is being deleted for more than ten minutes: " + why
		},
	},
	{
		"Deleting", Pending, "`metadata.deletionTimestamp` is set", "https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/",
		func(f Facts) bool { return f.Object.Has("metadata", "deletionTimestamp") },
		func(Facts) string { return "is being deleted" },
	},
	{
		"Suspended", Suspended, "`spec.suspend` is true, or the annotation `source.extensions.fluxcd.io/reconcile` of an ArtifactGenerator is disabled", kustomizationDocs + "#suspend",
		func(f Facts) bool { return suspended(f.Object) },
		func(Facts) string { return "is suspended" },
	},
	{
		"Foreign", NonCompliant, "the bundle has the object, but the annotation `fluxbundle.io/owner` names another input, or is not there", "",
		func(f Facts) bool { return f.foreign() != "" },
		func(f Facts) string { return "was applied by " + f.foreign() + ", not from the bundle" },
	},
	{
		"Drifted", NonCompliant, "a field that the bundle sets has another value", "",
		func(f Facts) bool { return len(f.Drift) > 0 },
		func(f Facts) string { return "differs from the bundle in " + fields(f) },
	},
	{
		"Static", Compliant, "the object is there, and its kind has no conditions", kstatusDocs,
		func(f Facts) bool { return static(f.Object) },
		func(Facts) string { return "Resource is Ready" },
	},
	{
		"NotObserved", Pending, "the status has no conditions", gitRepositoryDocs + "#observed-generation",
		func(f Facts) bool { return f.conditions == 0 && f.whole },
		func(Facts) string { return "was not reconciled yet" },
	},
	{
		"Outdated", Pending, "`observedGeneration` of the Ready condition is behind `metadata.generation`, or that of the status is, unless Ready is about this generation and not True", kustomizationDocs + "#observed-generation",
		func(f Facts) bool { generation, says := f.observed(); return says && generation < f.generation() },
		func(f Facts) string {
			generation, _ := f.observed()
			return "generation " + number(f.generation()) + " is not reconciled yet, the status is about " + number(max(generation, 0))
		},
	},
	{
		"Stalled", NonCompliant, "Stalled is True: the controller has given up", helmReleaseDocs + "#failed-helmrelease",
		func(f Facts) bool { return f.stalled.Status == "True" },
		func(f Facts) string { return f.givenUp() },
	},
	{
		"RolloutFailed", NonCompliant, "Progressing of a Deployment is False: its new pods do not get ready, though old ones may be available", deploymentDocs + "#failed-deployment",
		func(f Facts) bool { return isDeployment(f.ID) && f.progressing.Status == "False" },
		func(f Facts) string {
			return cmp.Or(f.progressing.Message, f.progressing.Reason, "its rollout does not go on")
		},
	},
	{
		"SourceFailed", NonCompliant, "Ready is False for want of an artifact, and the source is Non-Compliant", kustomizationDocs + "#failed-kustomization",
		func(f Facts) bool { _, failed := waitsFor(f.sources(), NonCompliant); return f.wants(source) && failed },
		func(f Facts) string { return "is blocked by " + f.Source.ID.String() },
	},
	{
		"SourcePending", Pending, "Ready is False for want of an artifact, and the source is Pending, Suspended or Unknown", kustomizationDocs + "#failed-kustomization",
		func(f Facts) bool {
			_, waits := waitsFor(f.sources(), Pending, Suspended, Unknown)
			return f.wants(source) && waits
		},
		func(f Facts) string { return "waits for " + f.Source.ID.String() },
	},
	{
		"DependencyFailed", NonCompliant, "Ready is False with reason DependencyNotReady, and a dependency is Non-Compliant", kustomizationDocs + "#dependencies",
		func(f Facts) bool {
			_, failed := waitsFor(f.Dependencies, NonCompliant)
			return f.wants(dependency) && failed
		},
		func(f Facts) string {
			n, _ := waitsFor(f.Dependencies, NonCompliant)
			return "is blocked by " + n.ID.String()
		},
	},
	{
		"DependencyPending", Pending, "Ready is False with reason DependencyNotReady, and no dependency is Non-Compliant", kustomizationDocs + "#dependencies",
		func(f Facts) bool { return f.wants(dependency) },
		func(f Facts) string {
			if n, waits := waitsFor(f.Dependencies, Pending, Suspended, Unknown); waits {
				return "waits for " + n.ID.String()
			}
			return cmp.Or(f.ready.Message, "waits for a dependency")
		},
	},
	{
		"HealthCheckFailed", NonCompliant, "Ready is False with reason HealthCheckFailed", kustomizationDocs + "#health-checks",
		func(f Facts) bool { return f.ready.Status == "False" && f.ready.Reason == "HealthCheckFailed" },
		func(f Facts) string { return cmp.Or(f.ready.Message, "a health check failed") },
	},
	{
		"Canceled", Pending, "Ready is False with reason HealthCheckCanceled, Progressing or ProgressingWithRetry", kustomizationDocs + "#reconciling-kustomization",
		func(f Facts) bool {
			return f.ready.Status == "False" && slices.Contains([]string{"HealthCheckCanceled", "Progressing", "ProgressingWithRetry"}, f.ready.Reason)
		},
		func(f Facts) string { return cmp.Or(f.ready.Message, "is reconciled again") },
	},
	{
		"Failed", NonCompliant, "Ready (of a Deployment: Available) is False for any other reason", gitRepositoryDocs + "#failed-gitrepository",
		func(f Facts) bool { return f.ready.Status == "False" },
		func(f Facts) string { return cmp.Or(f.ready.Message, f.ready.Reason, "is not ready") },
	},
	{
		"Progressing", Pending, "Ready is Unknown, or Reconciling is True", gitRepositoryDocs + "#reconciling-gitrepository",
		func(f Facts) bool { return f.ready.Status == "Unknown" || f.reconciling.Status == "True" },
		func(f Facts) string { return cmp.Or(f.reconciling.Message, f.ready.Message, "is being reconciled") },
	},
	{
		"HalfWritten", Unknown, "no condition Ready that is True, False or Unknown", kstatusDocs,
		func(f Facts) bool { return f.ready.Status != "True" },
		func(Facts) string { return "has a status without a Ready condition that can be read" },
	},
	{
		"Requested", Pending, "the annotation `reconcile.fluxcd.io/requestedAt` is not `status.lastHandledReconcileAt`", kustomizationDocs + "#last-handled-reconcile-at",
		func(f Facts) bool {
			requested := f.Object.Annotation("reconcile.fluxcd.io/requestedAt")
			return requested != "" && requested != f.Object.Text("status", "lastHandledReconcileAt")
		},
		func(Facts) string { return "a reconciliation was asked for and has not begun" },
	},
	{
		"Behind", Pending, "a Kustomization's `status.lastAppliedRevision` is not the revision of its source's artifact", kustomizationDocs + "#last-applied-revision",
		func(f Facts) bool {
			return f.ID.Kind == "Kustomization" && f.SourceRevision != "" && f.Object.Text("status", "lastAppliedRevision") != f.SourceRevision
		},
		func(f Facts) string { return "has not applied " + f.SourceRevision + " yet" },
	},
	{
		"Ready", Compliant, "Ready is True", gitRepositoryDocs + "#ready-gitrepository",
		func(Facts) bool { return true },
		func(Facts) string { return "Resource is Ready" },
	},
}

// want is what an object says it lacks.
type want int

const (
	source want = iota
	dependency
)

// reasons are those of a Ready condition that is False for want of something.
// An artifact: kustomize-controller says ArtifactFailed, helm-controller
// SourceNotReady, and source-controller NoSourceArtifact or SourceUnavailable of a
// chart.
var reasons = map[want][]string{
	source:     {"ArtifactFailed", "NoSourceArtifact", "SourceNotReady", "SourceUnavailable"},
	dependency: {"DependencyNotReady"},
}

// wants reports whether the object is not ready for want of something.
func (f Facts) wants(w want) bool {
	return f.ready.Status == "False" && slices.Contains(reasons[w], f.ready.Reason)
}

// fields lists the first fields that differ.
func fields(f Facts) string {
	const most = 3
	var names []string
	for _, d := range f.Drift[:min(most, len(f.Drift))] {
		if len(d.Path) > 0 {
			names = append(names, report.Finding{Field: d.Path}.FieldPath())
		}
	}
	if len(names) == 0 {
		return "what is not shown"
	}
	list := strings.Join(names, ", ")
	if more := len(f.Drift) - most; more > 0 {
		list += " and " + number(int64(more)) + " more"
	}
	return list
}
