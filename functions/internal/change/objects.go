// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package change

import (
	"cmp"
	"maps"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/diff"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// delta is how two sets of objects differ: what happens to those that are in both,
// and those that are in one of them.
type delta struct {
	entries    []Entry
	gone, come map[manifest.ID]thing
}

// compareThings compares the objects of two sides.
func compareThings(old, now tree, one, other []thing) delta {
	d := delta{gone: old.indexed(one), come: now.indexed(other)}
	d.settle()
	return d
}

// with is what two deltas of one cluster are together: an object may have moved
// from the files of the one to those of the other.
func (d delta) with(other delta) delta {
	out := delta{entries: slices.Concat(d.entries, other.entries), gone: maps.Clone(d.gone), come: maps.Clone(d.come)}
	maps.Copy(out.gone, other.gone)
	maps.Copy(out.come, other.come)
	out.settle()
	return out
}

// settle compares the objects that are on both sides.
func (d *delta) settle() {
	for _, id := range sortedIDs(d.gone) {
		if now, there := d.come[id]; there {
			d.entries = append(d.entries, changed(d.gone[id], now)...)
			delete(d.gone, id)
			delete(d.come, id)
		}
	}
}

// all says what happens to every object that differs.
func (d delta) all() []Entry {
	out := slices.Clone(d.entries)
	byContent := map[string][]manifest.ID{}
	for _, id := range sortedIDs(d.come) {
		if key := contentOf(d.come[id]); key != "" {
			byContent[key] = append(byContent[key], id)
		}
	}
	renamed := map[manifest.ID]bool{}
	for _, id := range sortedIDs(d.gone) {
		o := d.gone[id]
		if same := byContent[contentOf(o)]; len(same) > 0 {
			out = append(out, ofRenamed(o, d.come[same[0]]))
			renamed[same[0]] = true
			byContent[contentOf(o)] = same[1:]
			continue
		}
		out = append(out, entry(o, "removed", ofRemoved(o)))
	}
	for _, id := range sortedIDs(d.come) {
		if !renamed[id] {
			out = append(out, entry(d.come[id], "added", ofAdded(d.come[id])))
		}
	}
	return out
}

// contentOf is the same for objects of a kind and a namespace that differ in
// nothing but their names; empty for what has no spec.
func contentOf(o thing) string {
	spec := at(o.body, "spec")
	if spec == nil {
		return ""
	}
	return o.id.Group + " " + o.id.Kind + " " + o.id.Namespace + " " + canonical("spec", spec)
}

func sortedIDs(things map[manifest.ID]thing) []manifest.ID {
	return slices.SortedFunc(maps.Keys(things), func(a, b manifest.ID) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Group, b.Group))
	})
}

func entry(o thing, action string, c consequence) Entry {
	return Entry{Risk: c.risk, Better: c.better, Reason: c.reason, Action: action, Objects: []string{label(o.id)}, Owner: o.owner}
}

func label(id manifest.ID) string {
	return report.Object{Kind: id.Kind, Namespace: id.Namespace, Name: id.Name}.String()
}

func ofRenamed(a, b thing) Entry {
	c := ofRemoved(a)
	if c.risk == DeleteWorkload {
		c.reason = "is called " + b.id.Name + " now: " + c.reason + ", or the new one applies it again"
	} else {
		c.reason = "is called " + b.id.Name + " now"
	}
	return entry(a, "renamed", c)
}

// changed returns what the differences between two states of an object mean: the
// worst of them is that of the object.
func changed(a, b thing) []Entry {
	all := compareMaps(nil, a.body, b.body)
	fields, version := withoutRelease(b, all)
	var out []Entry
	if version != nil {
		out = append(out, Entry{
			Risk: Release, Action: "changed", Objects: []string{"Flux"}, Owner: b.owner, Fields: []Field{*version},
		})
	}
	if slices.Contains(secretKinds, b.id.Kind) {
		fields = withoutCiphertext(fields)
	}
	if len(fields) == 0 {
		return out
	}
	worst := consequence{risk: Other}
	shown := make([]Field, 0, len(fields))
	for i, f := range fields {
		if c := ofField(a, b, f); i == 0 || c.worse(worst) {
			worst = c
		}
		if next := show(a, b, f); len(shown) == 0 || shown[len(shown)-1] != next {
			shown = append(shown, next)
		}
	}
	e := entry(b, "changed", worst)
	e.Fields = shown
	return append(out, e)
}

// worse reports whether one consequence has to be told rather than another.
func (c consequence) worse(other consequence) bool {
	switch {
	case c.risk != other.risk:
		return c.risk < other.risk
	case c.better != other.better:
		return other.better
	default:
		return other.reason == ""
	}
}

// withoutRelease takes out of the differences those that every object of an
// installation has when its release changes, and returns that change; and what is
// no difference to a cluster.
func withoutRelease(o thing, all []field) (rest []field, version *Field) {
	part := text(o.body, "metadata", "labels", "app.kubernetes.io/part-of") == "flux"
	for _, f := range all {
		switch name := last(f.path); {
		case f.path[0] == "status":
		case part && name == "app.kubernetes.io/version":
			old, _ := f.old.(string)
			now, _ := f.new.(string)
			version = &Field{Path: "release", Old: old, New: now}
		case part && name == "controller-gen.kubebuilder.io/version":
		default:
			rest = append(rest, f)
		}
	}
	return rest, version
}

// show is a difference without what may be secret.
func show(a, b thing, f field) Field {
	const schema = 4 // spec.versions.NAME.schema, whose fields nobody reads one by one
	if b.id.Kind == "CustomResourceDefinition" && below(f.path, "spec", "versions") && len(f.path) > schema {
		return Field{Path: pathOf(f.path[:schema])}
	}
	out := Field{Path: pathOf(f.path)}
	old, oldShown := diff.Shown(a.body, f.path, f.old)
	now, nowShown := diff.Shown(b.body, f.path, f.new)
	if !oldShown || !nowShown {
		out.Hidden = true
		return out
	}
	out.Old, out.New = old, now
	return out
}

func pathOf(path []string) string {
	f := report.Finding{Field: path}
	return f.FieldPath()
}
