// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"crypto"
	"crypto/x509"
	"encoding/pem"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// certificates checks that a text is certificates in PEM, and returns it; empty
// when it is none.
func (p *planner) certificates(text string, field ...string) string {
	if text == "" {
		return ""
	}
	if !isCertificates(text) {
		p.Error(report.InvalidValue, report.Says{
			Message: "holds no certificate in PEM", Hint: "it begins with -----BEGIN CERTIFICATE-----; the certificate itself, not its path, is in base64",
		}, field...)
		return ""
	}
	return text
}

func isCertificates(text string) bool {
	rest := []byte(text)
	count := 0
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return count > 0
		}
		if block.Type != "CERTIFICATE" {
			return false
		}
		if _, err := x509.ParseCertificate(block.Bytes); err != nil {
			return false
		}
		count++
	}
}

// isKeyPair reports whether certificate and private key belong together.
func isKeyPair(certificate, key string) bool {
	leaf, _ := pem.Decode([]byte(certificate))
	private, _ := pem.Decode([]byte(key))
	if leaf == nil || private == nil {
		return false
	}
	parsed, err := x509.ParseCertificate(leaf.Bytes)
	if err != nil {
		return false
	}
	public, ok := parsed.PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	signer := signerOf(private.Bytes)
	return ok && signer != nil && public.Equal(signer.Public())
}

// signerOf parses a private key in PKCS #8, PKCS #1 or SEC 1.
func signerOf(der []byte) crypto.Signer {
	if key, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		signer, _ := key.(crypto.Signer)
		return signer
	}
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key
	}
	if key, err := x509.ParseECPrivateKey(der); err == nil {
		return key
	}
	return nil
}

// tlsFields checks ca.crt, tls.crt and tls.key of a Secret in the form of Flux
// (https://fluxcd.io/flux/components/source/ocirepositories/#tls-certificates).
func (p *planner) tlsFields(secret *secretFrom) {
	if ca, there := secret.get(keyCA); there && !isCertificates(ca.Reveal()) {
		secret.error(report.InvalidValue, report.Says{Message: "holds no certificate in PEM"}, keyCA)
	}
	certificate, hasCertificate := secret.get(keyCertificate)
	key, hasKey := secret.get(keyPrivateKey)
	switch {
	case hasCertificate != hasKey:
		missing, present := keyPrivateKey, keyCertificate
		if hasKey {
			missing, present = present, missing
		}
		secret.error(report.MissingCredentials, report.Says{Message: "needs " + missing + " too"}, present)
	case hasCertificate && !isKeyPair(certificate.Reveal(), key.Reveal()):
		secret.error(report.InvalidValue, report.Says{Message: "is not, together with tls.key, a certificate and its private key in PEM"}, keyCertificate)
	}
}

// tlsConfig plans the Secret of Azure's tlsConfig.
func (p *planner) tlsConfig() {
	secret := p.secret(ForCertificates, "spec", "ociRepository", "tlsConfig")
	certificate, hasCertificate := p.decoded(tlsPath + "clientCertificate")
	key, hasKey := p.decoded(tlsPath + "privateKey")
	ca, hasCA := p.decoded(tlsPath + "caCertificate")
	for _, part := range []struct {
		path, key string
		value     v1alpha1.Secret
		state     state
	}{
		{tlsPath + "clientCertificate", keyCertificate, certificate, hasCertificate},
		{tlsPath + "privateKey", keyPrivateKey, key, hasKey},
		{tlsPath + "caCertificate", keyCA, ca, hasCA},
	} {
		switch {
		case part.state == given:
			secret.set(part.key, part.value)
		case part.state == withheld && p.credentials.known(part.path):
			secret.Keys = append(secret.Keys, part.key)
			secret.Missing = append(secret.Missing, part.path)
		}
	}
	if len(secret.Missing) == 0 {
		p.tlsPair(certificate, key, hasCertificate == given, hasKey == given)
	}
	if hasCA == given && !isCertificates(ca.Reveal()) {
		p.about(tlsPath+"caCertificate", report.InvalidValue, report.Says{Message: "holds no certificate in PEM"})
	}
	if p.credentials.absent != "" && len(secret.Fields) == 0 && len(secret.Missing) == 0 {
		secret.Missing, secret.Optional = []string{"ociRepository.tlsConfig"}, true
		secret.Also = []string{keyCA, keyCertificate, keyPrivateKey}
	}
	p.need(secret)
}

func (p *planner) tlsPair(certificate, key v1alpha1.Secret, hasCertificate, hasKey bool) {
	switch {
	case hasCertificate && !hasKey:
		p.about(tlsPath+"clientCertificate", report.MissingCredentials, report.Says{Message: "needs its privateKey too"})
	case hasKey && !hasCertificate:
		p.about(tlsPath+"privateKey", report.MissingCredentials, report.Says{Message: "needs its clientCertificate too"})
	case hasKey && !isKeyPair(certificate.Reveal(), key.Reveal()):
		p.about(tlsPath+"clientCertificate", report.InvalidValue, report.Says{Message: "is not, together with privateKey, a certificate and its private key in PEM"})
	}
}

const tlsPath = "ociRepository.tlsConfig."
