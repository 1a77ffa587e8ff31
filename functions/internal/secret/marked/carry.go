// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package marked

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// keep looks at what an earlier run sealed from a Secret that is not here. What
// its policy is not here for is left alone: an overlay sees the output of a
// base, and not its inputs.
func (r *runner) keep(e entry) {
	if !r.hasPolicy(e.named()) {
		return
	}
	p, found := r.in.find(e)
	if r.found = append(r.found, found...); len(found) > 0 || p.Broken() || !r.checkPlace(e) || !r.inPlace(e, p) {
		return
	}
	around, found := ofSealed(e.Document)
	if r.found = append(r.found, found...); len(found) > 0 {
		return
	}
	s := plain(e.Namespace(), e.Name(), p, around)
	r.used[p.Object.Name] = p
	switch p.Provider() {
	case v1alpha1.SealingExternalSecrets:
		r.external(e, p, s)
	case v1alpha1.SealingSealedSecrets, v1alpha1.SealingSOPS:
		if p.Sealer() != nil {
			s.Optional = seal.DataKeys(e.Document)
			r.carry(e, p, s, e)
		}
	default:
		r.fail(e, report.SealedAgain, report.Says{
			Message: "cannot be kept: the provider of SealingPolicy " + p.Object.Name + " is " + string(p.Provider()) + " now", Hint: "remove this object",
		})
	}
}

func (r *runner) hasPolicy(name string) bool {
	for _, p := range r.in.policies {
		if p.Object.Name == name {
			return true
		}
	}
	return false
}

// inPlace reports whether a sealed object is where it was sealed for. One that
// has been moved is left alone where it still opens, and an error where not.
func (r *runner) inPlace(e entry, p policy.Policy) bool {
	slot, here := e.slot(), e.Namespace()+"/"+e.Name()
	if slot == here {
		return true
	}
	message := "was sealed as " + report.Quote(slot) + " and has been moved to " + report.Quote(here)
	if opensElsewhere(e, p) {
		r.warn(e, report.CarriedOver, report.Says{
			Message: message + ", where it opens too; it is left as it is, unchecked", Hint: "run flux-seal before what moves it",
		}, "metadata")
		return false
	}
	r.fail(e, report.SealedAgain, report.Says{
		Message: message + ", where nothing can open it",
		Hint:    "set no namePrefix, nameSuffix or namespace above it, or seal with a wider scope",
	}, "metadata")
	return false
}

// opensElsewhere reports whether a sealed object still opens where it is: SOPS
// and age know nothing of names, and a SealedSecret may leave what its scope
// does not name.
func opensElsewhere(e entry, p policy.Policy) bool {
	settings := p.Spec().SealedSecrets
	switch {
	case e.Kind() != "SealedSecret":
		return true
	case settings == nil:
		return false
	case settings.Scope == v1alpha1.SealingScopeNamespace:
		namespace, _, _ := strings.Cut(e.slot(), "/")
		return namespace == e.Namespace()
	default:
		return settings.Scope == v1alpha1.SealingScopeCluster
	}
}

func (e entry) slot() string {
	slot, _ := e.Annotation(seal.SlotAnnotation)
	return slot
}

// carry keeps an earlier object whose plaintext is not here.
func (r *runner) carry(from entry, p policy.Policy, s seal.Plain, earlier entry) {
	object, changed := p.Sealer().Carry(p.Keys(), s, earlier.Document)
	if len(changed) == 0 {
		r.add(object, from, earlier)
		r.info(earlier, report.CarriedOver, policy.Kept("is kept as an earlier run sealed it", !p.Keys().IsZero()))
		return
	}
	var what []string
	reason := report.SealedAgain
	for _, c := range changed {
		what = append(what, c.String())
		if c.What == seal.ChangedTag {
			reason = report.InvalidTag
		}
	}
	r.fail(earlier, reason, report.Says{
		Message: "cannot be kept: " + strings.Join(what, "; "), Hint: "seal it once with the plaintext and the seed",
	})
}
