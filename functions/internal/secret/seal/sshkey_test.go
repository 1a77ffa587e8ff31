// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// The fingerprint is pinned: it is what people have registered.
func TestKnownSSHKeyPair(t *testing.T) {
	t.Parallel()
	key, err := SSHKeyPair(testKeys(t), KeyPair{ClusterID: "prod", Namespace: "shop", Configuration: "orders", Rotation: "3"})
	if err != nil {
		t.Fatal(err)
	}
	const (
		wantKey         = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJH+mlROunAESlyRDkhO+O07SKqVe9t3cBZhyvqVdJNr flux-bundle"
		wantFingerprint = "SHA256:TsVqO5/aLgE0juuJII2JeBww11NFCPPGiGspW3tpXas"
	)
	if key.AuthorizedKey != wantKey {
		t.Errorf("the public key is %s, want %s", key.AuthorizedKey, wantKey)
	}
	if key.Fingerprint != wantFingerprint {
		t.Errorf("the fingerprint is %s, want %s", key.Fingerprint, wantFingerprint)
	}
	// The derivation is pinned in TestKnownDerivations.
	parsed, err := ssh.ParseRawPrivateKey([]byte(key.Identity.Reveal()))
	if err != nil {
		t.Fatal(err)
	}
	seed := testKeys(t).sshBytes([]string{version, "prod", "shop", "orders", "3"}, ed25519.SeedSize)
	if private, ok := parsed.(*ed25519.PrivateKey); !ok || !bytes.Equal(private.Seed(), seed) {
		t.Error("the private key is another one")
	}
}

func TestKeyPairsDiffer(t *testing.T) {
	t.Parallel()
	if _, err := SSHKeyPair(Keys{}, KeyPair{}); !errors.Is(err, ErrNoSeed) {
		t.Errorf("without a seed: error %v", err)
	}
	seen := map[string]KeyPair{}
	for _, pair := range []KeyPair{
		{}, {ClusterID: "a"}, {Namespace: "a"}, {Configuration: "a"}, {Rotation: "a"},
		{ClusterID: "a", Namespace: "b"}, {ClusterID: "ab"}, {Namespace: "ab"},
		// The check integers of one pair must not be the key of another.
		{Rotation: "check"},
	} {
		key, err := SSHKeyPair(testKeys(t), pair)
		if err != nil {
			t.Fatal(err)
		}
		if other, there := seen[key.Fingerprint]; there {
			t.Errorf("%+v and %+v have one key", pair, other)
		}
		seen[key.Fingerprint] = pair
	}
}

func TestFingerprintRefuses(t *testing.T) {
	t.Parallel()
	key, err := SSHKeyPair(testKeys(t), KeyPair{Namespace: "shop"})
	if err != nil {
		t.Fatal(err)
	}
	line := key.AuthorizedKey
	for _, text := range []string{
		"", line + "\n", line + " ", strings.TrimSuffix(line, " flux-bundle"), "ssh-rsa" + line[11:], line[:40] + line[41:], line[:40] + "\n" + line[40:],
		"ssh-ed25519 AAAA flux-bundle", key.Identity.Reveal(),
	} {
		if got, err := Fingerprint(text); err == nil {
			t.Errorf("%q has the fingerprint %s", text, got)
		} else if strings.Contains(err.Error(), "OPENSSH") {
			t.Errorf("the error shows the key: %v", err)
		}
	}
}

func FuzzFingerprint(f *testing.F) {
	key, err := SSHKeyPair(testKeys(f), KeyPair{Namespace: "shop"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(key.AuthorizedKey)
	f.Add("ssh-ed25519 AAAA flux-bundle")
	f.Fuzz(func(t *testing.T, line string) {
		got, err := Fingerprint(line)
		if err != nil {
			return
		}
		public, comment, options, rest, err := ssh.ParseAuthorizedKey([]byte(line))
		if err != nil || comment != "flux-bundle" || len(options)+len(rest) > 0 || ssh.FingerprintSHA256(public) != got {
			t.Errorf("%q has the fingerprint %s, and SSH says %v, %q, %q", line, got, err, comment, rest)
		}
	})
}

// The form is read by the library that Flux reads it with, for any names.
func FuzzSSHKeyPair(f *testing.F) {
	f.Add("prod", "shop", "orders", "3")
	f.Add("", "", "", "")
	keys := testKeys(f)
	f.Fuzz(func(t *testing.T, cluster, namespace, configuration, rotation string) {
		key, err := SSHKeyPair(keys, KeyPair{cluster, namespace, configuration, rotation})
		if err != nil {
			t.Fatal(err)
		}
		signer, err := ssh.ParsePrivateKey([]byte(key.Identity.Reveal()))
		if err != nil {
			t.Fatal(err)
		}
		public := signer.PublicKey()
		if line := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(public))) + " flux-bundle"; line != key.AuthorizedKey {
			t.Errorf("the public key is %q, want %q", key.AuthorizedKey, line)
		}
		if got, err := Fingerprint(key.AuthorizedKey); err != nil || got != key.Fingerprint {
			t.Errorf("its fingerprint is %s, want %s: %v", got, key.Fingerprint, err)
		}
		if want := ssh.FingerprintSHA256(public); key.Fingerprint != want {
			t.Errorf("the fingerprint is %q, want %q", key.Fingerprint, want)
		}
	})
}
