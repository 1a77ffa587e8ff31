// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package patch

import (
	"slices"
	"strings"

	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/resid"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// selection is which objects a patch is for.
type selection struct {
	selector types.Selector
	regex    *types.SelectorRegex
	// named is the object that a strategic merge patch names, where there is no
	// selector. Without a namespace, it may be in any.
	named *manifest.Object
}

// selectionOf reads a target.
func selectionOf(t v1alpha1.PatchTarget) (selection, *Problem) {
	s := types.Selector{
		ResId: resid.ResId{
			Gvk:  resid.Gvk{Group: t.Group, Version: t.Version, Kind: t.Kind},
			Name: t.Name, Namespace: t.Namespace,
		},
		LabelSelector: t.LabelSelector, AnnotationSelector: t.AnnotationSelector,
	}
	regex, err := types.NewSelectorRegex(&s)
	if err != nil {
		return selection{}, &Problem{
			Field: []string{"target"}, Message: "one of group, version, kind, name and namespace is not a valid regular expression",
			Hint: "a name is one too, and so is controller-.* for several",
		}
	}
	empty := yaml.MustParse("kind: None")
	if _, err := empty.MatchesLabelSelector(t.LabelSelector); err != nil {
		return selection{}, invalidSelector("labelSelector")
	}
	if _, err := empty.MatchesAnnotationSelector(t.AnnotationSelector); err != nil {
		return selection{}, invalidSelector("annotationSelector")
	}
	return selection{selector: s, regex: regex}, nil
}

func invalidSelector(name string) *Problem {
	return &Problem{
		Field: []string{"target", name}, Message: "is not a valid selector",
		Hint: "accepted are requirements with commas between them: a=b, a!=b, a in (b,c), a notin (b,c), a, !a",
	}
}

// matches reports whether the patch is for o.
func (s selection) matches(o manifest.Object) bool {
	if n := s.named; n != nil {
		return o.APIVersion == n.APIVersion && o.Kind == n.Kind && o.Name == n.Name && (n.Namespace == "" || n.Namespace == o.Namespace)
	}
	group, version := resid.ParseGroupVersion(o.APIVersion)
	gvk := resid.Gvk{Group: group, Version: version, Kind: o.Kind}
	return s.regex.MatchGvk(gvk) && s.regex.MatchName(o.Name) && s.regex.MatchNamespace(o.Namespace) && s.marked(o)
}

// marked reports whether the labels and annotations of o are those that the
// selectors ask for.
func (s selection) marked(o manifest.Object) bool {
	if s.selector.LabelSelector == "" && s.selector.AnnotationSelector == "" {
		return true
	}
	o.Body = nil
	node, err := yaml.Parse(string(o.AppendYAML(nil, 0)))
	if err != nil {
		panic("patch: internal error: an emitted object does not parse")
	}
	labels, err := node.MatchesLabelSelector(s.selector.LabelSelector)
	if err != nil {
		panic("patch: internal error: a selector that was checked does not parse")
	}
	annotations, err := node.MatchesAnnotationSelector(s.selector.AnnotationSelector)
	if err != nil {
		panic("patch: internal error: a selector that was checked does not parse")
	}
	return labels && annotations
}

// nearby lists what the patch could be for: the objects of its kind or, where
// there are none, the kinds.
func (s selection) nearby(objects []owner.Emitted) string {
	var kinds, ofKind []string
	for _, o := range objects {
		kinds = append(kinds, o.Kind)
		if s.named != nil && s.named.Kind == o.Kind || s.named == nil && s.selector.Kind == o.Kind {
			ofKind = append(ofKind, o.ID().String())
		}
	}
	if len(ofKind) > 0 {
		return "there are " + list(ofKind)
	}
	return "there are the kinds " + list(kinds)
}

// list joins texts, sorted and each once.
func list(texts []string) string {
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), ", ")
}
