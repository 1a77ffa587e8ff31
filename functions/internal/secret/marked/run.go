// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package marked

import (
	"path"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// Run is the KRM function: marked Secrets in the list, and those that the
// functionConfig carries, are sealed. A host that writes back keeps the Secrets
// themselves; kustomize does not get them. When it fails the items go out as
// they came in; when the list cannot be read at all, there is no output. Shown
// tells that the host prints the results.
func Run(data []byte) (output []byte, found report.Findings, shown bool) {
	return krm.Serve(data, replace)
}

// replace puts what is sealed in the place of earlier output.
func replace(list krm.List) (krm.Output, report.Findings) {
	entries, found := entriesOf(list)
	objects, more := run(entries, false)
	found = append(found, more...)
	replaced := map[int]bool{}
	for _, o := range objects {
		replaced[o.replaces.item] = true
	}
	var out krm.Output
	for i, item := range list.Items {
		switch {
		case replaced[i]:
		case i == list.ConfigItem && list.Host == krm.KustomizeGenerator:
		case isMarked(item.Document) && !list.Host.KeepsInputs():
		default:
			out.Kept = append(out.Kept, krm.Kept{Index: i})
		}
	}
	out.Objects = place(list, objects)
	return out, append(found, collisions(list, out)...)
}

func isMarked(d object.Document) bool {
	_, marked := d.Annotation(PolicyAnnotation)
	return marked && local.Is(d)
}

// entriesOf lists the documents of the list and of the functionConfig.
func entriesOf(list krm.List) ([]entry, report.Findings) {
	var out []entry
	found := checkConfig(list.Config)
	if list.Selected {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.SelectorsNotSupported,
			Message: "with selectors or exclude the function does not see its earlier output and would write it twice",
			Hint:    "remove them from the pipeline; everything that is not marked for sealing passes through anyway",
		})
	}
	if list.Config.Node != nil {
		if list.ConfigItem < 0 {
			out = append(out, entry{list.Config, "", -1})
		}
		if isBundle(list.Config) {
			for _, d := range inline(list.Config) {
				out = append(out, entry{d, "", -1})
			}
		}
	}
	for i, item := range list.Items {
		out = append(out, entry{item.Document, item.Package, i})
		if isPolicy(item.Document) {
			found = append(found, checkLocal(list.Host, item)...)
		}
	}
	return out, found
}

func isBundle(d object.Document) bool {
	return input.IsOurs(d) && d.Kind() == v1alpha1.KindFluxBundle
}

// checkConfig refuses a functionConfig that would have no effect. kpt fn eval
// always passes a ConfigMap, which is empty when the user has given nothing.
func checkConfig(d object.Document) report.Findings {
	data := object.Child(d.Node, "data")
	switch {
	case d.Node == nil, isPolicy(d), d.Kind() == "ConfigMap" && (data == nil || len(data.Content) == 0):
		return nil
	case isBundle(d):
		_, found := input.Decode(d, v1alpha1.FluxBundle.WithDefaults)
		return found
	default:
		return report.Findings{{
			Severity: fn.Error, Reason: report.UnsupportedKind, Object: report.About(d),
			Message: "the functionConfig is a " + report.Quote(d.APIVersion()+" "+d.Kind()),
			Hint:    "accepted: SealingPolicy, FluxBundle, or none",
		}}
	}
}

// checkLocal warns of a policy that would reach the cluster.
func checkLocal(host krm.Host, item krm.Item) report.Findings {
	plain, _ := item.Annotation(local.Annotation)
	if plain == "true" || host.KeepsInputs() && item.Path == "" {
		return nil
	}
	return report.Findings{{
		Severity: fn.Warning, Reason: report.NotLocalConfig, Object: report.About(item.Document), Field: []string{"metadata", "annotations"},
		Message: "a policy is passed on, and appliers would send it to the cluster, which does not know its kind",
		Hint:    "annotate it " + local.Annotation + `: "true"`,
	}}
}

// place puts the objects into files, where the host keeps files: into that of
// the earlier object, else into the folder sealed beside the Secret.
func place(list krm.List, objects []sealed) []krm.Placed {
	next := map[[2]string]int{}
	for _, o := range objects {
		if o.replaces.Node != nil && o.replaces.Path != "" {
			at := [2]string{o.replaces.kptPackage, o.replaces.Path}
			next[at] = max(next[at], o.replaces.Index+1)
		}
	}
	out := make([]krm.Placed, len(objects))
	for i, o := range objects {
		out[i] = krm.Placed{Object: o.Object, Package: o.from.kptPackage}
		switch {
		case !list.Host.KeepsInputs():
		case o.replaces.Node != nil && o.replaces.Path != "":
			out[i].Path, out[i].Index = o.replaces.Path, o.replaces.Index
		case o.from.Path != "":
			out[i].Path = path.Join(path.Dir(o.from.Path), "sealed", o.Name+".yaml")
			at := [2]string{out[i].Package, out[i].Path}
			out[i].Index = next[at]
			next[at]++
		}
	}
	return out
}

// collisions finds objects that are there already, and were not sealed here,
// and files that belong to something else.
func collisions(list krm.List, out krm.Output) report.Findings {
	type location struct {
		kptPackage, path string
		index            int
	}
	type identity struct {
		kptPackage string
		id         manifest.ID
	}
	objects := make(map[identity]bool, len(out.Objects))
	locations := make(map[location]manifest.ID, len(out.Objects))
	for _, o := range out.Objects {
		objects[identity{o.Package, o.ID()}] = true
		if o.Path != "" {
			locations[location{o.Package, o.Path, o.Index}] = o.ID()
		}
	}
	var found report.Findings
	for _, kept := range out.Kept {
		item := list.Items[kept.Index]
		id := idOf(item.Document)
		if plain, _ := item.Annotation(local.Annotation); plain != "true" && objects[identity{item.Package, id}] {
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.DuplicateObject, Object: report.About(item.Document), Field: []string{"metadata", "name"},
				Message: id.String() + " is there already, and is not what an earlier run wrote", Hint: "remove one of the two",
			})
		}
		if other, there := locations[location{item.Package, item.Path, item.Index}]; there {
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.OccupiedPath, Object: report.About(item.Document),
				Message: item.Path + " is where " + other.String() + " would be written", Hint: "move this object to another file",
			})
		}
	}
	return found
}

func idOf(d object.Document) manifest.ID {
	return manifest.ID{Group: manifest.Group(d.APIVersion()), Kind: d.Kind(), Namespace: d.Namespace(), Name: d.Name()}
}
