// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"path"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// stays tells of an object that leaves the bundle and stays in the cluster,
// since it is protected from pruning, and how to remove it.
func stays(d object.Document) report.Findings {
	if prune, _ := d.Annotation(owner.PruneDisabled.Key); prune != owner.PruneDisabled.Value {
		return nil
	}
	command := deleteCommand(d)
	message := "is no longer part of the bundle, but stays in the cluster"
	switch d.Kind() {
	case "ClusterRoleBinding", "RoleBinding":
		message += " with the rights it gives"
	case "Kustomization":
		message += " and goes on applying; deleting it deletes nothing else"
	case "Namespace":
		message += "; deleting it deletes everything in it"
	case "CustomResourceDefinition":
		message += "; deleting it deletes every object of its kind in the cluster"
	}
	return report.Findings{{
		Severity: fn.Warning, Reason: report.StaysInCluster, Object: report.About(d),
		Message: message, Hint: "when Flux has cleaned up, run: " + command,
	}}
}

// roleChanged tells of a binding that another role is given now: the API server
// refuses to change it.
func roleChanged(before object.Document, now owner.Object) report.Findings {
	role, _ := now.Body.Get("roleRef").(manifest.Map)
	name, _ := role.Get("name").(manifest.String)
	old := object.Text(before.Node, "roleRef", "name")
	if old == "" || name == "" || old == string(name) {
		return nil
	}
	return report.Findings{{
		Severity: fn.Warning, Reason: report.RoleChanged, Object: report.About(before), Field: []string{"roleRef", "name"},
		Message: "changes from " + old + " to " + string(name) + ", which Kubernetes refuses for a binding that exists",
		Hint:    "before applying, run: " + deleteCommand(before),
	}}
}

func deleteCommand(d object.Document) string {
	command := "kubectl delete " + strings.ToLower(d.Kind()) + " " + d.Name()
	if d.Namespace() != "" {
		command += " -n " + d.Namespace()
	}
	return command
}

// collisions finds emitted objects that are there already, or whose file
// belongs to someone else.
func collisions(list krm.List, out krm.Output) report.Findings {
	if len(out.Kept) == 0 || len(out.Objects) == 0 {
		return nil
	}
	type place struct {
		kptPackage string
		id         manifest.ID
	}
	emitted := make(map[place]krm.Placed, len(out.Objects))
	files := map[[2]string]krm.Placed{}
	for _, o := range out.Objects {
		emitted[place{o.Package, o.ID()}] = o
		if o.Path != "" {
			files[[2]string{o.Package, o.Path}] = o
		}
	}
	var found report.Findings
	for _, kept := range out.Kept {
		item := list.Items[kept.Index]
		if o, there := emitted[place{item.Package, idOf(item.Document)}]; there {
			by, _ := o.Annotations.Get(owner.Annotation)
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.DuplicateObject, Object: report.About(item.Document), Field: []string{"metadata", "name"},
				Message: o.ID().String() + " is there already, and " + by + " emits it" + emittedFor(item.Document),
				Hint:    "remove the one that is there, or rename the input",
			})
		}
		if o, there := files[[2]string{item.Package, item.Path}]; there {
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.OccupiedPath, Object: report.About(item.Document),
				Message: item.Path + " is where " + o.ID().String() + " would be written", Hint: "move this object to another file",
			})
		}
	}
	return found
}

// intoSubpackages finds emitted files that would lie in another kpt package: it
// would take them for its own.
func intoSubpackages(list krm.List, out krm.Output) report.Findings {
	packages := map[string]bool{}
	for _, item := range list.Items {
		if item.Package != "" {
			packages[item.Package] = true
		}
	}
	if len(packages) < 2 {
		return nil
	}
	var found report.Findings
	seen := map[string]bool{}
	for _, o := range out.Objects {
		for dir := path.Dir(path.Join(o.Package, o.Path)); len(dir) > len(o.Package); dir = path.Dir(dir) {
			if !packages[dir] || seen[dir] {
				continue
			}
			seen[dir] = true
			by, _ := o.Annotations.Get(owner.Annotation)
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.OccupiedPath,
				Message: o.Path + ", which " + by + " emits, would lie in another package",
				Hint:    "move the input to a folder of its own, or rename that package",
			})
		}
	}
	return found
}

func emittedFor(d object.Document) string {
	if by, ok := d.Annotation(owner.Annotation); ok {
		return "; it was emitted for " + by
	}
	return ""
}
