// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/drift"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

// Node is an object of the tree: the source of a configuration, a Kustomization,
// or what one of them has applied.
type Node struct {
	manifest.ID
	// Object is nil when it was not read.
	Object *live.Object
	compliance.Verdict
	Drift []drift.Difference
	// AppliedBy is the Kustomization that applied the object; its Name is empty
	// for what none has applied.
	AppliedBy manifest.ID
	// Children are the objects of Flux that this one has applied or made.
	Children []*Node
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
	facts := compliance.Facts{ID: id, Object: n.Object, KindRead: e.cluster.HasRead(live.KindOf(id))}
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
	if n.Object != nil && n.Object.Broken != "" {
		n.Verdict = compliance.Verdict{State: compliance.Unknown, Rule: "HalfWritten", Message: n.Object.Broken}
	}
	e.children(n)
	n.BlockedBy = e.blocker(n, facts)
	return n
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
		if child.AppliedBy.Name == "" && n.Kind == kindKustomization {
			child.AppliedBy = n.ID
		}
		n.Children = append(n.Children, child)
	}
	slices.SortFunc(n.Children, func(a, b *Node) int { return live.Compare(a.ID, b.ID) })
	n.Children = slices.Compact(n.Children)
}

const (
	sourceGroup       = "source.toolkit.fluxcd.io"
	kustomizeGroup    = "kustomize.toolkit.fluxcd.io"
	helmGroup         = "helm.toolkit.fluxcd.io"
	extensionGroup    = "source.extensions.fluxcd.io"
	kindKustomization = "Kustomization"
	kindHelmRelease   = "HelmRelease"
	kindHelmChart     = "HelmChart"
	kindArtifact      = "ExternalArtifact"
)

// sourceOf returns what an object fetches from.
func sourceOf(o *live.Object) (manifest.ID, bool) {
	path := []string{"spec", "sourceRef"}
	switch {
	case o.Group == helmGroup && o.Has("spec", "chartRef"):
		path = []string{"spec", "chartRef"}
	case o.Group == helmGroup:
		namespace, name, found := strings.Cut(o.Text("status", "helmChart"), "/")
		return manifest.ID{Group: sourceGroup, Kind: kindHelmChart, Namespace: namespace, Name: name}, found
	case o.Group != kustomizeGroup && o.Kind != kindHelmChart:
		return manifest.ID{}, false
	}
	at := func(key string) string { return o.Text(append(path[:len(path):len(path)], key)...) }
	group := sourceGroup
	if version := at("apiVersion"); version != "" {
		group = manifest.Group(version)
	}
	id := manifest.ID{Group: group, Kind: at("kind"), Namespace: cmp.Or(at("namespace"), o.Namespace), Name: at("name")}
	return id, id.Kind != "" && id.Name != ""
}

// applied lists the objects of Flux that an object has applied, by its
// inventory, and what it makes: the chart of a HelmRelease, the artifacts of an
// ArtifactGenerator. An entry of the inventory has the ID
// <namespace>_<name>_<group>_<kind>
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#inventory); names
// of RBAC objects have two underscores for a colon, those of Flux have none.
func applied(o *live.Object) []manifest.ID {
	if o.Group == extensionGroup {
		return generated(o)
	}
	var out []manifest.ID
	entries, _ := o.Elements("status", "inventory", "entries")
	for _, entry := range entries {
		parts := strings.Split(live.Part(entry).Text("id"), "_")
		if len(parts) != 4 || !live.IsFlux(parts[2]) {
			continue
		}
		out = append(out, manifest.ID{Group: parts[2], Kind: parts[3], Namespace: parts[0], Name: parts[1]})
	}
	if o.Group == helmGroup && !o.Has("spec", "chartRef") {
		if chart, ok := sourceOf(o); ok {
			out = append(out, chart)
		}
	}
	return out
}

// generated lists the artifacts that an ArtifactGenerator has made. The entries
// of its inventory are references
// (https://github.com/fluxcd/source-watcher/blob/main/docs/spec/v1beta1/artifactgenerators.md#inventory).
func generated(o *live.Object) []manifest.ID {
	var out []manifest.ID
	entries, _ := o.Elements("status", "inventory")
	for _, entry := range entries {
		e := live.Part(entry)
		if name := e.Text("name"); name != "" {
			out = append(out, manifest.ID{Group: sourceGroup, Kind: kindArtifact, Namespace: cmp.Or(e.Text("namespace"), o.Namespace), Name: name})
		}
	}
	return out
}

// appliedBy is the Kustomization that applied an object, by the labels that
// kustomize-controller sets.
func appliedBy(o *live.Object) manifest.ID {
	name := o.Text("metadata", "labels", "kustomize.toolkit.fluxcd.io/name")
	if name == "" {
		return manifest.ID{}
	}
	return manifest.ID{
		Group: kustomizeGroup, Kind: kindKustomization,
		Namespace: o.Text("metadata", "labels", "kustomize.toolkit.fluxcd.io/namespace"), Name: name,
	}
}
