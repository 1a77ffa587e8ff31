// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

const testSeed = "not a seed for any real use, 0123456789"

func testKeys(t testing.TB) Keys {
	t.Helper()
	keys, err := NewKeys(v1alpha1.NewSecret(testSeed))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// The expected bytes were computed by another implementation of HMAC and HKDF.
// They must never change: the same inputs would be sealed to other bytes.
func TestKnownDerivations(t *testing.T) {
	t.Parallel()
	keys := testKeys(t)
	r := keys.root(context{
		provider: "sealed-secrets", recipient: "aa", scope: "strict", field: "data", key: "password",
		slot: Slot{ClusterID: "prod", Namespace: "shop", Name: "shop-auth", Epoch: "2", Rotation: "not derived from"},
	}, []byte("hunter2"))
	names := []string{version, "prod", "shop", "orders", "3"}
	for _, known := range []struct {
		name string
		got  []byte
		want string
	}{
		{"seal", []byte(keys.seal.Reveal()), "c3f2de39902fd6b42272169f61dd1294c3f35a021bafb4c0567811f113ad95eb"},
		{"ssh", []byte(keys.ssh.Reveal()), "629e90197eb3f250264244d406964706c0076a77216dcff6fb37e278918f8d55"},
		{"tag", []byte(keys.tag.Reveal()), "b40abca410a4c0ff6caab4954facd8e0689795ec22ab6cb45cca6460902f3d0b"},
		{"root", r, "84d6ea31f1615cd6e629bcfe0b3ce34405e3694170ddc99b6649668a2ed50eeb"},
		{"session key", r.expand("sealed-secrets/session-key", 32), "d2f18f748fea2005c818d90e2a42f6f9f5849a819ca933c79bda7260940e081c"},
		{"OAEP seed", r.expand("sealed-secrets/oaep-seed", 32), "6ff1db3ed3782c88c705088cbd6524a1226fe7ea7172d9498fd234a974fae8f1"},
		{"data key", r.expand("sops/data-key", 32), "ffbf8edd7b164d0f9f5a0d34b5ab8000956c6c6d7d799546b74a4019270b4de2"},
		{"file key", r.expand("age/file-key/age1x", 16), "e0f6bdb98dbee830558cdcd287dbac74"},
		{"SSH seed", keys.sshBytes(names, 32), "d5733e9937c3ea4470f725fb77ef7c4204a33972983b03fbef899e6e92d9f25b"},
		{"SSH check", keys.sshBytes(append(names, "check"), 4), "05dbc76f"},
	} {
		if got := hex.EncodeToString(known.got); got != known.want {
			t.Errorf("%s is %s, want %s", known.name, got, known.want)
		}
	}
}

// Every part of the context and the plaintext changes the root, and no part
// can be moved into its neighbour.
func TestRootDependsOnEverything(t *testing.T) {
	t.Parallel()
	keys := testKeys(t)
	base := context{
		provider: "a", recipient: "b", scope: "c", field: "d", key: "e",
		slot: Slot{ClusterID: "f", Namespace: "g", Name: "h", Type: "i", Epoch: "j"},
	}
	seen := map[string]string{hex.EncodeToString(keys.root(base, []byte("k"))): "base"}
	add := func(name string, r root) {
		text := hex.EncodeToString(r)
		if other, there := seen[text]; there {
			t.Errorf("%s has the root of %s", name, other)
		}
		seen[text] = name
	}
	for name, change := range map[string]func(*context){
		"provider":  func(c *context) { c.provider += "x" },
		"recipient": func(c *context) { c.recipient += "x" },
		"scope":     func(c *context) { c.scope += "x" },
		"field":     func(c *context) { c.field += "x" },
		"key":       func(c *context) { c.key += "x" },
		"cluster":   func(c *context) { c.slot.ClusterID += "x" },
		"namespace": func(c *context) { c.slot.Namespace += "x" },
		"name":      func(c *context) { c.slot.Name += "x" },
		"type":      func(c *context) { c.slot.Type += "x" },
		"epoch":     func(c *context) { c.slot.Epoch += "x" },
		"shifted":   func(c *context) { c.slot.Namespace, c.slot.Name = "", "gh" },
	} {
		c := base
		change(&c)
		add(name, keys.root(c, []byte("k")))
	}
	add("plaintext", keys.root(base, []byte("kx")))
	other, err := NewKeys(v1alpha1.NewSecret(testSeed + "x"))
	if err != nil {
		t.Fatal(err)
	}
	add("seed", other.root(base, []byte("k")))
}

func TestPrefixedTellsListsApart(t *testing.T) {
	t.Parallel()
	lists := [][]string{{}, {""}, {"", ""}, {"ab"}, {"a", "b"}, {"", "ab"}, {"ab", ""}, {"\x00\x00\x00\x00\x00\x00\x00\x00"}}
	seen := map[string]int{}
	for i, list := range lists {
		text := string(prefixed(list...))
		if other, there := seen[text]; there {
			t.Errorf("%q and %q give the same bytes", list, lists[other])
		}
		seen[text] = i
	}
}

func TestNewKeysRefuses(t *testing.T) {
	t.Parallel()
	random := "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs="
	for _, test := range []struct {
		name, seed string
		plaintexts []string
		want       error
	}{
		{name: "nothing", seed: "", want: ErrSeedShort},
		{name: "31 bytes", seed: random[:31], want: ErrSeedShort},
		{name: "32 bytes", seed: random[:32]},
		{name: "zeros", seed: strings.Repeat("\x00", 64), want: ErrSeedNotRandom},
		{name: "zeros in Base64", seed: strings.Repeat("A", 43) + "=", want: ErrSeedNotRandom},
		{name: "a repeated word", seed: strings.Repeat("secret", 8), want: ErrSeedNotRandom},
		{name: "the plaintext", seed: random, plaintexts: []string{"other", random}, want: ErrSeedIsPlaintext},
		{name: "the plaintext with a line end", seed: random + "\n", plaintexts: []string{random}, want: ErrSeedIsPlaintext},
		{name: "another plaintext", seed: random, plaintexts: []string{"", "other"}},
	} {
		var plaintexts []v1alpha1.Secret
		for _, text := range test.plaintexts {
			plaintexts = append(plaintexts, v1alpha1.NewSecret(text))
		}
		keys, err := NewKeys(v1alpha1.NewSecret(test.seed), plaintexts...)
		if !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
		if keys.IsZero() != (test.want != nil) {
			t.Errorf("%s: there are keys and an error, or neither", test.name)
		}
	}
}

func TestKeysPrintNothing(t *testing.T) {
	t.Parallel()
	keys := testKeys(t)
	holder := struct{ k Keys }{keys}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d", "%q"} {
		for _, text := range []string{fmt.Sprintf(verb, keys), fmt.Sprintf(verb, &keys), fmt.Sprintf(verb, holder)} {
			for _, secret := range []v1alpha1.Secret{keys.seal, keys.ssh, keys.tag} {
				key := []byte(secret.Reveal())
				if strings.Contains(text, string(key)) || strings.Contains(text, hex.EncodeToString(key)) || strings.Contains(text, strings.Trim(fmt.Sprintf("%d", key), "[]")) {
					t.Errorf("%s prints a key", verb)
				}
			}
		}
	}
}
