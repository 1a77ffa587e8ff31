// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/auth"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// publicKey is the annotation of a sealed SSH key pair with its public half, so
// that a render without the seed still knows it.
const publicKey = "fluxbundle.io/ssh-public-key"

// carry keeps what an earlier render sealed, if nothing that it is bound to has
// changed.
func (s *settler) carry(p auth.Planned, before object.Document) bool {
	if len(s.context.Earlier[p.Namespace+"/"+p.Name]) > 1 {
		s.Error(report.DuplicateInput, report.Says{
			Message: "earlier renders have sealed the Secret " + p.Name + " in two ways, and nobody knows which of them is meant", Hint: "remove one, or render once with the plaintext and the seed",
		}, p.Field...)
		return false
	}
	plain := s.plain(p)
	plain.Fields, plain.Optional = expected(p, before)
	if public, there := before.Annotation(publicKey); there && (p.Derive || p.MayDerive) {
		fingerprint, err := seal.Fingerprint(public)
		if err != nil {
			s.Error(report.InvalidTag, report.Says{
				Message: "the annotation " + publicKey + " of the sealed Secret " + p.Name + " is not a public key", Hint: "render once with the seed",
			}, p.Field...)
			return false
		}
		if s.isForeign(p, public) {
			return false
		}
		plain = withPublicKey(plain, public)
		s.deployKey(p, public, fingerprint)
	}
	obj, changed := s.policy.sealer.Carry(s.policy.Keys(), plain, before)
	if len(changed) > 0 {
		s.changed(p, changed)
		return false
	}
	s.refer(p)
	s.settled.Objects = append(s.settled.Objects, obj)
	s.carried = append(s.carried, p)
	s.Info(report.CarriedOver, Kept("the Secret "+p.Name+" is kept as an earlier render sealed it", s.policy.keys != nil), p.Field...)
	return true
}

// changed reports what keeps a sealed object from being kept.
func (s *settler) changed(p auth.Planned, changed []seal.Changed) {
	var what []string
	reason := report.SealedAgain
	for _, c := range changed {
		what = append(what, c.String())
		if c.What == seal.ChangedTag {
			reason = report.InvalidTag
		}
	}
	s.Error(reason, report.Says{
		Message: "the sealed Secret " + p.Name + " cannot be kept: " + strings.Join(what, "; "),
		Hint:    "render once with the plaintext and the seed",
	}, p.Field...)
}

// expected are the keys that the earlier object has to have, and those that it
// may have: what the Secret holds is not fully known without the plaintext.
func expected(p auth.Planned, before object.Document) (required []seal.Field, optional []string) {
	for _, key := range p.Keys {
		required = append(required, seal.Field{Key: key})
	}
	for _, key := range seal.DataKeys(before) {
		if p.Accepts(key) {
			optional = append(optional, key)
		}
	}
	return required, optional
}
