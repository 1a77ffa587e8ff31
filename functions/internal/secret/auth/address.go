// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"encoding/json"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// harmless are the fields of the sources of Flux that do not say which host gets
// a credential, nor how: what is fetched, and when. Every other field that
// additionalConfigurations set is part of the address, those of releases to come
// included.
var harmless = []string{
	"bucketName", "ignore", "include", "interval", "layerSelector", "prefix", "ref", "sparseCheckout", "suspend", "timeout", "verify",
}

// references are the fields of a source that name the Secret for a use.
var references = map[Use][]string{
	ForSource: {"secretRef"}, ForCertificates: {"certSecretRef"}, ForProxy: {"proxySecretRef"}, ForVerification: {"verify", "secretRef"},
}

// isBound reports whether a Secret is for the host of the source: one for a
// proxy holds the address of the proxy, and one for verification holds public
// keys.
func isBound(use Use) bool { return use != ForProxy && use != ForVerification }

// address is everything that decides which host gets the credentials of the
// source, and how: what opens one host is not for another. A slash is in no key
// of a Secret, so that no entry is taken for an input.
func (p *planner) address() manifest.Pairs {
	out := manifest.Pairs{{Key: "/url", Value: p.source.URL}}
	if p.source.Insecure {
		out = out.With(manifest.Pair{Key: "/insecure", Value: "true"})
	}
	if p.source.Provider != "" {
		out = out.With(manifest.Pair{Key: "/provider", Value: p.source.Provider})
	}
	for name, value := range p.source.Additional {
		if slices.Contains(harmless, name) {
			continue
		}
		text, err := json.Marshal(value)
		if err != nil {
			panic("auth: internal error: additionalConfigurations are not JSON")
		}
		out = out.With(manifest.Pair{Key: "/additional/" + name, Value: string(text)})
	}
	return out
}

// overridden refuses a reference in additionalConfigurations that would take the
// place of the one to a Secret that is made here.
func (p *planner) overridden(s Planned) {
	path, known := references[s.Use]
	if !known {
		return
	}
	var value any = map[string]any(p.source.Additional)
	for _, step := range path {
		m, _ := value.(map[string]any)
		value = m[step]
	}
	if value == nil {
		return
	}
	p.Error(report.Contradiction, report.Says{
		Message: "names another Secret than " + s.Name + ", which the credentials of the configuration make", Hint: "remove it, or the credentials",
	}, append([]string{"spec", p.source.Kind.Field(), "additionalConfigurations"}, path...)...)
}
