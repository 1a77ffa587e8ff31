// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

const (
	verifyPath = "ociRepository.verify.verificationConfig."
	// trustPolicy is how notation is told what to trust
	// (https://fluxcd.io/flux/components/source/ocirepositories/#notation).
	trustPolicy = "trustpolicy.json"
	notation    = "notation"
)

// verification plans the Secret of Azure's verificationConfig.
func (p *planner) verification(v *v1alpha1.Verify) {
	if v == nil {
		return
	}
	secret := p.secret(ForVerification, "spec", "ociRepository", "verify")
	for _, name := range p.credentials.below(verifyPath) {
		path := verifyPath + name
		value, state := p.decoded(path)
		secret.Keys = append(secret.Keys, name)
		if state != given {
			secret.Missing = append(secret.Missing, path)
			continue
		}
		if problem := verifies(v.Provider, name, value.Reveal()); problem.Message != "" {
			p.about(path, report.InvalidValue, problem)
		}
		secret.set(name, value)
	}
	if len(secret.Keys) > 0 && len(v.MatchOidcIdentity) > 0 {
		p.Warn(report.Contradiction, report.Says{
			Message: "keys are given, so that Flux verifies with them and not by identity", Hint: "keep matchOidcIdentity or verificationConfig",
		}, "spec", "ociRepository", "verify", "matchOidcIdentity")
	}
	if len(secret.Keys) == 0 && p.credentials.absent != "" && len(v.MatchOidcIdentity) == 0 {
		secret.Missing, secret.Optional = []string{strings.TrimSuffix(verifyPath, ".")}, true
		secret.Also = []string{"*"}
	}
	if v.Provider == notation && len(secret.Missing) == 0 && !secret.Has(trustPolicy) && p.auth().VerifySecretFrom == nil {
		p.Error(report.MissingCredentials, report.Says{
			Message: "notation needs " + trustPolicy + " and the certificates that it trusts", Hint: "give them in verificationConfig",
		}, "spec", "ociRepository", "verify", "verificationConfig")
	}
	p.need(secret)
}

// verifies says what is wrong with something that signatures are verified with.
func verifies(provider, name, text string) report.Says {
	if provider == notation {
		return notationVerifies(name, text)
	}
	switch {
	case !strings.HasSuffix(name, ".pub"):
		return report.Says{Message: "cosign reads only keys whose name ends in .pub", Hint: "call it cosign.pub"}
	case !isPublicKey(text):
		return report.Says{Message: "is not a public key in PEM", Hint: "it begins with -----BEGIN PUBLIC KEY-----"}
	default:
		return report.Says{}
	}
}

func notationVerifies(name, text string) report.Says {
	switch {
	case name == trustPolicy && json.Valid([]byte(text)):
		return report.Says{}
	case name == trustPolicy:
		return report.Says{Message: "is not JSON"}
	case !strings.HasSuffix(name, ".crt") && !strings.HasSuffix(name, ".pem"):
		return report.Says{Message: "notation reads only " + trustPolicy + " and certificates whose name ends in .crt or .pem"}
	case !isCertificates(text):
		return report.Says{Message: "holds no certificate in PEM"}
	default:
		return report.Says{}
	}
}

func isPublicKey(text string) bool {
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return false
	}
	_, err := x509.ParsePKIXPublicKey(block.Bytes)
	return err == nil
}

// verifySecretFrom plans the Secret from one in the form of Flux.
func (p *planner) verifySecretFrom() {
	from := p.auth().VerifySecretFrom
	if from == nil {
		return
	}
	secret := p.secret(ForVerification, "spec", "auth", "verifySecretFrom")
	git := p.spec.SourceKind == v1alpha1.SourceKindGitRepository
	accepted := []string{"*.pub", "*.crt", "*.pem", trustPolicy}
	if git {
		accepted = []string{"*.asc", "*.pub", "*.gpg"}
	}
	if !git && (p.spec.OCIRepository.Verify == nil || len(p.spec.OCIRepository.Verify.VerificationConfig) > 0) {
		p.Error(report.Contradiction, report.Says{
			Message: "goes with verify, and without verificationConfig in it", Hint: "set verify.provider, and give the keys in one place",
		}, secret.Field...)
		return
	}
	s := p.open(&secret, *from, accepted...)
	if s == nil {
		p.need(secret)
		return
	}
	s.take(&secret, false, s.Keys()...)
	if len(secret.Fields) == 0 {
		s.wrong(report.MissingCredentials, report.Says{Message: "there is nothing in it to verify with"})
	}
	for _, f := range secret.Fields {
		switch {
		case git && !strings.Contains(f.Value.Reveal(), "-----BEGIN PGP PUBLIC KEY BLOCK-----"):
			s.error(report.InvalidValue, report.Says{Message: "is not a PGP public key in text form", Hint: "gpg --export --armor writes one"}, f.Key)
		case !git:
			if problem := verifies(p.spec.OCIRepository.Verify.Provider, f.Key, f.Value.Reveal()); problem.Message != "" {
				s.error(report.InvalidValue, problem, f.Key)
			}
		}
	}
	p.need(secret)
}
