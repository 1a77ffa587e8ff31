// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"cmp"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/bundle/layout"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Expand replaces what earlier runs emitted by what the inputs yield now.
func Expand(list krm.List) (krm.Output, report.Findings) {
	var out krm.Output
	groups, kept, found := split(list)
	var configurations []input.Input[v1alpha1.FluxConfiguration]
	for _, g := range groups {
		generated, more := Build(g.materials(list))
		found = append(found, more...)
		configurations = append(configurations, generated.configurations...)
		if found.Failed() {
			continue
		}
		objects, retained, more := replace(list, g, generated)
		found = append(found, more...)
		kept = append(kept, retained...)
		out.Objects = append(out.Objects, place(list, g, objects)...)
	}
	slices.SortFunc(kept, func(a, b krm.Kept) int { return cmp.Compare(a.Index, b.Index) })
	out.Kept = kept
	if len(groups) > 1 {
		// Packages are applied to one cluster, where they share accounts.
		found = append(found, input.Together(configurations)...)
	}
	found = append(found, intoSubpackages(list, out)...)
	return out, append(found, collisions(list, out)...)
}

// replace decides what becomes of earlier output: it goes when its owners are
// expanded now, or are gone and the whole package is seen. An object that is
// shared with an owner that is not here keeps it.
func replace(list krm.List, g *group, now Bundle) ([]owner.Object, []krm.Kept, report.Findings) {
	objects := now.Objects
	if len(g.owned) == 0 {
		return objects, nil, nil
	}
	var kept []krm.Kept
	var found report.Findings
	if others := otherExtensions(list, g, now); len(others) > 0 {
		return nil, nil, others
	}
	given := grants(objects)
	byID := make(map[manifest.ID]int, len(objects))
	for i, o := range objects {
		byID[o.ID()] = i
	}
	var before, leaving []object.Document
	for _, index := range g.owned {
		item := list.Items[index]
		before = append(before, item.Document)
		others := absent(list.Host, item, now)
		if len(others) > 0 {
			found = append(found, widened(item.Document, given)...)
		}
		i, again := byID[idOf(item.Document)]
		switch {
		case len(others) == 0 && !again:
			leaving = append(leaving, item.Document)
			found = append(found, dropped(list.Host, item.Document, objects)...)
		case len(others) == 0:
			found = append(found, roleChanged(item.Document, objects[i])...)
		case again && objects[i].Shared:
			objects[i] = objects[i].SharedWith(others)
		default:
			kept = append(kept, krm.Kept{Index: index, Annotation: ownedBy(item, others)})
		}
	}
	return objects, kept, append(found, renamed(before, leaving, objects)...)
}

// absent lists the owners of an item that are not here, but may be elsewhere.
func absent(host krm.Host, item krm.Item, now Bundle) []owner.Key {
	if host.SeesEverything() {
		return nil
	}
	annotation, _ := item.Annotation(owner.Annotation)
	return slices.DeleteFunc(owner.ParseKeys(annotation), func(key owner.Key) bool { return now.owners[key] })
}

// ownedBy is the annotation of an item that has only these owners left; none
// when it says so already.
func ownedBy(item krm.Item, owners []owner.Key) manifest.Pair {
	annotation, _ := item.Annotation(owner.Annotation)
	if left := owner.FormatKeys(owners); left != annotation {
		return manifest.Pair{Key: owner.Annotation, Value: left}
	}
	return manifest.Pair{}
}

func idOf(d object.Document) manifest.ID {
	return manifest.ID{Group: manifest.Group(d.APIVersion()), Kind: d.Kind(), Namespace: d.Namespace(), Name: d.Name()}
}

// place puts emitted objects into files, where the host keeps files.
func place(list krm.List, g *group, objects []owner.Object) []krm.Placed {
	out := make([]krm.Placed, len(objects))
	next := map[string]int{}
	for i, o := range objects {
		out[i] = krm.Placed{Object: o.Object, Package: g.name}
		if !list.Host.KeepsInputs() {
			continue
		}
		path := layout.File(o)
		out[i].Path, out[i].Index = path, next[path]
		next[path]++
	}
	return out
}
