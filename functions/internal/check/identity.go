// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// duplicates reports objects that are in the list more than once, and indexes
// the others.
func (c *checker) duplicates() {
	first := map[string]item{}
	c.present, c.elsewhere, c.beside, c.sources, c.data = map[id]bool{}, map[id]string{}, map[id][]string{}, map[id]int{}, map[id]int{}
	for i, o := range c.objects {
		key := clusterOf(o) + " " + o.group + " " + o.String()
		if other, twice := first[key]; twice {
			c.report(fn.Error, report.DuplicateObject, o, says{
				field: []string{"metadata", "name"}, message: "is in the list twice" + in(other), hint: "remove or rename one of them",
			})
			continue
		}
		first[key] = o
		// A Kustomization or a Bucket of another group is none to Flux.
		if controllerOf[o.kind].group != "" && !flux.IsGroup(o.group) {
			continue
		}
		if o.group == "" && (o.kind == "ConfigMap" || o.kind == "Secret") {
			c.data[o.id] = i
		}
		if o.group == flux.SourceGroup {
			c.sources[o.id] = i
		}
		for _, known := range append(madeFrom(o), o.id) {
			c.present[known] = true
			anywhere, here := id{kind: known.kind, name: known.name}, id{kind: known.kind, namespace: known.namespace}
			if _, ok := c.elsewhere[anywhere]; !ok {
				c.elsewhere[anywhere] = known.namespace
			}
			c.beside[here] = append(c.beside[here], known.name)
		}
	}
}

// madeFrom lists what a controller makes of an object in the cluster: the Secret
// of a SealedSecret or an ExternalSecret, the artifacts of an ArtifactGenerator.
func madeFrom(o item) []id {
	switch o.kind {
	case "SealedSecret":
		return []id{{"Secret", o.namespace, o.name}}
	case "ExternalSecret":
		return []id{{"Secret", o.namespace, cmp.Or(text(o.spec(), "target", "name"), o.name)}}
	case "FluxInstance":
		return syncOf(o)
	case "ArtifactGenerator":
		var made []id
		for _, artifact := range follow(o.spec(), []string{"artifacts", "*", "name"}, nil) {
			if name, ok := artifact.value.(string); ok {
				made = append(made, id{"ExternalArtifact", o.namespace, name})
			}
		}
		return made
	default:
		return nil
	}
}

// in says where another object is.
func in(other item) string {
	if other.about.File == "" {
		return ""
	}
	return ", the other one in " + other.about.File
}

// clusterOf is the cluster that an object is for, by the folder clusters/NAME that
// it is in, as Flux's own pages lay repositories out
// (https://fluxcd.io/flux/guides/repository-structure/); empty where there is no
// such folder. Two clusters may have the same objects.
func clusterOf(o item) string {
	steps := strings.Split(path.Dir(o.about.File), "/")
	i := slices.Index(steps, "clusters")
	if i < 0 || i+1 >= len(steps) {
		return ""
	}
	return strings.Join(steps[:i+2], "/")
}
