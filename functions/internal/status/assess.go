// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status

import (
	"cmp"
	"maps"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

// Assessment is the state of one input in one cluster.
type Assessment struct {
	owner.Key
	// Cluster is the name of the cluster; empty when there is only one.
	Cluster string
	State   compliance.State
	// Message says why, in one line.
	Message string
	// Source is what the configuration fetches from; nil for an input without.
	Source *Node
	// Roots are the objects of Flux that are the input's own, the source first.
	Roots []*Node
	// Support are its other objects that were read from the cluster.
	Support []*Node
	// Causes say what to mend, the first one first.
	Causes []Cause
	// PublicKey is the public half of the source's SSH key; empty when unknown.
	PublicKey string
	// NotRead are the kinds of its other objects of which none was read.
	NotRead []string
	// Now is the time of the assessment, in RFC 3339; empty when unknown.
	Now string
}

// Unread is the assessment of an input in a cluster of which nothing was read.
func (a Assessment) Unread(why string) Assessment {
	return Assessment{Key: a.Key, Cluster: a.Cluster, State: compliance.Unknown, Message: why, Now: a.Now}
}

// Cause is an object that has to be mended, and how many others wait for it.
type Cause struct {
	*Node
	Blocks int
	// Advice says what to do; empty when nothing common is known.
	Advice string
}

// Assess says of every input what its state is in a cluster. The inputs are
// those that are given and those that the bundle names; without a bundle, those
// that the objects of the cluster name.
func Assess(cluster *live.Cluster, bundle []*Desired, inputs []owner.Key, now string) []Assessment {
	known := map[owner.Key]bool{}
	for _, key := range inputs {
		known[key] = true
	}
	for _, d := range bundle {
		for _, key := range d.Keys {
			known[key] = true
		}
	}
	if len(known) == 0 {
		for _, o := range cluster.Objects(isOurs) {
			d := seen(o)
			bundle = append(bundle, d)
			for _, key := range d.Keys {
				known[key] = true
			}
		}
	}
	// Where objects wait for each other in a circle, the one that is asked first
	// decides.
	bundle = slices.SortedStableFunc(slices.Values(bundle), func(a, b *Desired) int { return live.Compare(a.ID, b.ID) })
	byOwner := map[owner.Key][]*Desired{}
	for _, d := range bundle {
		for _, key := range d.Keys {
			byOwner[key] = append(byOwner[key], d)
		}
	}
	e := newEvaluator(cluster, bundle)
	e.now = now
	out := make([]Assessment, 0, len(known))
	for _, key := range slices.SortedFunc(maps.Keys(known), owner.CompareKeys) {
		a := e.assess(byOwner[key])
		a.Key, a.Cluster, a.Now = key, cluster.Name, now
		out = append(out, a)
	}
	return out
}

func isOurs(o *live.Object) bool { return len(owner.ParseKeys(o.Annotation(owner.Annotation))) > 0 }

// assess decides about the objects of one input. Of an object that is not of
// Flux nothing is said where its kind was not read, but for the controllers:
// without them nothing is known of Flux itself.
func (e *evaluator) assess(objects []*Desired) Assessment {
	var a Assessment
	notRead := map[string]bool{}
	for _, d := range objects {
		n := e.node(d.ID)
		switch {
		case isFlux(d.ID):
			a.Roots = append(a.Roots, n)
		case n.Rule == "NotRead" && d.Kind != "Deployment":
			notRead[d.Kind] = true
		default:
			a.Support = append(a.Support, n)
		}
	}
	for kind := range notRead {
		a.NotRead = append(a.NotRead, kind)
	}
	slices.Sort(a.NotRead)
	slices.SortFunc(a.Roots, byRank)
	slices.SortFunc(a.Support, byRank)
	if len(a.Roots) > 0 && a.Roots[0].Group == sourceGroup {
		a.Source = a.Roots[0]
	}
	a.PublicKey = e.publicKey(a.Source)
	var states []compliance.State
	all := append(a.All(), a.Support...)
	for _, n := range all {
		states = append(states, n.State)
	}
	a.State = compliance.Overall(states...)
	a.Causes = causes(all)
	for i, c := range a.Causes {
		if c.Advice == registerKey && c.Node == a.Source && a.PublicKey != "" {
			a.Causes[i].Advice += ": " + a.PublicKey
		}
	}
	a.Message = a.message()
	return a
}

// All returns the objects of Flux of an assessment, each once: every root, and
// behind it what it has applied.
func (a Assessment) All() []*Node {
	var out []*Node
	seen := map[*Node]bool{}
	var visit func(n *Node)
	visit = func(n *Node) {
		if seen[n] {
			return
		}
		seen[n] = true
		out = append(out, n)
		for _, child := range n.Children {
			visit(child)
		}
	}
	for _, n := range a.Roots {
		visit(n)
	}
	return out
}

// Since is how long the input has been in its state, in RFC 3339: since its
// first cause, or since the last of its objects became ready. Empty when
// unknown.
func (a Assessment) Since() string {
	if len(a.Causes) > 0 {
		return a.Causes[0].Since()
	}
	since := ""
	for _, n := range a.All() {
		since = max(since, n.Since())
	}
	return since
}

func (a Assessment) message() string {
	if len(a.Causes) == 0 && len(a.Roots)+len(a.Support) > 0 {
		return "Resource is Ready"
	}
	if len(a.Causes) == 0 {
		return "nothing of it is in what was read"
	}
	c := a.Causes[0]
	return c.String() + " " + Said(c.Node)
}

// Said is what an object has to say, to follow its name: a message of a
// controller stands behind a colon, one of ours is a part of the sentence.
func Said(n *Node) string {
	switch n.Rule {
	case "Failed", "Stalled", "RolloutFailed", "HealthCheckFailed", "Canceled", "Progressing", "HalfWritten", "Unreadable", "Outdated", "Requested":
		return "(" + n.Rule + "): " + n.Message
	default:
		return n.Message
	}
}

func isFlux(id manifest.ID) bool { return flux.IsGroup(id.Group) }

// rank orders the objects of an input as Flux goes through them.
func rank(id manifest.ID) int {
	switch {
	case !isFlux(id):
		return 0
	case id.Group == sourceGroup && id.Kind != kindHelmChart:
		return 1
	case id.Group == extensionGroup:
		return 2
	case id.Group == kustomizeGroup:
		return 3
	default:
		return 4
	}
}

func byRank(a, b *Node) int {
	return cmp.Or(cmp.Compare(rank(a.ID), rank(b.ID)), live.Compare(a.ID, b.ID))
}

// causes returns what is to be mended, the worst first: what is missing, then
// what fails, then what differs.
func causes(nodes []*Node) []Cause {
	var out []Cause
	at := map[*Node]int{}
	for _, n := range nodes {
		if n.State == compliance.Compliant {
			continue
		}
		cause := n.Cause()
		i, there := at[cause]
		if !there {
			i = len(out)
			at[cause] = i
			out = append(out, Cause{Node: cause, Advice: advice(cause)})
		}
		if cause != n {
			out[i].Blocks++
		}
	}
	slices.SortStableFunc(out, func(a, b Cause) int {
		return cmp.Or(cmp.Compare(a.State.Severity(), b.State.Severity()), cmp.Compare(urgency(a.Rule), urgency(b.Rule)), byRank(a.Node, b.Node))
	})
	return out
}

func urgency(rule string) int {
	switch rule {
	case "Missing":
		return 0
	case "Foreign", "Drifted":
		return 2
	default:
		return 1
	}
}
