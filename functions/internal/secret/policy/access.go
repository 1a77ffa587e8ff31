// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// Spec returns the settings, with defaults.
func (p Policy) Spec() v1alpha1.SealingPolicySpec { return p.spec }

// Broken reports whether the policy has errors: what they mean has been reported,
// and nothing may be made with it.
func (p Policy) Broken() bool { return p.broken }

// Sealer seals; nil with a provider that seals nothing, or with errors that
// Resolve has told.
func (p Policy) Sealer() seal.Sealer { return p.sealer }

// Keys are those of the seed; those of no seed when it is not here.
func (p Policy) Keys() seal.Keys {
	if p.keys == nil {
		return seal.Keys{}
	}
	return *p.keys
}

// ShareSeeds returns the policies, each of which refuses the seeds of all as
// plaintext.
func ShareSeeds(policies []Policy) []Policy {
	var all []v1alpha1.Secret
	for _, p := range policies {
		all = append(all, p.seeds...)
	}
	out := slices.Clone(policies)
	for i := range out {
		out[i].seeds = all
	}
	return out
}

// IsSeed reports whether a secret is a seed that the policy knows.
func (p Policy) IsSeed(secret v1alpha1.Secret) bool {
	for _, seed := range p.seeds {
		if strings.TrimSpace(seed.Reveal()) == strings.TrimSpace(secret.Reveal()) {
			return true
		}
	}
	return false
}
