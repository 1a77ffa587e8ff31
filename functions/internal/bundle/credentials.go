// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/auth"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
)

// credentials are what the credentials of all configurations become.
type credentials struct {
	settled map[owner.Key]policy.Settled
	// decryption is how the root sync opens the Secrets in the bundle.
	decryption model.Decryption
}

func (c credentials) of(in input.Input[v1alpha1.FluxConfiguration]) policy.Settled {
	return c.settled[KeyOf(in.Object)]
}

// settle plans the Secrets of every configuration, and seals them as the policy
// that is for it says.
func settle(in inputs, options policy.Options) (credentials, report.Findings) {
	store := local.NewStore(in.secrets, in.unmarked...)
	var found report.Findings
	var policies []policy.Policy
	for _, p := range in.policies {
		resolved, more := policy.Resolve(p, store)
		found = append(found, more...)
		policies = append(policies, resolved)
	}
	policies = policy.ShareSeeds(policies)
	out := credentials{settled: make(map[owner.Key]policy.Settled, len(in.configurations))}
	context := policy.Context{Options: options, Earlier: policy.NewEarlier(in.earlier)}
	sealed := map[owner.Key]bool{}
	for _, c := range in.configurations {
		chosen, more := policy.Choose(policies, c)
		found = append(found, more...)
		planned, more2 := auth.Plan(c, store, chosen != nil)
		found = append(found, more2...)
		if more.Failed() || more2.Failed() || len(planned) == 0 || chosen != nil && chosen.Broken() {
			continue
		}
		settled, more := policy.Settle(c, planned, chosen, context)
		found = append(found, more...)
		out.settled[KeyOf(c.Object)] = settled
		if chosen != nil && len(settled.Objects) > 0 {
			found = append(found, out.decrypts(in, c, *chosen)...)
			if key := KeyOf(chosen.Object); !sealed[key] {
				sealed[key] = true
				found = append(found, chosen.Needed(in.fluxNamespace())...)
			}
		}
	}
	for _, c := range in.incomplete {
		_, more := auth.Plan(c, store, len(policies) > 0)
		found = append(found, more...)
	}
	return out, found
}

// decrypts checks that something in the cluster opens what is encrypted for
// SOPS: Flux decrypts only for Kustomizations that say so, and those of a
// configuration apply the repository of the user, not the bundle.
func (c *credentials) decrypts(in inputs, configuration input.Input[v1alpha1.FluxConfiguration], p policy.Policy) report.Findings {
	if p.Provider() != v1alpha1.SealingSOPS {
		return nil
	}
	sops := p.SOPS()
	if by := sops.AppliedBy; by != nil {
		return loop(configuration, p, *by)
	}
	if i := slices.IndexFunc(in.extensions, func(e resolved) bool { return e.Value.Spec.Sync != nil }); i >= 0 {
		wanted := model.Decryption{Provider: string(v1alpha1.SealingSOPS), Secret: sops.DecryptionSecret}
		if c.decryption.Provider != "" && c.decryption != wanted {
			return report.Findings{{
				Severity: fn.Error, Reason: report.Contradiction, Object: p.Object, Field: []string{"spec", "sops", "decryptionSecret"},
				Message: "the root sync decrypts with one Secret, and another SealingPolicy names " + c.decryption.Secret, Hint: "make them agree",
			}}
		}
		c.decryption = wanted
		return nil
	}
	return report.Findings{{
		Severity: fn.Error, Reason: report.NotDecrypted, Object: p.Object, Field: []string{"spec", "sops"},
		Message: "nothing in the cluster would decrypt the Secrets of " + configuration.Object.String() + ": only a Kustomization of Flux that applies this bundle can",
		Hint:    "give the FluxExtension a sync, or name the Kustomization that applies the bundle in appliedBy",
	}}
}

// loop refuses a Kustomization that decrypts the credentials which it needs to
// read its own source.
func loop(c input.Input[v1alpha1.FluxConfiguration], p policy.Policy, by v1alpha1.AppliedBy) report.Findings {
	own := slices.ContainsFunc(model.KustomizationNames(c.Value.Spec.Kustomizations), func(name string) bool {
		return model.KustomizationName(c.Value.Metadata.Name, name) == by.Kustomization
	})
	if !own || by.Namespace != c.Value.Spec.Namespace {
		return nil
	}
	return report.Findings{{
		Severity: fn.Error, Reason: report.NotDecrypted, Object: p.Object, Field: []string{"spec", "sops", "appliedBy"},
		Message: "the Kustomization " + by.Namespace + "/" + by.Kustomization +
			" would have to decrypt the credentials that it needs to read its own source",
		Hint: "name the Kustomization that applies this bundle",
	}}
}
