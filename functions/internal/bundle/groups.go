// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"cmp"
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// group is a kpt package, or the whole list outside kpt: the inputs in it make
// one bundle.
type group struct {
	name string
	docs []object.Document
	// owned are the indexes of the items that earlier runs emitted.
	owned []int
	// unmarked are the names of Secrets that are not for the render.
	unmarked []string
}

// materials are the inputs of the group, and what earlier runs sealed for them.
func (g *group) materials(list krm.List) Materials {
	m := Materials{Docs: g.docs, Unmarked: g.unmarked}
	for _, index := range g.owned {
		m.Earlier = append(m.Earlier, list.Items[index].Document)
	}
	return m
}

// sorter sorts the items of a list by what they are to the function.
type sorter struct {
	list   krm.List
	byName map[string]*group
	// unmarked are the names of Secrets that are not for the render, by package:
	// they make no group, which only inputs do.
	unmarked map[string][]string
	kept     []krm.Kept
	found    report.Findings
}

// split sorts the items: inputs and earlier output by package, and what is
// returned as it came.
func split(list krm.List) ([]*group, []krm.Kept, report.Findings) {
	s := &sorter{list: list, byName: map[string]*group{}, unmarked: map[string][]string{}}
	if list.Config.Node != nil && list.ConfigItem < 0 {
		if input.IsOurs(list.Config) {
			s.input("", list.Config)
		}
		s.found = append(s.found, checkConfig(list.Config)...)
	}
	for i, item := range list.Items {
		s.item(i, item)
	}
	if list.Selected {
		s.found = append(s.found, report.Finding{
			Severity: fn.Error, Reason: report.SelectorsNotSupported,
			Message: "with selectors or exclude the function does not see its earlier output and would write it twice",
			Hint:    "remove them from the pipeline; everything that is not of " + v1alpha1.Group + " passes through anyway",
		})
	}
	groups := make([]*group, 0, len(s.byName))
	for _, g := range s.byName {
		g.unmarked = s.unmarked[g.name]
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b *group) int { return cmp.Compare(a.name, b.name) })
	return groups, s.kept, s.found
}

func (s *sorter) item(i int, item krm.Item) {
	annotation, _ := item.Annotation(owner.Annotation)
	keeps := s.list.Host.KeepsInputs()
	switch {
	case input.IsOurs(item.Document):
		s.input(item.Package, item.Document)
		s.found = append(s.found, checkLocal(s.list.Host, item)...)
	case local.Is(item.Document):
		s.input(item.Package, item.Document)
	case len(owner.ParseKeys(annotation)) > 0:
		g := s.group(item.Package)
		g.owned = append(g.owned, i)
		keeps = false
	case i == s.list.ConfigItem:
		s.found = append(s.found, checkConfig(s.list.Config)...)
		keeps = true
	default:
		s.found = append(s.found, input.MistypedGroup(item.Document)...)
		if local.IsUnmarked(item.Document) {
			s.unmarked[item.Package] = append(s.unmarked[item.Package], item.Name())
		}
		keeps = true
	}
	if keeps {
		s.kept = append(s.kept, krm.Kept{Index: i})
	}
}

// input adds a document to the inputs of a package.
func (s *sorter) input(name string, d object.Document) {
	g := s.group(name)
	g.docs = append(g.docs, d)
}

func (s *sorter) group(name string) *group {
	g, ok := s.byName[name]
	if !ok {
		g = &group{name: name}
		s.byName[name] = g
	}
	return g
}

// checkConfig refuses a functionConfig that is no input: it would have no
// effect. kpt fn eval always passes a ConfigMap, which is empty when the user
// has given nothing.
func checkConfig(d object.Document) report.Findings {
	data := object.Child(d.Node, "data")
	if input.IsOurs(d) || d.Kind() == "ConfigMap" && (data == nil || len(data.Content) == 0) {
		return nil
	}
	return report.Findings{{
		Severity: fn.Error, Reason: report.UnsupportedKind, Object: report.About(d),
		Message: "the functionConfig is a " + report.Quote(d.APIVersion()+" "+d.Kind()),
		Hint:    "accepted: FluxBundle, FluxConfiguration, FluxExtension, or none",
	}}
}

// checkLocal warns of an input that stays in the package without the
// annotation that keeps it out of the cluster.
func checkLocal(host krm.Host, item krm.Item) report.Findings {
	plain, _ := item.Annotation(krm.LocalConfigAnnotation)
	if !host.KeepsInputs() || item.Path == "" || plain == "true" {
		return nil
	}
	return report.Findings{{
		Severity: fn.Warning, Reason: report.NotLocalConfig, Object: report.About(item.Document), Field: []string{"metadata", "annotations"},
		Message: "kpt live apply and Flux would send this input to the cluster, which does not know its kind",
		Hint:    "annotate it " + krm.LocalConfigAnnotation + `: "true"`,
	}}
}
