// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package cluster

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net/netip"
	"os"
	"path/filepath"
	"time"
)

// pki is a certificate authority that lives as long as its cluster.
type pki struct {
	dir  string
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// newPKI writes ca.crt, and the pair sa.key and sa.pub that signs the tokens of
// service accounts, into dir.
func newPKI(dir string) (*pki, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	p := &pki{dir: dir}
	tokens, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	public, err := x509.MarshalPKIXPublicKey(&tokens.PublicKey)
	if err != nil {
		return nil, err
	}
	if err := p.writeKey("sa.key", tokens); err != nil {
		return nil, err
	}
	if err := p.write("sa.pub", "PUBLIC KEY", public); err != nil {
		return nil, err
	}
	authority := template(pkix.Name{CommonName: "e2e"})
	authority.IsCA, authority.BasicConstraintsValid = true, true
	authority.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	if err := p.issue("ca", authority); err != nil {
		return nil, err
	}
	return p, nil
}

// server issues NAME.crt and NAME.key for the given names and addresses.
func (p *pki) server(name string, names []string, addresses []netip.Addr) error {
	cert := template(pkix.Name{CommonName: name})
	cert.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	cert.DNSNames = names
	for _, address := range addresses {
		cert.IPAddresses = append(cert.IPAddresses, address.AsSlice())
	}
	return p.issue(name, cert)
}

// client issues NAME.crt and NAME.key for a user of the API server.
func (p *pki) client(name, user string, groups ...string) error {
	cert := template(pkix.Name{CommonName: user, Organization: groups})
	cert.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	return p.issue(name, cert)
}

func template(subject pkix.Name) *x509.Certificate {
	now := time.Now()
	return &x509.Certificate{
		Subject:   subject,
		NotBefore: now.Add(-time.Hour),
		NotAfter:  now.Add(24 * time.Hour),
		KeyUsage:  x509.KeyUsageDigitalSignature,
	}
}

// issue signs the certificate with the authority; the first one is the
// authority and signs itself.
func (p *pki) issue(name string, cert *x509.Certificate) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	if cert.SerialNumber, err = rand.Int(rand.Reader, big.NewInt(1<<62)); err != nil {
		return err
	}
	if p.cert == nil {
		p.cert, p.key = cert, key
	}
	der, err := x509.CreateCertificate(rand.Reader, cert, p.cert, &key.PublicKey, p.key)
	if err != nil {
		return fmt.Errorf("sign the certificate of %s: %w", name, err)
	}
	if cert.IsCA {
		if p.cert, err = x509.ParseCertificate(der); err != nil {
			return err
		}
	}
	if err := p.write(name+".crt", "CERTIFICATE", der); err != nil {
		return err
	}
	return p.writeKey(name+".key", key)
}

func (p *pki) writeKey(name string, key *ecdsa.PrivateKey) error {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return p.write(name, "PRIVATE KEY", der)
}

func (p *pki) write(name, kind string, der []byte) error {
	return os.WriteFile(p.path(name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}

func (p *pki) path(name string) string { return filepath.Join(p.dir, name) }
