// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func read(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// newCertificate makes a key pair and its certificate.
func newCertificate(t testing.TB, bits int) (*rsa.PrivateKey, string) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		t.Fatal(err)
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"},
		NotBefore: time.Date(2026, 1, 2, 23, 0, 0, 0, time.UTC), NotAfter: time.Date(2036, 1, 2, 1, 0, 0, 0, time.UTC),
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return key, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

func TestParseCertificate(t *testing.T) {
	t.Parallel()
	certificate, err := ParseCertificate(read(t, "certificate.pem"))
	if err != nil {
		t.Fatal(err)
	}
	// openssl x509 -noout -pubkey | openssl pkey -pubin -outform der | sha256sum
	if want := "94a6495960f5b8bcf534a4a0d25fb265a3a6c7dd3e8300a2d2995557136de01a"; certificate.Fingerprint != want {
		t.Errorf("the fingerprint is %s, want %s", certificate.Fingerprint, want)
	}
	if certificate.NotBefore != "2026-11-25" || certificate.NotAfter != "2036-11-22" {
		t.Errorf("it is valid from %s to %s", certificate.NotBefore, certificate.NotAfter)
	}
	for day, want := range map[string]bool{"2026-11-24": false, "2026-11-25": true, "2030-01-01": true, "2036-11-22": true, "2036-11-23": false} {
		if certificate.ValidOn(day) != want {
			t.Errorf("ValidOn(%s) is %v", day, !want)
		}
	}
}

func TestParseCertificateRefuses(t *testing.T) {
	t.Parallel()
	good := read(t, "certificate.pem")
	_, short := newCertificate(t, 1024)
	key := string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: []byte("canary-key")}))
	for _, test := range []struct {
		name, text string
		want       error
	}{
		{"nothing", "", ErrNoCertificate},
		{"text", "certificate", ErrNoCertificate},
		{"a private key", key, ErrPrivateKey},
		{"a private key behind it", good + key, ErrPrivateKey},
		{"another block", strings.ReplaceAll(good, "CERTIFICATE", "PUBLIC KEY"), ErrNoCertificate},
		{"two", good + good, ErrCertificates},
		{"text before it", "hello\n" + good, ErrCertificates},
		{"text behind it", good + "hello\n", ErrCertificates},
		{"an elliptic curve", read(t, "ecdsa.pem"), ErrNotRSA},
		{"a short key", short, nil},
		{"damaged", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("canary-key")})), nil},
	} {
		_, err := ParseCertificate(test.text)
		if err == nil || test.want != nil && !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
		if err != nil && strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: the error quotes it: %v", test.name, err)
		}
	}
	if _, err := ParseCertificate("\n  " + good + "\n\n"); err != nil {
		t.Errorf("white space around it: %v", err)
	}
}

func FuzzCertificate(f *testing.F) {
	f.Add(read(f, "certificate.pem"))
	f.Add(read(f, "ecdsa.pem"))
	f.Add("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
	f.Fuzz(func(t *testing.T, text string) {
		certificate, err := ParseCertificate(text)
		if err != nil {
			return
		}
		if _, err := (SealedSecrets{Certificate: certificate}).encrypt(root("some root"), []byte("x"), nil); err != nil {
			t.Errorf("the certificate is accepted and seals nothing: %v", err)
		}
	})
}

// In FIPS 140-only mode nothing is sealed, and nothing panics: the mode is set
// when a process starts, so this test starts itself again.
func TestFIPSOnly(t *testing.T) {
	t.Parallel()
	const child = "FLUXBUNDLE_TEST_FIPS"
	if os.Getenv(child) == "" {
		c := exec.Command(os.Args[0], "-test.run=^TestFIPSOnly$", "-test.v")
		c.Env = append(c.Environ(), child+"=1", "GODEBUG=fips140=only")
		if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: TestFIPSOnly") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	const recipient = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
	if _, err := NewSOPS([]string{recipient}); !errors.Is(err, ErrFIPS) {
		t.Errorf("SOPS: error %v", err)
	}
	s, err := NewSealedSecrets(read(t, "certificate.pem"), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Seal(testKeys(t), testPlain()); !errors.Is(err, ErrNotDeterministic) {
		t.Errorf("sealed-secrets: error %v", err)
	}
	if _, err := SSHKeyPair(testKeys(t), KeyPair{}); err != nil {
		t.Errorf("key pairs: %v", err)
	}
}
