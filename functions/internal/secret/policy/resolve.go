// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// Policy is a SealingPolicy that can be used.
type Policy struct {
	Object report.Object
	spec   v1alpha1.SealingPolicySpec
	// sealer is nil with a provider that seals nothing.
	sealer seal.Sealer
	// keys and sshKeys are nil when their seed is not here.
	keys, sshKeys *seal.Keys
	// broken tells that the policy has errors, which have been reported: nothing
	// is made with it.
	broken bool
	// seeds must not be plaintext of anything else.
	seeds []v1alpha1.Secret
}

// Provider is what opens what the policy seals.
func (p Policy) Provider() v1alpha1.SealingProvider { return p.spec.Provider }

// SOPS is who decrypts, with provider sops.
func (p Policy) SOPS() v1alpha1.SOPSPolicy {
	if p.spec.Provider != v1alpha1.SealingSOPS || p.spec.SOPS == nil {
		return v1alpha1.SOPSPolicy{}
	}
	return *p.spec.SOPS
}

// Resolve checks a policy and reads its recipient and seeds.
func Resolve(in input.Input[v1alpha1.SealingPolicy], store local.Store) (Policy, report.Findings) {
	r := &resolver{Collector: report.Collector{Object: in.Object}, store: store}
	out := Policy{Object: in.Object, spec: in.Value.Spec}
	r.blocks(out.spec)
	switch out.spec.Provider {
	case v1alpha1.SealingSealedSecrets:
		if out.spec.SealedSecrets != nil {
			out.sealer = r.sealedSecrets(*out.spec.SealedSecrets, out.spec.AsOf)
		}
	case v1alpha1.SealingSOPS:
		if out.spec.SOPS != nil {
			out.sealer = r.sops(*out.spec.SOPS)
		}
	default: // seals nothing
	}
	if from := out.spec.SeedFrom; from != nil {
		out.keys, out.seeds = r.seed(*from, out.seeds, "seedFrom")
		out.sshKeys = out.keys
	} else if out.sealer != nil {
		r.Error(report.MissingField, report.Says{
			Message: "provider " + string(out.spec.Provider) + " seals with a seed", Hint: "name a local-config Secret that holds one",
		}, "spec", "seedFrom")
	}
	if from := out.spec.SSHSeedFrom; from != nil {
		out.sshKeys, out.seeds = r.seed(*from, out.seeds, "sshSeedFrom")
	}
	found := in.Sound(r.Found)
	out.broken = found.Failed()
	return out, found
}

type resolver struct {
	report.Collector
	store local.Store
}

// blocks checks that the settings are those of the provider.
func (r *resolver) blocks(spec v1alpha1.SealingPolicySpec) {
	for _, b := range []struct {
		provider v1alpha1.SealingProvider
		field    string
		given    bool
	}{
		{v1alpha1.SealingSealedSecrets, "sealedSecrets", spec.SealedSecrets != nil},
		{v1alpha1.SealingSOPS, "sops", spec.SOPS != nil},
		{v1alpha1.SealingExternalSecrets, "externalSecrets", spec.ExternalSecrets != nil},
	} {
		switch {
		case b.provider == spec.Provider && !b.given:
			r.Error(report.MissingField, report.Says{Message: "is required with provider " + string(b.provider)}, "spec", b.field)
		case b.provider != spec.Provider && b.given:
			r.Error(report.Contradiction, report.Says{
				Message: "is of provider " + string(b.provider) + ", and the provider is " + string(spec.Provider), Hint: "remove it",
			}, "spec", b.field)
		}
	}
}

// sealedSecrets reads the certificate of the controller.
func (r *resolver) sealedSecrets(s v1alpha1.SealedSecretsPolicy, asOf string) seal.Sealer {
	field := []string{"spec", "sealedSecrets", "certificate"}
	sealer, err := seal.NewSealedSecrets(s.Certificate, s.Scope)
	if err != nil {
		r.Error(report.InvalidRecipient, report.Says{Message: err.Error(), Hint: "write what kubeseal --fetch-cert prints"}, field...)
		return nil
	}
	// Dates in ISO 8601 are in the order of their texts.
	from, to := sealer.Certificate.NotBefore, sealer.Certificate.NotAfter
	if asOf != "" && (asOf < from || asOf > to) {
		r.Error(report.CertificateExpired, report.Says{
			Message: "the certificate is valid from " + from + " to " + to + ", and asOf is " + asOf, Hint: "fetch the current one: kubeseal --fetch-cert",
		}, field...)
	}
	return sealer
}

// sops reads the recipients, each by itself.
func (r *resolver) sops(s v1alpha1.SOPSPolicy) seal.Sealer {
	failed := false
	for i, recipient := range s.Age {
		field := []string{"spec", "sops", "age", strconv.Itoa(i)}
		if _, err := seal.NewSOPS([]string{recipient}); err != nil {
			failed = true
			r.Error(report.InvalidRecipient, report.Says{Message: err.Error()}, field...)
		}
		if slices.Contains(s.Age[:i], recipient) {
			failed = true
			r.Error(report.InvalidRecipient, report.Says{Message: "is given twice"}, field...)
		}
	}
	if failed {
		return nil
	}
	sealer, err := seal.NewSOPS(s.Age)
	if err != nil {
		r.Error(report.InvalidRecipient, report.Says{Message: err.Error()}, "spec", "sops", "age")
		return nil
	}
	return sealer
}

// seed reads a seed; it is no error that it is not here.
func (r *resolver) seed(from v1alpha1.SecretKeyFrom, seeds []v1alpha1.Secret, name string) (*seal.Keys, []v1alpha1.Secret) {
	field := []string{"spec", name}
	secret, err := r.store.Find(v1alpha1.SecretFrom{Name: from.Name, Namespace: from.Namespace})
	if err != nil {
		r.Error(report.AmbiguousSecret, report.Says{Message: err.Error(), Hint: "name the namespace too"}, field...)
	}
	if secret == nil {
		if text, ok := r.store.Unmarked(from.Name); ok && err == nil {
			r.Warn(report.NotLocalConfig, text, field...)
		}
		return nil, seeds
	}
	r.Found = append(r.Found, secret.Problems...)
	value, there := secret.Get(from.Key)
	if !there {
		r.Error(report.MissingSeed, report.Says{
			Message: "the Secret " + report.Quote(from.Name) + " has no key " + report.Quote(from.Key), Hint: "it has " + strings.Join(secret.Keys(), ", "),
		}, append(field, "key")...)
		return nil, seeds
	}
	keys, err := seal.NewKeys(value)
	if err != nil {
		r.Error(report.WeakSeed, report.Says{Message: err.Error(), Hint: "make one: openssl rand -base64 32"}, field...)
		return nil, seeds
	}
	return &keys, append(seeds, value)
}
