// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"encoding/json"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
)

// addresses are the fields of the sources of Flux that say which host gets the
// credentials, and how: additionalConfigurations can set them.
var addresses = []string{"certSecretRef", "endpoint", "insecure", "proxySecretRef", "sts", "url"}

// atAddress makes the address of the source one of the inputs of a Secret: what
// opens one host is not for another. A slash is in no key of a Secret, so that
// no entry is taken for an input.
func (p *planner) atAddress(s Planned) Planned {
	address, additional := p.address()
	s.Inputs = manifest.Pairs{{Key: "/url", Value: address}}
	for _, name := range addresses {
		value, there := additional[name]
		if !there {
			continue
		}
		text, err := json.Marshal(value)
		if err != nil {
			panic("auth: internal error: additionalConfigurations are no JSON")
		}
		s.Inputs = s.Inputs.With(manifest.Pair{Key: "/additional/" + name, Value: string(text)})
	}
	return s
}

func (p *planner) address() (string, v1alpha1.Object) {
	switch p.spec.SourceKind {
	case v1alpha1.SourceKindBucket:
		return p.spec.Bucket.URL, p.spec.Bucket.AdditionalConfigurations
	case v1alpha1.SourceKindAzureBlob:
		return p.spec.AzureBlob.URL, p.spec.AzureBlob.AdditionalConfigurations
	case v1alpha1.SourceKindOCIRepository:
		return p.spec.OCIRepository.URL, p.spec.OCIRepository.AdditionalConfigurations
	default:
		return model.GitURL(p.spec.GitRepository.URL), p.spec.GitRepository.AdditionalConfigurations
	}
}
