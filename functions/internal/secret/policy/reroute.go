// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/auth"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// noteRoute notes a Secret for TLS or a proxy that is another than before.
func (s *settler) noteRoute(p auth.Planned, sealed manifest.Object) {
	if p.Use != auth.ForCertificates && p.Use != auth.ForProxy {
		return
	}
	before, _ := s.context.Earlier.at(p.Namespace + "/" + p.Name)
	was, _ := before.Annotation(seal.TagAnnotation)
	if now, _ := sealed.Annotations.Get(seal.TagAnnotation); now != was {
		s.rerouting = append(s.rerouting, p)
	}
}

// rerouted refuses to keep a credential beside certificates or a proxy that are
// new: who sets them reads what is sent through them.
func (s *settler) rerouted() {
	for _, p := range s.carried {
		if p.Use != auth.ForSource && p.Use != auth.ForParameters {
			continue
		}
		for _, other := range s.rerouting {
			s.Error(report.SealedAgain, report.Says{
				Message: "the sealed Secret " + p.Name + " cannot be kept: the Secret " + other.Name + ", which decides through whom it is sent, is another than before",
				Hint:    "render once with the plaintext of both",
			}, p.Field...)
		}
	}
}
