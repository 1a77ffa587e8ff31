// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status

import (
	"cmp"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/diff"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

// Node is an object of the tree: the source of a configuration, a Kustomization,
// or what one of them has applied.
type Node struct {
	manifest.ID
	// Object is nil when it was not read.
	Object *live.Object
	compliance.Verdict
	Drift []diff.Difference
	// AppliedBy is the Kustomization that applied the object; its Name is empty
	// for what none has applied.
	AppliedBy manifest.ID
	// Children are the objects of Flux that this one has applied or made.
	Children []*Node
	// Applied tells whether another object says that it has applied or made this
	// one, which a reference to it does not.
	Applied bool
	// BlockedBy is what has to be mended first, nil when it is this object.
	BlockedBy *Node
	// Managed tells whether the bundle has the object.
	Managed bool
}

// Cause follows what blocks the node to its beginning. A cycle ends where it
// began.
func (n *Node) Cause() *Node {
	seen := map[*Node]bool{}
	for n.BlockedBy != nil && !seen[n] {
		seen[n] = true
		n = n.BlockedBy
	}
	return n
}

// Since is when the object last changed its state, in RFC 3339; empty when
// unknown.
func (n *Node) Since() string {
	if n.Object == nil {
		return ""
	}
	if deleted := n.Object.Text("metadata", "deletionTimestamp"); deleted != "" {
		return live.Time(deleted)
	}
	decisive := []string{"Ready", "Available"}
	if n.Rule == "RolloutFailed" {
		decisive = []string{"Progressing"}
	}
	since := ""
	conditions, _ := n.Object.Conditions()
	for _, c := range conditions {
		if slices.Contains(decisive, c.Type) {
			since = live.Time(c.LastTransitionTime)
		}
	}
	return cmp.Or(since, live.Time(n.Object.Text("metadata", "creationTimestamp")))
}

// evaluator decides about the objects of one cluster, each once.
type evaluator struct {
	cluster *live.Cluster
	bundle  map[manifest.ID]*Desired
	nodes   map[manifest.ID]*Node
	// now is the time of the status, in RFC 3339; empty when unknown.
	now string
}

func newEvaluator(cluster *live.Cluster, bundle []*Desired) *evaluator {
	e := &evaluator{cluster: cluster, bundle: make(map[manifest.ID]*Desired, len(bundle)), nodes: map[manifest.ID]*Node{}}
	for _, d := range bundle {
		e.bundle[d.ID] = d
	}
	return e
}

// node decides about an object. While it is being decided about, an object that
// needs itself in a circle counts as Pending.
func (e *evaluator) node(id manifest.ID) *Node {
	if n, there := e.nodes[id]; there {
		return n
	}
	n := &Node{ID: id, Object: e.cluster.Get(id), Verdict: compliance.Verdict{State: compliance.Pending}}
	e.nodes[id] = n
	facts := e.worst(n)
	e.children(n)
	n.BlockedBy = e.blocker(n, facts)
	return n
}

// worst makes a node that of the worst of the states in which its object was
// read, and returns what is known of it: the last one that somebody has read may
// be any of them.
func (e *evaluator) worst(n *Node) compliance.Facts {
	var worst *Node
	var known compliance.Facts
	for _, o := range e.cluster.States(n.ID) {
		state, facts := e.judge(n.ID, o)
		if worst == nil || state.State.Severity() < worst.State.Severity() {
			worst, known = state, facts
		}
	}
	// Who has applied it may have been found on the way, in an inventory.
	worst.AppliedBy = cmp.Or(worst.AppliedBy, n.AppliedBy)
	worst.Applied = n.Applied
	*n = *worst
	return known
}

// judge decides about an object in one state.
func (e *evaluator) judge(id manifest.ID, o *live.Object) (*Node, compliance.Facts) {
	n := &Node{ID: id, Object: o}
	facts := compliance.Facts{ID: id, Object: n.Object, KindRead: e.cluster.HasRead(live.KindOf(id)), Now: e.now}
	if d, managed := e.bundle[id]; managed {
		n.Managed = true
		facts.Owners = d.Owners
		if n.Object != nil {
			n.Drift = d.compare(n.Object)
			facts.Drift = n.Drift
		}
	}
	if n.Object != nil {
		n.AppliedBy = appliedBy(n.Object)
		e.needs(&facts)
	}
	n.Verdict = compliance.Decide(facts)
	return n, facts
}

// needs looks up what an object fetches from and waits for.
func (e *evaluator) needs(f *compliance.Facts) {
	if source, ok := sourceOf(f.Object); ok {
		n := e.node(source)
		f.Source = &compliance.Needed{ID: source, State: n.State}
		if n.Object != nil {
			f.SourceRevision = n.Object.Text("status", "artifact", "revision")
		}
	}
	if f.ID.Group == imageGroup && f.ID.Kind == "ImagePolicy" {
		id := manifest.ID{
			Group: imageGroup, Kind: "ImageRepository",
			Namespace: cmp.Or(f.Object.Text("spec", "imageRepositoryRef", "namespace"), f.ID.Namespace),
			Name:      f.Object.Text("spec", "imageRepositoryRef", "name"),
		}
		f.Dependencies = append(f.Dependencies, compliance.Needed{ID: id, State: e.node(id).State})
	}
	dependencies, _ := f.Object.Elements("spec", "dependsOn")
	for _, d := range dependencies {
		o := live.Part(d)
		id := manifest.ID{
			Group: f.ID.Group, Kind: f.ID.Kind,
			Namespace: cmp.Or(o.Text("namespace"), f.ID.Namespace), Name: o.Text("name"),
		}
		f.Dependencies = append(f.Dependencies, compliance.Needed{ID: id, State: e.node(id).State})
	}
}

// blocker is what has to be mended before a node can become compliant.
func (e *evaluator) blocker(n *Node, f compliance.Facts) *Node {
	switch n.Rule {
	case "Missing":
		// What was never applied is one cause, and not one for each object.
		if source := e.wantedSource(n.ID); source != nil && source.Rule == n.Rule {
			return source
		}
	case "SourceFailed", "SourcePending":
		return e.node(f.Source.ID)
	case "DependencyFailed", "DependencyPending":
		for _, d := range f.Dependencies {
			if d.State == n.State || n.State == compliance.Pending && d.State != compliance.Compliant {
				return e.node(d.ID)
			}
		}
	case "HealthCheckFailed":
		// Flux checks the health of what it applied: the child is the cause.
		for _, child := range n.Children {
			if child.State == compliance.NonCompliant {
				return child
			}
		}
	}
	return nil
}

// wantedSource is what an object of the bundle is to fetch from, nil when it is
// to fetch nothing.
func (e *evaluator) wantedSource(id manifest.ID) *Node {
	d := e.bundle[id]
	if d == nil || d.value == nil || !isFlux(id) {
		return nil
	}
	o := live.New(d.value())
	o.ID = id
	source, ok := sourceOf(o)
	if !ok || source == id {
		return nil
	}
	return e.node(source)
}

// children finds the objects of Flux that an object has applied or made.
func (e *evaluator) children(n *Node) {
	if n.Object == nil || n.Object.Has("spec", "kubeConfig") {
		// What was applied to another cluster is not in this one.
		return
	}
	for _, id := range applied(n.Object) {
		if id == n.ID {
			continue
		}
		child := e.node(id)
		child.Applied = true
		if child.AppliedBy.Name == "" && n.Kind == kindKustomization {
			child.AppliedBy = n.ID
		}
		n.Children = append(n.Children, child)
	}
	slices.SortFunc(n.Children, func(a, b *Node) int { return live.Compare(a.ID, b.ID) })
	n.Children = slices.Compact(n.Children)
}
