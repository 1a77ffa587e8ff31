// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// texts adds the files of testdata, and what is near to them.
func texts(f *testing.F) {
	f.Helper()
	for _, name := range []string{"certificate.pem", "key.pem", "ssh.pem", "known_hosts", "public.pem"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
		f.Add(string(text[:len(text)*2/3]))
	}
	for _, text := range []string{
		"", "\n\n", "# comment\n", "@revoked * ssh-ed25519 AAAA", "|1|c2FsdA==|aGFzaA== ssh-rsa AAAA", "[a]:22,!b,*? ssh-rsa AAAA",
		`{"auths": {"registry.example.com": {"auth": "YTpi"}}}`, `{"auths": null}`, `{"auths": []}`,
		"-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
	} {
		f.Add(text)
	}
}

// FuzzKnownHosts: a line that is none has a number within the text, and a host
// matches no line that is revoked.
func FuzzKnownHosts(f *testing.F) {
	texts(f)
	f.Fuzz(func(t *testing.T, text string) {
		found, wrong := parseKnownHosts(text)
		if most := strings.Count(text, "\n") + 1; wrong < 0 || wrong > most || wrong > 0 && found != nil {
			t.Fatalf("line %d of %d is wrong, and there are %d", wrong, most, len(found))
		}
		for _, h := range found {
			if h.matches("git.example.com", "") != h.matches("GIT.example.com", "22") {
				t.Error("22 is the usual port, and hosts have no case")
			}
			if h.marker == "revoked" && h.matches("git.example.com", "") {
				t.Error("a revoked key is trusted")
			}
		}
	})
}

// FuzzTexts: no parser of credentials panics, and they agree with each other: a
// certificate is no public key, a key pair has a certificate.
func FuzzTexts(f *testing.F) {
	texts(f)
	certificate, err := os.ReadFile("testdata/certificate.pem")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if isCertificates(text) && isPublicKey(text) {
			t.Error("it is certificates and a public key")
		}
		if isKeyPair(text, text) && isCertificates(text) {
			t.Error("certificates alone are a key pair")
		}
		isKeyPair(string(certificate), text)
		for _, name := range []string{"cosign.pub", "ca.crt", trustPolicy} {
			verifies("cosign", name, text)
			verifies(notation, name, text)
		}
		if plain, ok := fromBase64(text); !ok && plain != "" && len(plain) > len(text) {
			t.Error("more is decoded than there is")
		}
		made := dockerConfig("registry.example.com", v1alpha1.NewSecret(text), v1alpha1.NewSecret(text))
		if hosts, err := registries(made); err != nil || !hosts["registry.example.com"] || len(hosts) != 1 {
			t.Errorf("the config that was made cannot be read: %v", err)
		}
		_, _ = registries(v1alpha1.NewSecret(text))
		p := &planner{credentials: credentials{entries: map[string]entry{}}}
		p.privateKey(sshPrivateKey, text, "")
		if slices.Contains([]int{0, 1}, len(p.Found)) {
			return
		}
		t.Errorf("a key is wrong in %d ways", len(p.Found))
	})
}
