// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package marked

import (
	"cmp"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// PolicyAnnotation marks a Secret, and what it is sealed as. Its value is the
// name of a SealingPolicy.
const PolicyAnnotation = "fluxbundle.io/sealing-policy"

// entry is one document of the input.
type entry struct {
	object.Document
	// kptPackage is the folder of the kpt package, empty elsewhere.
	kptPackage string
	// item is the index in the list of the host, -1 for what is not an item.
	item int
}

// named is the name of the policy that the document is marked with.
func (e entry) named() string {
	name, _ := e.Annotation(PolicyAnnotation)
	return name
}

// inputs are the documents by what they are.
type inputs struct {
	policies []placed
	// marked are the Secrets to seal.
	marked []entry
	// earlier is what was sealed before.
	earlier []entry
}

// placed is a policy and the package it is in.
type placed struct {
	policy.Policy
	kptPackage string
}

// read tells the documents apart and reads the policies.
func read(entries []entry) (inputs, report.Findings) {
	var in inputs
	var found report.Findings
	var secrets []local.Secret
	var policies []entry
	for _, e := range entries {
		_, isMarked := e.Annotation(PolicyAnnotation)
		switch {
		case local.Is(e.Document):
			secrets = append(secrets, local.Decode(e.Document))
			if isMarked {
				in.marked = append(in.marked, e)
			}
		case isPolicy(e.Document):
			policies = append(policies, e)
		case !isMarked:
			found = append(found, input.MistypedGroup(e.Document)...)
		case isSealed(e.Document):
			in.earlier = append(in.earlier, e)
		case e.APIVersion() == "v1" && e.Kind() == "Secret":
			found = append(found, notLocal(e))
		default:
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.UnsupportedKind, Object: report.About(e.Document), Field: []string{"metadata", "annotations", PolicyAnnotation},
				Message: "a " + e.Kind() + " cannot be sealed", Hint: "only a Secret can",
			})
		}
	}
	for _, list := range [][]entry{policies, in.marked, in.earlier} {
		slices.SortStableFunc(list, compare)
	}
	store := local.NewStore(secrets)
	for _, e := range policies {
		decoded, more := input.Decode(e.Document, v1alpha1.SealingPolicy.WithDefaults)
		found = append(found, more...)
		if more.Failed() {
			// Its name is taken, so that Secrets do not ask for it.
			in.policies = append(in.policies, placed{policy.Policy{Object: decoded.Object}, e.kptPackage})
			continue
		}
		p, more := policy.Resolve(decoded, store)
		found = append(found, more...)
		in.policies = append(in.policies, placed{p, e.kptPackage})
	}
	return in, found
}

// compare orders documents by what and where they are, so that the order of the
// list makes no difference.
func compare(a, b entry) int {
	return cmp.Or(
		cmp.Compare(a.Namespace(), b.Namespace()), cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.Kind(), b.Kind()),
		cmp.Compare(a.kptPackage, b.kptPackage), cmp.Compare(a.Path, b.Path), cmp.Compare(a.Index, b.Index),
	)
}

func isPolicy(d object.Document) bool {
	return input.IsOurs(d) && d.Kind() == v1alpha1.KindSealingPolicy
}

// isSealed reports whether a marked document is what an earlier run has made.
func isSealed(d object.Document) bool {
	if _, ok := seal.SlotOf(d); ok {
		return true
	}
	return strings.HasPrefix(d.APIVersion(), "external-secrets.io/") && d.Kind() == "ExternalSecret"
}

// notLocal reports plaintext that an applier would send to the cluster, or that
// someone might commit.
func notLocal(e entry) report.Finding {
	return report.Finding{
		Severity: fn.Error, Reason: report.NotLocalConfig, Object: report.About(e.Document), Field: []string{"metadata", "annotations"},
		Message: "this Secret is marked for sealing, and appliers would send its plaintext to the cluster",
		Hint:    "annotate it " + local.Annotation + `: "true", and commit it nowhere`,
	}
}

// find returns the policy with a name: where several have it, that of the same
// package.
func (in inputs) find(e entry) (policy.Policy, report.Findings) {
	name := e.named()
	var fits []placed
	var names []string
	for _, p := range in.policies {
		names = append(names, p.Object.Name)
		if p.Object.Name == name {
			fits = append(fits, p)
		}
	}
	if len(fits) > 1 {
		if near := slices.DeleteFunc(slices.Clone(fits), func(p placed) bool { return p.kptPackage != e.kptPackage }); len(near) > 0 {
			fits = near
		}
	}
	f := report.Finding{Severity: fn.Error, Object: report.About(e.Document), Field: []string{"metadata", "annotations", PolicyAnnotation}}
	switch len(fits) {
	case 1:
		return fits[0].Policy, nil
	case 0:
		slices.Sort(names)
		f.Reason, f.Message, f.Hint = report.MissingPolicy, "there is no SealingPolicy "+report.Quote(name), report.DidYouMean(name, slices.Compact(names))
	default:
		f.Reason, f.Message, f.Hint = report.AmbiguousPolicy, "there are several SealingPolicies "+report.Quote(name), "give each a name of its own"
	}
	return policy.Policy{}, report.Findings{f}
}

// inline returns the objects that a FluxBundle carries, which is how a
// kustomize generator is given everything.
func inline(d object.Document) []object.Document {
	objects := object.Child(object.Child(d.Node, "spec"), "objects")
	if objects == nil || objects.Kind != yaml.SequenceNode {
		return nil
	}
	var out []object.Document
	for _, node := range objects.Content {
		if resolved := object.Resolve(node); resolved != nil && resolved.Kind == yaml.MappingNode {
			obj := d
			obj.Node = resolved
			out = append(out, obj)
		}
	}
	return out
}
