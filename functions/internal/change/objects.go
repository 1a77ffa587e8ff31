// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package change

import (
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/diff"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// compareThings returns what happens to the objects of one cluster.
func compareThings(old, now tree, one, other []thing) []Entry {
	before, after := old.indexed(one), now.indexed(other)
	var out []Entry
	var gone, come []thing
	for _, id := range sortedIDs(before, after) {
		a, was := before[id]
		b, is := after[id]
		switch {
		case !was:
			come = append(come, b)
		case !is:
			gone = append(gone, a)
		default:
			out = append(out, changed(a, b)...)
		}
	}
	for _, a := range gone {
		if i := slices.IndexFunc(come, func(b thing) bool { return renamed(a, b) }); i >= 0 {
			out = append(out, ofRenamed(a, come[i]))
			come = slices.Delete(come, i, i+1)
		} else {
			out = append(out, entry(a, "removed", ofRemoved(a)))
		}
	}
	for _, b := range come {
		out = append(out, entry(b, "added", ofAdded(b)))
	}
	return out
}

func entry(o thing, action string, c consequence) Entry {
	return Entry{risk: c.risk, Risk: c.risk.String(), Better: c.better, Reason: c.reason, Action: action, Objects: []string{label(o.id)}, Owner: o.owner}
}

func label(id manifest.ID) string {
	return report.Object{Kind: id.Kind, Namespace: id.Namespace, Name: id.Name}.String()
}

// renamed reports whether two objects are one that has got another name: of one
// kind, with the same content.
func renamed(a, b thing) bool {
	return a.id.Kind == b.id.Kind && a.id.Group == b.id.Group && a.id.Namespace == b.id.Namespace && at(a.body, "spec") != nil &&
		len(compare([]string{"spec"}, at(a.body, "spec"), at(b.body, "spec"))) == 0
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
			risk: Release, Risk: Release.String(), Action: "changed", Objects: []string{"Flux"}, Owner: b.owner, Fields: []Field{*version},
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
