// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// grant is what a binding gives the account of a namespace.
type grant struct {
	kind, role string
}

func (g grant) String() string {
	if g.kind == "ClusterRoleBinding" {
		return g.role + " in the whole cluster"
	}
	return g.role + " in its namespace"
}

// grants returns what the emitted bindings give, by namespace of the account.
func grants(objects []owner.Object) map[string]grant {
	out := map[string]grant{}
	for _, o := range objects {
		if namespace, ok := model.BindingNamespace(o.Kind, o.Namespace, o.Name); ok {
			role, _ := o.Body.Get("roleRef").(manifest.Map)
			name, _ := role.Get("name").(manifest.String)
			out[namespace] = grant{o.Kind, string(name)}
		}
	}
	return out
}

// widened reports a binding of an earlier run that stays, because its owner is
// not here, and gives the account of a namespace other rights than the inputs
// that are here: Kubernetes would add the two up.
func widened(d object.Document, now map[string]grant) report.Findings {
	namespace, ok := model.BindingNamespace(d.Kind(), d.Namespace(), d.Name())
	if !ok {
		return nil
	}
	before := grant{d.Kind(), object.Text(d.Node, "roleRef", "name")}
	wanted, here := now[namespace]
	if !here || wanted == before {
		return nil
	}
	by, _ := d.Annotation(owner.Annotation)
	return report.Findings{{
		Severity: fn.Error, Reason: report.MixedScopes, Object: report.About(d), Field: []string{"roleRef"},
		Message: by + " gives " + model.ServiceAccount + " of namespace " + namespace + " " + before.String() +
			", the inputs that are here give it " + wanted.String(),
		Hint: "make their scope and clusterRole agree, or give one of them a namespace of its own",
	}}
}

// dropped tells of an object of an earlier run whose owners are here and yield
// it no more.
func dropped(host krm.Host, d object.Document, now []owner.Object) report.Findings {
	if host == krm.KustomizeTransformer && elsewhere(d, now) {
		return sameName(d)
	}
	return stays(d)
}

// elsewhere reports whether an object of an earlier run is in a namespace that
// nothing is emitted to now.
func elsewhere(d object.Document, objects []owner.Object) bool {
	return d.Namespace() != "" && !slices.ContainsFunc(objects, func(o owner.Object) bool { return o.Namespace == d.Namespace() })
}

// sameName reports an object of a base whose input had the name of one that is
// here, but another namespace: replacing it would drop what someone else needs.
func sameName(d object.Document) report.Findings {
	by, _ := d.Annotation(owner.Annotation)
	return report.Findings{{
		Severity: fn.Error, Reason: report.DuplicateInput, Object: report.About(d), Field: []string{"metadata", "annotations", owner.Annotation},
		Message: "a base has objects of " + by + " in namespace " + d.Namespace() + ", the input of that name here is for another namespace",
		Hint:    "give the input here another name",
	}}
}

// otherExtensions reports the FluxExtensions of earlier runs whose inputs are
// not here, when there is one here too: they would install the same objects.
func otherExtensions(list krm.List, g *group, now Bundle) report.Findings {
	if list.Host.SeesEverything() || !slices.ContainsFunc(now.Objects, isDistribution) {
		return nil
	}
	var found report.Findings
	for _, index := range g.owned {
		if isListing(idOf(list.Items[index].Document)) {
			continue
		}
		annotation, _ := list.Items[index].Annotation(owner.Annotation)
		for _, key := range owner.ParseKeys(annotation) {
			if key.Kind == v1alpha1.KindFluxConfiguration || now.owners[key] {
				continue
			}
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.SeveralExtensions, Object: now.distributor(),
				Message: "a cluster has one Flux, but what " + key.String() + " installs is there already",
				Hint:    "remove this one, or give it the same name to replace the other",
			})
		}
	}
	return found
}

func isDistribution(o owner.Object) bool {
	return o.Owners[0].Kind != v1alpha1.KindFluxConfiguration && !isListing(o.ID())
}

// distributor is the input that installs Flux.
func (b Bundle) distributor() report.Object {
	i := slices.IndexFunc(b.Objects, isDistribution)
	return b.Objects[i].Owners[0].Input
}
