// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// forms are the ways in which a secret could show. Base64 has three, by where
// in its groups of three bytes the secret begins.
func forms(secret string) []string {
	out := []string{secret, hex.EncodeToString([]byte(secret)), strings.ToUpper(hex.EncodeToString([]byte(secret))), url.QueryEscape(secret), strings.Trim(fmt.Sprintf("%d", []byte(secret)), "[]")}
	for before := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", before) + secret))
		out = append(out, strings.TrimRight(text[4:len(text)-4], "="))
	}
	return out
}

// Neither plaintexts nor the seed nor anything derived from it is in an object,
// an error, a reason, or what printing any of the values shows.
func TestNoSecretShows(t *testing.T) {
	t.Parallel()
	const seed = "canary-seed/0123456789?abcdef&0123456789"
	keys, err := NewKeys(v1alpha1.NewSecret(seed))
	if err != nil {
		t.Fatal(err)
	}
	key, err := SSHKeyPair(keys, KeyPair{Namespace: "shop", Configuration: "orders"})
	if err != nil {
		t.Fatal(err)
	}
	plain := testPlain()
	plain.Fields = []Field{{"identity", key.Identity}}
	secrets := []string{seed, key.Identity.Reveal(), keys.seal.Reveal(), keys.ssh.Reveal(), keys.tag.Reveal()}
	for i := range 20 {
		secret := fmt.Sprintf("canary-%02d/with?every&kind=of+character", i)
		secrets = append(secrets, secret)
		plain.Fields = append(plain.Fields, Field{fmt.Sprintf("key%02d", i), v1alpha1.NewSecret(secret)})
	}
	var shown strings.Builder
	show := func(values ...any) {
		for _, value := range values {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				fmt.Fprintf(&shown, verb+"\n", value)
			}
			text, _ := json.Marshal(value)
			shown.Write(text)
		}
	}
	show(keys, &keys, plain, &plain, plain.Fields, key, &key)
	for _, s := range sealers(t) {
		object, err := s.Seal(keys, plain)
		if err != nil {
			t.Fatal(err)
		}
		shown.WriteString(yamlOf(object))
		show(s)
		bad := plain
		bad.Fields = append(bad.Fields[:len(bad.Fields):len(bad.Fields)], bad.Fields[0])
		_, err = s.Seal(keys, bad)
		show(err)
		_, changed := s.Carry(keys, bad, parsed(t, yamlOf(PlainSecret(plain))))
		show(changed)
	}
	shown.WriteString(yamlOf(ExternalSecret(testStore, plain)))
	_, err = NewKeys(v1alpha1.NewSecret(seed), v1alpha1.NewSecret(seed))
	show(err)
	_, err = NewKeys(v1alpha1.NewSecret(seed[:31]))
	show(err)
	_, err = NewSOPS([]string{"AGE-SECRET-KEY-1" + strings.ToUpper(seed), "-----BEGIN OPENSSH PRIVATE KEY-----" + seed})
	show(err)
	_, err = NewSealedSecrets("-----BEGIN PRIVATE KEY-----\n"+seed+"\n-----END PRIVATE KEY-----\n", "")
	show(err)
	text := shown.String()
	for i, secret := range secrets {
		for _, form := range forms(secret) {
			if strings.Contains(text, form) {
				t.Errorf("secret %d shows as %q", i, form)
			}
		}
	}
	if !strings.Contains(text, v1alpha1.Redacted) {
		t.Error("nothing is redacted, so nothing was shown")
	}
}
