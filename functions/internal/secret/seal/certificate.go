// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"
)

// What is wrong with a sealing certificate.
var (
	// ErrPrivateKey is a private key in place of a certificate.
	ErrPrivateKey = errors.New("this is a private key, which belongs nowhere near a repository; the certificate is what kubeseal --fetch-cert prints")
	// ErrNoCertificate is a text without a certificate in PEM.
	ErrNoCertificate = errors.New("no certificate in PEM: -----BEGIN CERTIFICATE----- is expected")
	// ErrCertificates is more than one certificate, or text around it.
	ErrCertificates = errors.New("exactly one certificate in PEM is expected, and nothing else")
	// ErrNotRSA is a certificate for another kind of key.
	ErrNotRSA = errors.New("the certificate is not for an RSA key, which is what the controller of sealed-secrets has")
)

// The sizes of RSA keys that are accepted, in bits. The controller makes 4096.
const (
	minRSABits = 2048
	maxRSABits = 16384
)

// Certificate is the public half of the key of a sealed-secrets controller.
type Certificate struct {
	key *rsa.PublicKey
	// Fingerprint is the SHA-256 of the SubjectPublicKeyInfo (RFC 5280, section
	// 4.1.2.7), in hexadecimal: renewing the certificate of the same key does
	// not change it.
	Fingerprint string
	// NotBefore and NotAfter are the days on which it begins and ends to be
	// valid, in UTC, such as 2026-11-25. Nothing here compares them with a clock.
	NotBefore, NotAfter string
}

// ParseCertificate reads a certificate in PEM.
func ParseCertificate(text string) (Certificate, error) {
	text = strings.TrimSpace(text)
	block, rest := pem.Decode([]byte(text))
	switch {
	case strings.Contains(text, "PRIVATE KEY-----"):
		return Certificate{}, ErrPrivateKey
	case block == nil || block.Type != "CERTIFICATE":
		return Certificate{}, ErrNoCertificate
	case len(rest) > 0 || !strings.HasPrefix(text, "-----BEGIN CERTIFICATE-----"):
		return Certificate{}, ErrCertificates
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return Certificate{}, errors.New("the certificate cannot be parsed: what is between BEGIN and END is damaged")
	}
	key, ok := cert.PublicKey.(*rsa.PublicKey)
	if !ok {
		return Certificate{}, ErrNotRSA
	}
	if bits := key.N.BitLen(); bits < minRSABits || bits > maxRSABits {
		return Certificate{}, fmt.Errorf("the RSA key of the certificate has %d bits; accepted: %d to %d", bits, minRSABits, maxRSABits)
	}
	if key.E < 3 || key.E%2 == 0 {
		return Certificate{}, fmt.Errorf("the RSA key of the certificate has the exponent %d, which encrypts nothing", key.E)
	}
	sum := sha256.Sum256(cert.RawSubjectPublicKeyInfo)
	const day = "2006-01-02"
	return Certificate{
		key:         key,
		Fingerprint: hex.EncodeToString(sum[:]),
		NotBefore:   cert.NotBefore.UTC().Format(day),
		NotAfter:    cert.NotAfter.UTC().Format(day),
	}, nil
}

// ValidOn reports whether the certificate is valid on a day, such as
// 2026-11-25. The days on which it begins and ends count.
func (c Certificate) ValidOn(day string) bool {
	return c.NotBefore <= day && day <= c.NotAfter
}
