// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"net/url"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// keyAddress is the URL of a proxy
// (https://fluxcd.io/flux/components/source/gitrepositories/#proxy-secret-reference).
const keyAddress = "address"

// proxy plans the Secret of an HTTP proxy.
func (p *planner) proxy() {
	from := p.auth().ProxySecretFrom
	if from == nil {
		return
	}
	secret := p.secret(ForProxy, "spec", "auth", "proxySecretFrom")
	s := p.open(&secret, *from, keyAddress, keyUsername, keyPassword)
	if s == nil {
		p.need(secret)
		return
	}
	s.take(&secret, true, keyAddress)
	s.take(&secret, false, keyUsername, keyPassword)
	if s.has(keyPassword) && !s.has(keyUsername) {
		s.error(report.MissingCredentials, report.Says{Message: "is given without a username"}, keyPassword)
	}
	if value, there := s.get(keyAddress); there {
		u, err := url.Parse(value.Reveal())
		switch {
		case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
			s.error(report.InvalidURL, report.Says{Message: "is not the URL of a proxy", Hint: "accepted: http://host:port, https://host:port"}, keyAddress)
		case u.User != nil:
			s.error(report.CredentialsInURL, report.Says{Message: "holds a user", Hint: "give username and password beside it"}, keyAddress)
		}
	}
	p.need(secret)
}

// certSecretFrom plans the Secret of client certificates from one in the form
// of Flux.
func (p *planner) certSecretFrom() {
	from := p.auth().CertSecretFrom
	if from == nil {
		return
	}
	secret := p.secret(ForCertificates, "spec", "auth", "certSecretFrom")
	if oci := p.spec.OCIRepository; oci != nil && oci.TLSConfig != nil {
		p.Error(report.Contradiction, report.Says{Message: "tlsConfig is given too", Hint: "keep one of the two"}, secret.Field...)
		return
	}
	s := p.open(&secret, *from, gitKeys.tls...)
	if s != nil {
		p.tlsFields(s)
		s.take(&secret, false, gitKeys.tls...)
		if len(secret.Fields) == 0 {
			s.wrong(report.MissingCredentials, report.Says{Message: "there is no certificate in it", Hint: "give ca.crt, or tls.crt and tls.key"})
		}
	}
	p.need(secret)
}
