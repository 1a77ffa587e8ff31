// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/source"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/auth"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// Options are what the host lets a render do.
type Options struct {
	// Plaintext allows provider plaintext.
	Plaintext bool
}

// Settled is what the credentials of a configuration become.
type Settled struct {
	// Objects are sealed Secrets, and the ConfigMap of a derived public key.
	Objects []manifest.Object
	// Refs are what the source refers to.
	Refs source.Refs
}

// Settle applies the policy, which may be nil, to the Secrets of a
// configuration.
func Settle(c input.Input[v1alpha1.FluxConfiguration], planned []auth.Planned, policy *Policy, o Context) (Settled, report.Findings) {
	s := &settler{Collector: report.Collector{Object: c.Object}, configuration: c.Value, context: o}
	if policy == nil {
		s.withoutPolicy(planned)
		return s.settled, s.Found
	}
	s.policy = *policy
	s.secrets = s.together(planned)
	kept := 0
	var unknown []auth.Planned
	for _, p := range planned {
		if p.Optional && (s.seals() || p.Use != auth.ForParameters) {
			unknown = append(unknown, p)
		}
		if s.settle(p) {
			kept++
		}
	}
	if len(unknown) > 0 && kept == 0 && !s.Found.Failed() {
		s.missing(unknown[0])
	}
	s.rerouted()
	return s.settled, s.Found
}

// Context is what all configurations of a render share.
type Context struct {
	Options
	Earlier Earlier
}

type settler struct {
	report.Collector
	configuration v1alpha1.FluxConfiguration
	context       Context
	policy        Policy
	settled       Settled
	// public is the derived public key.
	public string
	// secrets are the names of the Secrets that belong together.
	secrets string
	// carried are the Secrets that were kept as they were sealed, and rerouting
	// those for TLS and a proxy that are others than before.
	carried, rerouting []auth.Planned
}

// withoutPolicy reports the Secrets that nobody says how to seal. Those that may
// not be needed are told only if there is nothing else.
func (s *settler) withoutPolicy(planned []auth.Planned) {
	optional := true
	for _, p := range planned {
		optional = optional && p.Optional
	}
	for _, p := range planned {
		if p.Optional && !optional {
			continue
		}
		s.Error(report.MissingPolicy, report.Says{
			Message: "the Secret " + p.Name + " would have to be sealed, and there is no SealingPolicy for this configuration",
			Hint:    "add a SealingPolicy, or make the Secret yourself and name it in localAuthRef",
		}, p.Field...)
		if optional {
			return
		}
	}
}

// seals reports whether the policy makes sealed objects.
func (s *settler) seals() bool {
	return s.policy.spec.Provider == v1alpha1.SealingSealedSecrets || s.policy.spec.Provider == v1alpha1.SealingSOPS
}

// settle decides about one Secret, and reports whether it will be in the
// cluster.
func (s *settler) settle(p auth.Planned) bool {
	s.notTheSeed(p)
	switch s.policy.spec.Provider {
	case v1alpha1.SealingExisting:
		s.existing(p)
		return !p.Optional
	case v1alpha1.SealingExternalSecrets:
		s.external(p)
		return !p.Optional
	case v1alpha1.SealingPlaintext:
		return s.plaintext(p)
	default:
		return s.sealed(p)
	}
}

// notTheSeed refuses plaintext that is the seed as well.
func (s *settler) notTheSeed(p auth.Planned) {
	for _, f := range p.Fields {
		if s.policy.IsSeed(f.Value) {
			s.Error(report.WeakSeed, report.Says{
				Message: f.Key + " of the Secret " + p.Name + " is the seed of a SealingPolicy", Hint: "make another seed: openssl rand -base64 32",
			}, p.Field...)
		}
	}
}

// refer makes the source refer to the Secret.
func (s *settler) refer(p auth.Planned) {
	refs := &s.settled.Refs
	switch p.Use {
	case auth.ForSource:
		refs.Secret = p.Name
	case auth.ForCertificates:
		refs.Certificates = p.Name
	case auth.ForProxy:
		refs.Proxy = p.Name
	case auth.ForVerification:
		refs.Verification = p.Name
	case auth.ForParameters:
		// The user refers to it.
	}
}

// hasPlaintext reports whether a field is more than what the configuration says
// openly.
func hasPlaintext(p auth.Planned) bool {
	return slices.ContainsFunc(p.Fields, func(f auth.Field) bool {
		_, open := p.Inputs.Get(f.Key)
		return !open
	})
}

// plaintext makes a plain Secret, where the host lets it.
func (s *settler) plaintext(p auth.Planned) bool {
	if p.Optional {
		return false
	}
	if !s.context.Plaintext {
		s.Error(report.PlaintextSecret, report.Says{
			Message: "the Secret " + p.Name + " would be readable in what is written", Hint: "provider plaintext is only for flux-bundle render to standard output; seal it instead",
		}, p.Field...)
		return false
	}
	p, ok := s.derived(p)
	if !ok || len(p.Missing) > 0 {
		s.missing(p)
		return false
	}
	s.refer(p)
	s.settled.Objects = append(s.settled.Objects, seal.PlainSecret(s.plain(p)))
	s.Warn(report.PlaintextSecret, report.Says{
		Message: "the Secret " + p.Name + " IS NOT SEALED: everyone who sees the output can read it", Hint: "commit it nowhere",
	}, p.Field...)
	return true
}

// sealed seals the Secret, or keeps what an earlier render sealed.
func (s *settler) sealed(p auth.Planned) bool {
	if s.policy.sealer == nil || s.policy.spec.SeedFrom == nil {
		return false // told with the policy
	}
	before, there := s.context.Earlier.at(p.Namespace + "/" + p.Name)
	if p.Optional && !there {
		return false
	}
	complete := len(p.Missing) == 0 && (!p.Derive || s.policy.sshKeys != nil)
	switch {
	case complete && s.policy.keys != nil:
		sealed := s.seal(p)
		s.compare(p, before)
		return sealed
	case there && hasPlaintext(p) && !complete:
		s.part(p)
	case there && !hasPlaintext(p):
		return s.carry(p, before)
	default:
		s.cannot(p)
	}
	return false
}

// cannot reports what there is nothing to make of: the seed is not here, or
// plaintext.
func (s *settler) cannot(p auth.Planned) {
	if len(p.Missing) > 0 || s.policy.keys != nil {
		s.missing(p)
		return
	}
	s.Error(report.MissingSeed, report.Says{
		Message: "the Secret " + p.Name + " cannot be sealed: the seed of SealingPolicy " + s.policy.Object.Name + " is not here",
		Hint:    "add the Secret " + report.Quote(s.policy.spec.SeedFrom.Name) + " that holds it, or what an earlier render sealed",
	}, p.Field...)
}

// part reports plaintext of which only a part is here: to keep what was sealed
// would drop what has changed.
func (s *settler) part(p auth.Planned) {
	missing := strings.Join(p.Missing, ", ")
	if missing == "" {
		missing = "the seed of the SSH key pair"
	}
	s.Error(report.MissingPlaintext, report.Says{
		Message: "a part of the plaintext of the Secret " + p.Name + " is here, and " + missing + " is not: whether the part has changed cannot be told",
		Hint:    "give all of it and the seed, or nothing of it",
	}, p.Field...)
}

// missing reports plaintext that is neither here nor sealed earlier.
func (s *settler) missing(p auth.Planned) {
	s.Error(report.MissingPlaintext, report.Says{
		Message: strings.Join(p.Missing, ", ") + " is not here, and no earlier render has sealed the Secret " + p.Name,
		Hint:    "render once with the plaintext and the seed, and give this one what came out of it: render finds it in the folder of -o, or takes it as an input; a kustomize generator takes it in spec.objects of the FluxBundle",
	}, p.Field...)
}

// plain is the Secret as package seal takes it.
func (s *settler) plain(p auth.Planned) seal.Plain {
	out := seal.Plain{
		Slot: seal.Slot{
			ClusterID: s.policy.spec.SealingIdentity, Namespace: p.Namespace, Name: p.Name, Type: p.Type, Epoch: s.epoch(), Rotation: s.rotation(),
		},
		Inputs: p.Inputs,
	}
	if s.secrets != "" {
		out.Inputs = p.Inputs.With(manifest.Pair{Key: "/secrets", Value: s.secrets})
	}
	for _, f := range p.Fields {
		out.Fields = append(out.Fields, seal.Field{Key: f.Key, Value: f.Value})
	}
	return out
}

func (s *settler) seal(p auth.Planned) bool {
	p, _ = s.derived(p)
	plain := s.plain(p)
	if s.public != "" && p.Derive {
		plain = withPublicKey(plain, s.public)
	}
	object, err := s.policy.sealer.Seal(*s.policy.keys, plain)
	if err != nil {
		s.Error(report.InternalError, report.Says{Message: "the Secret " + p.Name + " cannot be sealed: " + err.Error()}, p.Field...)
		return false
	}
	s.refer(p)
	s.settled.Objects = append(s.settled.Objects, object)
	s.noteRoute(p, object)
	return true
}
