// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"bytes"
	"cmp"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/bundle/layout"
	"github.com/fluxbundle/fluxbundle/functions/internal/fleet"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// renderTree returns the bundles of all clusters: a folder for each, and one for
// each installation that clusters share. With an error there are no files.
func renderTree(m Materials, previous []File, o RenderOptions) ([]File, report.Findings) {
	f, found := fleet.Read(m.Docs)
	if found.Failed() {
		return nil, found
	}
	before := byFolder(previous)
	found = append(found, shrinks(f, before, o)...)
	rendered, more := renderer{fleet: f, materials: m, before: before, options: o}.clusters()
	if found = append(found, more...); found.Failed() {
		return nil, found
	}
	return together(rendered), found
}

// byFolder sorts the files of an earlier tree by the folder of their cluster.
func byFolder(previous []File) map[string][]File {
	out := map[string][]File{}
	for _, file := range previous {
		if rest, ok := strings.CutPrefix(file.Path, fleet.Folder("")); ok {
			if name, below, nested := strings.Cut(rest, "/"); nested {
				out[name] = append(out[name], File{Path: below, Data: file.Data})
			}
		}
	}
	return out
}

// shrinks finds a tree that loses many clusters: a list of clusters that came
// in half must not remove the other half.
func shrinks(f fleet.Fleet, before map[string][]File, o RenderOptions) report.Findings {
	gone := map[string]bool{}
	for name := range before {
		if _, there := f.Cluster(name); !there {
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
	folders
	inputs []fleet.Input
	found  report.Findings
}

// renderer renders a fleet over the files of an earlier render.
type renderer struct {
	fleet     fleet.Fleet
	materials Materials
	before    map[string][]File
	options   RenderOptions
}

// clusters builds the bundle of every cluster, several at a time.
func (r renderer) clusters() ([]folders, report.Findings) {
	f := r.fleet
	out := make([]renderedCluster, len(f.Clusters))
	next := make(chan int)
	var shared sync.Map
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(f.Clusters)) {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for i := range next {
				out[i] = r.cluster(f.Clusters[i])
				// One copy of what is shared is enough, and that of any cluster is it.
				if _, kept := shared.LoadOrStore(out[i].shared, true); kept {
					out[i].installation = nil
				}
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
	written := make([]folders, len(out))
	for i, c := range f.Clusters {
		written[i] = out[i].folders
		told.Add(c.Name, out[i].inputs, out[i].found)
		found = append(found, identities.Add(c, out[i].inputs)...)
	}
	return written, append(found, told.Findings()...)
}

// cluster builds the bundle of one cluster. Nobody but Git keeps a tree, so
// that it may hold no plain Secret.
func (r renderer) cluster(c fleet.Cluster) renderedCluster {
	previous := r.before[c.Name]
	inputs, found := r.fleet.Of(c)
	sealed := documentsOf(slices.DeleteFunc(slices.Clone(previous), func(file File) bool { return file.Path != layout.Secrets.File() }))
	built, more := Build(Materials{
		Docs: fleet.Documents(inputs), Earlier: slices.Concat(r.materials.Earlier, sealed), Unmarked: r.materials.Unmarked, Tree: true,
	})
	if found = append(found, more...); found.Failed() {
		return renderedCluster{inputs: inputs, found: found.Sorted()}
	}
	files := arrange(c.Name, built, r.options)
	// Nothing can be missing from files that are as they were, and reading them
	// costs more than writing them.
	if !unchanged(fleet.Folder(c.Name), previous, files.own) {
		found = append(found, missing(documentsOf(previous), built)...)
	}
	return renderedCluster{folders: files, inputs: inputs, found: found.Sorted()}
}

// unchanged reports whether each file of the folder is as it was, and no other
// was there.
func unchanged(folder string, previous, now []File) bool {
	before := make(map[string][]byte, len(previous))
	for _, file := range previous {
		before[path.Join(folder, file.Path)] = file.Data
	}
	return len(previous) == len(now) && !slices.ContainsFunc(now, func(file File) bool { return !bytes.Equal(before[file.Path], file.Data) })
}

// choose returns the documents of one cluster, where there are several.
func choose(m Materials) ([]object.Document, report.Findings) {
	switch {
	case m.Tree:
		return m.Docs, nil // They are those of one cluster already.
	case !fleet.HasClusters(m.Docs):
		return m.Docs, unplaced(m)
	}
	f, found := fleet.Read(m.Docs)
	if found.Failed() {
		return nil, found
	}
	wanted := cmp.Or(m.Cluster, f.Chosen)
	if wanted == "" && len(f.Clusters) == 1 {
		wanted = f.Clusters[0].Name
	}
	c, there := f.Cluster(wanted)
	if !there {
		message := "the inputs are for " + strconv.Itoa(len(f.Clusters)) + " clusters, and one bundle is for one"
		if wanted != "" {
			message = "there is no FluxCluster " + report.Quote(wanted)
		}
		return nil, append(found, report.Finding{
			Severity: fn.Error, Reason: report.ChooseCluster, Message: message,
			Hint: "name one in spec.cluster of a FluxBundle, with --cluster, or render the tree of all with -o; " + report.DidYouMean(wanted, f.Names()),
		})
	}
	// The exceptions of other clusters are none of this bundle's.
	found = slices.DeleteFunc(found, func(f report.Finding) bool {
		return f.Reason == report.ClusterException && f.Object.Name != c.Name
	})
	inputs, more := f.Of(c)
	return fleet.Documents(inputs), append(found, more...)
}

// unplaced finds what is for a cluster of a fleet, where there is none.
func unplaced(m Materials) report.Findings {
	var found report.Findings
	if m.Cluster != "" {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.ChooseCluster, Message: "there is no FluxCluster among the inputs, and so none that is called " + report.Quote(m.Cluster),
			Hint: "add the FluxClusters, or render without --cluster",
		})
	}
	add := func(d object.Document, severity fn.Severity, message, hint string, field ...string) {
		found = append(found, report.Finding{
			Severity: severity, Reason: report.UnknownCluster, Object: report.About(d), Field: append([]string{"spec"}, field...), Message: message, Hint: hint,
		})
	}
	for _, d := range m.Docs {
		if !input.IsOurs(d) {
			continue
		}
		fields := []string{"clusters", "overrides"}
		if d.Kind() == v1alpha1.KindFluxBundle {
			fields = []string{"cluster"}
		}
		for _, field := range fields {
			if object.Child(object.Child(d.Node, "spec"), field) != nil {
				add(d, fn.Error, "is for clusters of a fleet, and there is no FluxCluster among the inputs", "add the FluxClusters, or remove the field", field)
			}
		}
		if fleet.Refers(d) {
			add(d, fn.Warning, "refers to a value of a cluster, and stays as it is, since there is no FluxCluster among the inputs", "add the FluxClusters, or write the value")
		}
	}
	return found
}
