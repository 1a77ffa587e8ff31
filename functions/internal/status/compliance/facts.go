// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package compliance

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/diff"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

// Facts are what is known of an object.
type Facts struct {
	ID manifest.ID
	// Object is nil when the cluster does not have it.
	Object *live.Object
	// KindRead tells whether any object of its kind was read.
	KindRead bool
	// Owners is the owner annotation that the bundle gives the object; empty for
	// what is not in the bundle.
	Owners string
	// Drift are the fields that differ from the bundle.
	Drift []diff.Difference
	// Source is what the object fetches from, Dependencies what it waits for.
	Source       *Needed
	Dependencies []Needed
	// SourceRevision is the revision of the source's artifact.
	SourceRevision string
	// Now is the time of the status, in RFC 3339; empty when unknown.
	Now string

	// What the status says, filled in by Decide.
	ready, reconciling, stalled, progressing, released live.Condition

	conditions int
	whole      bool
}

// Needed is an object that another one needs, and its state.
type Needed struct {
	ID    manifest.ID
	State State
}

// Verdict is the state of an object and why.
type Verdict struct {
	State State
	// Rule is the ID of the rule that holds.
	Rule string
	// Message says why in one line, without the name of the object.
	Message string
}

// Decide returns the verdict of the first rule that holds; the last one always
// does.
func Decide(f Facts) Verdict {
	f.read()
	for _, r := range Rules {
		if r.holds(f) {
			return Verdict{State: r.State, Rule: r.ID, Message: r.message(f)}
		}
	}
	panic("compliance: internal error: no rule holds")
}

// read looks up the conditions that rules ask for.
func (f *Facts) read() {
	if f.Object == nil {
		return
	}
	conditions, whole := f.Object.Conditions()
	f.conditions, f.whole = len(conditions), whole
	for _, c := range conditions {
		switch c.Type {
		case "Stalled":
			f.stalled = c
		case "Reconciling":
			f.reconciling = c
		case "Released":
			f.released = c
		case "Progressing":
			f.progressing = c
		case readyType(f.ID):
			f.ready = c
		}
	}
}

// readyType is the condition that says that an object works.
func readyType(id manifest.ID) string {
	if isDeployment(id) {
		return "Available"
	}
	return "Ready"
}

func isDeployment(id manifest.ID) bool { return id.Group == "apps" && id.Kind == "Deployment" }

// observed returns the generation that the status is about and whether it says.
// The status itself stays behind while a failure is tried again, so that it
// counts where Ready is True or does not say what it is about.
func (f Facts) observed() (int64, bool) {
	generation, says := f.Object.Number("status", "observedGeneration")
	switch ready := f.ready.ObservedGeneration; {
	case ready == 0:
		return generation, says
	case says && f.ready.Status == "True":
		return min(generation, ready), true
	default:
		return ready, true
	}
}

// versions are the API versions whose status has the form that is read here, by
// group. Other groups are not looked into.
var versions = map[string][]string{
	"source.toolkit.fluxcd.io":       {"v1", "v1beta2"},
	"kustomize.toolkit.fluxcd.io":    {"v1", "v1beta2"},
	"helm.toolkit.fluxcd.io":         {"v2", "v2beta2"},
	"notification.toolkit.fluxcd.io": {"v1", "v1beta3"},
	"image.toolkit.fluxcd.io":        {"v1", "v1beta2"},
	"source.extensions.fluxcd.io":    {"v1beta1"},
}

// knownVersion reports whether the status of the object has a form that is
// known.
func knownVersion(o *live.Object) bool {
	_, version, _ := strings.Cut(o.APIVersion, "/")
	known, ours := versions[o.Group]
	if !ours {
		return true
	}
	for _, k := range known {
		if version == k {
			return true
		}
	}
	return false
}

// static reports whether no controller writes conditions for the object: those
// of Kubernetes that just are there, Alerts and Providers
// (https://fluxcd.io/flux/components/notification/alerts/), and a HelmRepository
// of type oci (https://fluxcd.io/flux/components/source/helmrepositories/#helm-oci-repository).
func static(o *live.Object) bool {
	switch {
	case isDeployment(o.ID):
		return false
	case !o.IsFlux(), o.Kind == "Alert", o.Kind == "Provider":
		return true
	case o.Kind == "HelmRepository":
		return o.Text("spec", "type") == "oci"
	default:
		return false
	}
}

// suspended reports whether nobody reconciles the object because someone wants
// it so. An ArtifactGenerator has an annotation for it, in any case of letters
// (https://github.com/fluxcd/source-watcher/blob/main/docs/spec/v1beta1/artifactgenerators.md#suspend-and-resume-reconciliation).
func suspended(o *live.Object) bool {
	if o.Kind == "ArtifactGenerator" && strings.EqualFold(o.Annotation("source.extensions.fluxcd.io/reconcile"), "disabled") {
		return o.IsFlux()
	}
	return o.IsFlux() && o.Flag("spec", "suspend")
}

// foreign says who has applied an object of the bundle instead of it; empty
// when it is ours.
func (f Facts) foreign() string {
	if f.Owners == "" {
		return ""
	}
	switch owners := f.Object.Annotation(owner.Annotation); owners {
	case f.Owners:
		return ""
	case "":
		by := f.Object.Text("metadata", "labels", owner.ManagedBy.Key)
		if by == "" || by == owner.ManagedBy.Value {
			by = "something else"
		}
		return by
	default:
		if shares(owners, f.Owners) {
			return ""
		}
		return owners
	}
}

// shares reports whether two owner annotations name an input in common: an
// object that several inputs share.
func shares(a, b string) bool {
	for key := range strings.SplitSeq(a, ",") {
		for other := range strings.SplitSeq(b, ",") {
			if key == other {
				return true
			}
		}
	}
	return false
}

// waitsFor returns the first of what the object needs that is in one of the
// states.
func waitsFor(needed []Needed, states ...State) (Needed, bool) {
	for _, n := range needed {
		for _, s := range states {
			if n.State == s {
				return n, true
			}
		}
	}
	return Needed{}, false
}

func (f Facts) sources() []Needed {
	if f.Source == nil {
		return nil
	}
	return []Needed{*f.Source}
}

func (f Facts) generation() int64 {
	generation, _ := f.Object.Number("metadata", "generation")
	return generation
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// givenUp says why a controller has given up, and what failed before: after a
// rollback that succeeded, Ready says nothing of the upgrade that did not.
func (f Facts) givenUp() string {
	failed := f.ready.Message
	if f.released.Status == "False" && f.released.Message != "" && (failed == "" || strings.Contains(failed, "succeeded")) {
		failed = f.released.Message
	}
	why := f.stalled.Message
	switch {
	case why == "" || strings.Contains(failed, why):
		return cmp.Or(failed, f.stalled.Reason)
	case failed == "" || strings.Contains(why, failed):
		return why
	default:
		return why + ": " + failed
	}
}
