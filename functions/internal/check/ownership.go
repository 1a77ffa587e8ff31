// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"cmp"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// applied is what a Kustomization applies, and to where.
type applied struct {
	item
	// source and cluster tell which folders can be compared.
	source, cluster string
	// path has no leading ./ and no trailing /; it is empty for the root.
	path string
	// change is what makes something else out of the same folder.
	change string
}

// changes are the fields of a Kustomization that change what it applies.
var changes = []string{
	"targetNamespace", "namePrefix", "nameSuffix", "patches", "patchesStrategicMerge", "patchesJson6902", "images", "components", "postBuild",
}

// paths reports Kustomizations that apply the same objects.
func (c *checker) paths() {
	var all []applied
	for _, o := range c.objects {
		if o.kind == "Kustomization" && o.group == flux.KustomizeGroup {
			all = append(all, c.appliedBy(o))
		}
	}
	slices.SortStableFunc(all, func(a, b applied) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.cluster, b.cluster), cmp.Compare(a.path, b.path))
	})
	told := map[id]bool{}
	for i, a := range all {
		for _, b := range all[i+1:] {
			// Sorted by path, what lies below a folder does not always follow it
			// at once: a-b comes between a and a/b.
			if a.source != b.source || a.cluster != b.cluster || !strings.HasPrefix(b.path, a.path) {
				break
			}
			c.overlap(a, b, told)
		}
	}
}

// overlap compares two Kustomizations, of which the path of the first is not
// longer. Of one that is told already nothing more is said.
func (c *checker) overlap(a, b applied, told map[id]bool) {
	field := []string{"spec", "path"}
	before := len(c.found)
	defer func() { told[b.id] = told[b.id] || len(c.found) > before }()
	switch {
	case a.id == b.id || told[b.id]:
	case a.path == b.path && a.change == b.change:
		c.report(fn.Error, report.DuplicateOwnership, b.item, says{
			field: field, message: "applies the same folder of the same source as " + a.String() + ": each undoes what the other does",
			hint: "remove one of them, or give one another targetNamespace",
		})
	case a.path != b.path && (a.path == "" || strings.HasPrefix(b.path, a.path+"/")):
		// Whether it is built in there can only be seen in the source.
		c.report(fn.Info, report.OverlappingPaths, b.item, says{
			field: field, message: "is a folder below that of " + a.String() + ", which applies it too unless a kustomization.yaml there leaves it out",
			hint: "move it out, or leave it out there",
		})
	}
}

func (c *checker) appliedBy(o item) applied {
	spec := o.spec()
	folder := strings.TrimPrefix(path.Clean("/"+text(spec, "path")), "/")
	changed := map[string]any{}
	for _, name := range changes {
		changed[name] = spec[name]
	}
	return applied{item: o, source: c.content(o), cluster: remote(o), path: folder, change: canonical(changed)}
}

// fetched are the fields of a source that decide what is fetched.
var fetched = []string{"url", "ref", "endpoint", "bucketName", "prefix", "sparseCheckout", "ignore", "include", "layerSelector"}

// content tells the sources of Kustomizations apart: two that fetch the same are
// the same, whatever they are called.
func (c *checker) content(kustomization item) string {
	source, _ := reference{}.in(kustomization, kustomization.spec()["sourceRef"])
	i, ok := c.sources[source.target]
	if !ok {
		return source.target.String()
	}
	content := map[string]any{"kind": source.target.kind}
	for _, name := range fetched {
		content[name] = c.objects[i].spec()[name]
	}
	return canonical(content)
}

// remote tells the clusters apart that Kustomizations and HelmReleases apply to:
// the Secret of a kubeConfig is in the namespace of the object.
func remote(o item) string {
	config := o.spec()["kubeConfig"]
	if config == nil {
		return clusterOf(o)
	}
	return canonical([]any{clusterOf(o), o.namespace, config})
}

// canonical is a value in a form that can be compared.
func canonical(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic("check: internal error: " + err.Error())
	}
	return string(text)
}

// releases reports HelmReleases that are the same release to Helm
// (https://fluxcd.io/flux/components/helm/helmreleases/#release-name).
func (c *checker) releases() {
	first := map[string]item{}
	for _, o := range c.objects {
		if o.kind != "HelmRelease" || o.group != flux.HelmGroup {
			continue
		}
		spec := o.spec()
		name := o.name
		if target := text(spec, "targetNamespace"); target != "" {
			name = target + "-" + o.name
		}
		name = cmp.Or(text(spec, "releaseName"), name)
		storage := cmp.Or(text(spec, "storageNamespace"), o.namespace)
		key := canonical([]any{remote(o), storage, name})
		other, twice := first[key]
		if !twice {
			first[key] = o
			continue
		}
		if other.id != o.id {
			c.report(fn.Error, report.DuplicateOwnership, o, says{
				field: []string{"spec", "releaseName"}, message: "is the Helm release " + name + " in namespace " + storage + ", as " + other.String() + " is",
				hint: "give one of them another releaseName",
			})
		}
	}
}
