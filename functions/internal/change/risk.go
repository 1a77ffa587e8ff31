// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package change

import (
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// Risk is a class of consequences, the worst first.
type Risk int

// The classes.
const (
	// DeleteClusterWide: a Namespace or a CRD goes, and everything in it.
	DeleteClusterWide Risk = iota
	// DeleteWorkload: Flux deletes or replaces what it had applied.
	DeleteWorkload
	// Rights: someone may do more, or less.
	Rights
	// Credentials: who can open a credential, or where it is sent.
	Credentials
	// Source: what is fetched, and from where.
	Source
	// Release: Flux itself: its images and definitions.
	Release
	// Force: how far Flux goes to apply or delete.
	Force
	// Suspend: Flux stops, or goes on.
	Suspend
	// Order: when and after what something is applied.
	Order
	// Values: what is applied, in settings that Flux passes on.
	Values
	// Other: everything else.
	Other
)

var riskNames = []string{
	"delete-cluster-wide", "delete-workload", "rights", "credentials", "source", "release", "force", "suspend", "order", "values", "other",
}

func (r Risk) String() string { return riskNames[r] }

// MarshalText is the name, for JSON.
func (r Risk) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// Risks lists the names of the classes, the worst first.
func Risks() []string { return slices.Clone(riskNames) }

// ParseRisk returns the class of a name.
func ParseRisk(name string) (Risk, bool) {
	i := slices.Index(riskNames, name)
	return Risk(max(i, 0)), i >= 0
}

// consequence is what a difference means.
type consequence struct {
	risk Risk
	// better tells that the change takes rights or dangers away.
	better bool
	reason string
}

const (
	fluxKustomization = "Kustomization"
	helmRelease       = "HelmRelease"
)

// isFlux reports whether an object is one of Flux.
func isFlux(o thing) bool { return flux.IsGroup(o.id.Group) }

var (
	sources     = []string{"GitRepository", "OCIRepository", "Bucket", "HelmRepository", "HelmChart", "ExternalArtifact"}
	secretKinds = []string{"Secret", "SealedSecret", "ExternalSecret"}
	roleKinds   = []string{"Role", "ClusterRole"}
	bindings    = []string{"RoleBinding", "ClusterRoleBinding"}
	workloads   = []string{"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"}
)

// at returns what an object has at a path.
func at(body map[string]any, path ...string) any {
	var value any = body
	for _, step := range path {
		m, _ := value.(map[string]any)
		value = m[step]
	}
	return value
}

func text(body map[string]any, path ...string) string {
	s, _ := at(body, path...).(string)
	return s
}

func yes(body map[string]any, path ...string) bool {
	b, _ := at(body, path...).(bool)
	return b
}

// prunes reports whether Flux deletes what a Kustomization has applied when the
// Kustomization goes.
func prunes(body map[string]any) bool {
	return flux.DeletesApplied(text(body, "spec", "deletionPolicy"), yes(body, "spec", "prune"), yes(body, "spec", "suspend"))
}

const keepFirst = "to keep the workload, first merge deletionPolicy: Orphan"

// ofRemoved is what it means that an object is there no more.
func ofRemoved(o thing) consequence {
	kind := o.id.Kind
	switch {
	case isFlux(o):
		return ofRemovedFlux(o)
	case text(o.body, "metadata", "annotations", owner.PruneDisabled.Key) == owner.PruneDisabled.Value:
		return consequence{Other, false, "stays in the cluster: pruning is off for it"}
	case kind == "CustomResourceDefinition":
		return consequence{DeleteClusterWide, false, "all objects of its kind go with it"}
	case kind == "Namespace":
		return consequence{DeleteClusterWide, false, "everything in it goes with it"}
	case slices.Contains(secretKinds, kind):
		return consequence{Credentials, false, "what uses it fails from then on"}
	case slices.Contains(roleKinds, kind), slices.Contains(bindings, kind):
		return consequence{Rights, true, "these rights go"}
	case kind == "NetworkPolicy":
		return consequence{Rights, false, "what it kept out may connect"}
	case slices.Contains(workloads, kind):
		return consequence{DeleteWorkload, false, "its pods go"}
	default:
		return consequence{Other, false, ""}
	}
}

// ofRemovedFlux is what it means that an object of Flux is there no more: what
// its finalizer does.
func ofRemovedFlux(o thing) consequence {
	kind := o.id.Kind
	switch {
	case kind == fluxKustomization && prunes(o.body):
		return consequence{DeleteWorkload, false, "Flux deletes what it applied; " + keepFirst}
	case kind == fluxKustomization:
		return consequence{Other, false, "what it applied stays in the cluster and is not managed any more"}
	case kind == helmRelease && !yes(o.body, "spec", "suspend"):
		return consequence{DeleteWorkload, false, "Flux uninstalls the release; to keep it, first merge suspend: true"}
	case kind == helmRelease:
		return consequence{Other, false, "the release stays in the cluster, as it is suspended"}
	case slices.Contains(sources, kind):
		return consequence{Source, false, "what refers to it fails from then on"}
	default:
		return consequence{Other, false, ""}
	}
}

// ofAdded is what it means that an object is new.
func ofAdded(o thing) consequence {
	kind := o.id.Kind
	switch {
	case slices.Contains(roleKinds, kind) || slices.Contains(bindings, kind):
		return consequence{Rights, false, "new rights: " + granted(o.body)}
	case slices.Contains(secretKinds, kind):
		return consequence{Credentials, false, ""}
	case kind == "NetworkPolicy":
		return consequence{Rights, true, "keeps connections out"}
	case isFlux(o) && slices.Contains(sources, kind):
		return consequence{Source, false, ""}
	default:
		return consequence{Other, false, ""}
	}
}

// granted says what a role or a binding gives.
func granted(body map[string]any) string {
	kind := text(body, "kind")
	if !slices.Contains(bindings, kind) {
		return "a role"
	}
	where := "in " + text(body, "metadata", "namespace")
	if kind == "ClusterRoleBinding" {
		where = "in the whole cluster"
	}
	return text(body, "roleRef", "name") + " " + where
}
