// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package servers

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"time"

	"filippo.io/age"
	"golang.org/x/crypto/ssh"
)

// keyOf makes the key of a purpose. It is the same in every run, so that what
// is public of it can be part of a scenario's files; nothing but these tests
// trusts it.
func keyOf(purpose string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("flux-bundle e2e: " + purpose))
	return ed25519.NewKeyFromSeed(seed[:])
}

// AgeKey is a new identity of age, as age-keygen writes it.
func AgeKey() ([]byte, error) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "# public key: %s\n%s\n", identity.Recipient(), identity), nil
}

// DeployKey is the SSH key that the Git server accepts, in the PEM form of
// OpenSSH.
func DeployKey() ([]byte, error) { return privatePEM(keyOf("deploy key")) }

// StrangeKey is an SSH key that the Git server does not accept.
func StrangeKey() ([]byte, error) { return privatePEM(keyOf("strange key")) }

func privatePEM(key ed25519.PrivateKey) ([]byte, error) {
	block, err := ssh.MarshalPrivateKey(key, "e2e")
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(block), nil
}

// KnownHosts is the line of known_hosts for the Git server.
func KnownHosts() ([]byte, error) { return knownHosts("host key") }

// StrangeHosts is a line of known_hosts with a key that the Git server does not
// have.
func StrangeHosts() ([]byte, error) { return knownHosts("strange key") }

func knownHosts(purpose string) ([]byte, error) {
	key, err := ssh.NewPublicKey(keyOf(purpose).Public())
	if err != nil {
		return nil, err
	}
	return append([]byte(GitHost+" "), ssh.MarshalAuthorizedKey(key)...), nil
}

// authority is a certificate authority.
type authority struct {
	cert *x509.Certificate
	key  ed25519.PrivateKey
}

// newAuthority makes an authority that is the same in every run.
func newAuthority(name string) (authority, error) {
	key := keyOf(name)
	template := certificate(pkix.Name{CommonName: name})
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(nil, template, template, key.Public(), key)
	if err != nil {
		return authority{}, fmt.Errorf("%s: %w", name, err)
	}
	cert, err := x509.ParseCertificate(der)
	return authority{cert: cert, key: key}, err
}

// PEM is the certificate for those who trust the authority.
func (a authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// issue makes the certificate of a server.
func (a authority) issue(host string) (*tls.Certificate, error) {
	key := keyOf("server " + host)
	template := certificate(pkix.Name{CommonName: host})
	template.DNSNames = []string{host}
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	der, err := x509.CreateCertificate(nil, template, a.cert, key.Public(), a.key)
	if err != nil {
		return nil, fmt.Errorf("certificate of %s: %w", host, err)
	}
	return &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}

func certificate(subject pkix.Name) *x509.Certificate {
	return &x509.Certificate{
		SerialNumber: big.NewInt(1),
		Subject:      subject,
		NotBefore:    time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC),
		NotAfter:     time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
	}
}
