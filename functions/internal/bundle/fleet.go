// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/fleet"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// TreeOptions say how a fleet is rendered.
type TreeOptions struct {
	// Removable is how many clusters may leave the tree. Without it, one or a
	// tenth of those that are there, whichever is more.
	Removable *int
	// SelfContained writes the installation of Flux into the folder of each
	// cluster, instead of once for all that have the same.
	SelfContained bool
}

// IsFleet reports whether the files describe several clusters.
func IsFleet(inputs []File) bool {
	m, _ := parse(inputs)
	return fleet.HasClusters(m.Docs)
}

// RenderTree returns the bundles of all clusters: a folder for each, and one for
// each installation that clusters share. Previous are the files of the last
// render to the same place. With an error there are no files.
func RenderTree(inputs, previous []File, o TreeOptions) ([]File, report.Findings) {
	m, found := parse(inputs)
	if found.Failed() {
		return nil, found
	}
	f, more := fleet.Read(m.Docs)
	if found = append(found, more...); found.Failed() {
		return nil, found
	}
	before := byFolder(previous)
	found = append(found, shrinks(f, before, o)...)
	rendered, more := renderClusters(f, m, before)
	if found = append(found, more...); found.Failed() {
		return nil, found
	}
	return arrange(f, rendered, o), found
}

// byFolder sorts the files of an earlier tree by the folder of their cluster.
func byFolder(previous []File) map[string][]File {
	out := map[string][]File{}
	for _, file := range previous {
		if rest, ok := strings.CutPrefix(file.Path, fleet.Folder("")); ok {
			if name, path, nested := strings.Cut(rest, "/"); nested {
				out[name] = append(out[name], File{Path: path, Data: file.Data})
			}
		}
	}
	return out
}

// shrinks finds a tree that loses many clusters: a list of clusters that came
// in half must not remove the other half.
func shrinks(f fleet.Fleet, before map[string][]File, o TreeOptions) report.Findings {
	gone := map[string]bool{}
	for name := range before {
		if !slices.ContainsFunc(f.Clusters, func(c fleet.Cluster) bool { return c.Name == name }) {
			gone[name] = true
		}
	}
	const tenth = 10
	allowed := max(1, len(before)/tenth)
	if o.Removable != nil {
		allowed = *o.Removable
	}
	names := fleet.Listed(gone)
	switch {
	case len(gone) == 0:
		return nil
	case len(gone) > allowed:
		return report.Findings{{
			Severity: fn.Error, Reason: report.FleetShrinks,
			Message: strconv.Itoa(len(gone)) + " of " + strconv.Itoa(len(before)) + " clusters are not among the inputs any more, at most " + strconv.Itoa(allowed) + " may leave at once: " + names,
			Hint:    "is the list of clusters complete? If so, say --allow-removed " + strconv.Itoa(len(gone)),
		}}
	default:
		return report.Findings{{
			Severity: fn.Warning, Reason: report.StaysInCluster,
			Message: "the folder of " + names + " is removed: the root sync there fails from then on, and everything it applied stays",
			Hint:    "to clean a cluster up, remove its configurations first and the FluxCluster after that",
		}}
	}
}

// overTree refuses to put one bundle over the tree of a fleet.
func overTree(previous []File) report.Findings {
	if len(byFolder(previous)) == 0 {
		return nil
	}
	return report.Findings{{
		Severity: fn.Error, Reason: report.FleetShrinks,
		Message: "the folder holds the bundles of " + strconv.Itoa(len(byFolder(previous))) + " clusters, and there is no FluxCluster among the inputs",
		Hint:    "give the FluxClusters too, or render to another folder",
	}}
}

// renderedCluster is what one cluster gets.
type renderedCluster struct {
	bundle Bundle
	inputs []fleet.Input
	found  report.Findings
}

// renderClusters builds the bundle of every cluster, several at a time.
func renderClusters(f fleet.Fleet, m Materials, before map[string][]File) ([]renderedCluster, report.Findings) {
	out := make([]renderedCluster, len(f.Clusters))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(f.Clusters)) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for i := range next {
				out[i] = renderCluster(f, f.Clusters[i], m, before[f.Clusters[i].Name])
			}
		}()
	}
	for i := range f.Clusters {
		next <- i
	}
	close(next)
	workers.Wait()
	told := fleet.NewTold(len(f.Clusters))
	identities := fleet.Identities{}
	var found report.Findings
	for i, c := range f.Clusters {
		told.Add(c.Name, out[i].inputs, out[i].found)
		found = append(found, identities.Add(c, out[i].inputs)...)
	}
	return out, append(found, told.Findings()...)
}

// renderCluster builds the bundle of one cluster. Nobody but Git keeps a tree, so
// that it may hold no plain Secret.
func renderCluster(f fleet.Fleet, c fleet.Cluster, m Materials, previous []File) renderedCluster {
	inputs, found := f.Of(c)
	before := documentsOf(previous)
	generated, more := Build(Materials{
		Docs: fleet.Documents(inputs), Earlier: slices.Concat(m.Earlier, before), Unmarked: m.Unmarked, Tree: true,
	})
	found = append(found, more...)
	if !found.Failed() {
		found = append(found, missing(before, generated)...)
	}
	return renderedCluster{bundle: generated, inputs: inputs, found: found.Sorted()}
}

// choose returns the documents of one cluster, where there are several.
func choose(m Materials) ([]object.Document, report.Findings) {
	if !fleet.HasClusters(m.Docs) {
		return m.Docs, unplaced(m.Docs)
	}
	f, found := fleet.Read(m.Docs)
	if found.Failed() {
		return nil, found
	}
	wanted := m.Cluster
	if wanted == "" {
		wanted = f.Chosen
	}
	if wanted == "" && len(f.Clusters) == 1 {
		wanted = f.Clusters[0].Name
	}
	i := slices.IndexFunc(f.Clusters, func(c fleet.Cluster) bool { return c.Name == wanted })
	if i < 0 {
		message := "the inputs are for " + strconv.Itoa(len(f.Clusters)) + " clusters, and one bundle is for one"
		if wanted != "" {
			message = "there is no FluxCluster " + report.Quote(wanted)
		}
		return nil, append(found, report.Finding{
			Severity: fn.Error, Reason: report.ChooseCluster, Message: message,
			Hint: "name one in spec.cluster of a FluxBundle, with --cluster, or render the tree of all with -o; " + report.DidYouMean(wanted, f.Names()),
		})
	}
	inputs, more := f.Of(f.Clusters[i])
	return fleet.Documents(inputs), append(found, more...)
}

// unplaced finds inputs that say which clusters they are for, where there is
// none.
func unplaced(docs []object.Document) report.Findings {
	var found report.Findings
	for _, d := range docs {
		for _, field := range []string{"clusters", "overrides"} {
			if input.IsOurs(d) && d.Kind() != v1alpha1.KindFluxBundle && object.Child(object.Child(d.Node, "spec"), field) != nil {
				found = append(found, report.Finding{
					Severity: fn.Error, Reason: report.UnknownCluster, Object: report.About(d), Field: []string{"spec", field},
					Message: "is for clusters of a fleet, and there is no FluxCluster among the inputs", Hint: "add the FluxClusters, or remove the field",
				})
			}
		}
	}
	return found
}
