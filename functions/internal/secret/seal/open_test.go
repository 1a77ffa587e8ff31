// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

func values(plain Plain) map[string]string {
	out := map[string]string{}
	for _, f := range plain.Fields {
		out[f.Key] = f.Value.Reveal()
	}
	return out
}

// What the controller does: the label follows from the metadata and the scope.
func TestSealedSecretOpens(t *testing.T) {
	t.Parallel()
	key, certificate := newCertificate(t, 2048)
	for scope, label := range map[v1alpha1.SealingScope]string{
		v1alpha1.SealingScopeStrict: "shop/orders-auth", v1alpha1.SealingScopeNamespace: "shop", v1alpha1.SealingScopeCluster: "",
	} {
		s, err := NewSealedSecrets(certificate, scope)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for name, text := range ciphertexts(t, mustSeal(t, s, testPlain())) {
			sealed, err := base64.StdEncoding.DecodeString(text)
			if err != nil {
				t.Fatal(err)
			}
			size := int(sealed[0])<<8 | int(sealed[1])
			sessionKey, err := rsa.DecryptOAEP(sha256.New(), nil, key, sealed[2:2+size], []byte(label))
			if err != nil {
				t.Fatalf("%s: %v", scope, err)
			}
			block, err := aes.NewCipher(sessionKey)
			if err != nil {
				t.Fatal(err)
			}
			gcm, err := cipher.NewGCM(block)
			if err != nil {
				t.Fatal(err)
			}
			plain, err := gcm.Open(nil, make([]byte, 12), sealed[2+size:], nil)
			if err != nil {
				t.Fatal(err)
			}
			got[name] = string(plain)
		}
		if diff := cmp.Diff(values(testPlain()), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", scope, diff)
		}
	}
}

// What SOPS does, the check of the MAC included.
func TestSOPSOpens(t *testing.T) {
	t.Parallel()
	one, oneText := ageIdentity(t, 1)
	two, twoText := ageIdentity(t, 2)
	s, err := NewSOPS([]string{twoText, oneText})
	if err != nil {
		t.Fatal(err)
	}
	object := mustSeal(t, s, testPlain())
	root, _ := readObject(parsed(t, yamlOf(object)))
	block := mapping(root, "sops")
	var dataKeys []string
	for i, recipient := range []string{oneText, twoText} {
		private := one
		if recipient == twoText {
			private = two
		}
		at := slices.Index(slices.Sorted(slices.Values([]string{oneText, twoText})), recipient)
		entry, _ := block["age"].([]any)[at].(map[string]any)
		dataKeys = append(dataKeys, string(openAge(t, private, text(entry, "enc"))))
		if dataKeys[i] != dataKeys[0] {
			t.Fatal("two recipients have different data keys")
		}
	}
	aesBlock, err := aes.NewCipher([]byte(dataKeys[0]))
	if err != nil {
		t.Fatal(err)
	}
	open := func(value, belongsTo string) string {
		if value == "" {
			return ""
		}
		var parts [3][]byte
		for i, part := range strings.Split(strings.TrimSuffix(strings.TrimPrefix(value, "ENC[AES256_GCM,data:"), ",type:str]"), ",") {
			part = strings.TrimPrefix(strings.TrimPrefix(part, "iv:"), "tag:")
			if parts[i], err = base64.StdEncoding.DecodeString(part); err != nil {
				t.Fatal(err)
			}
		}
		gcm, err := cipher.NewGCMWithNonceSize(aesBlock, len(parts[1]))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := gcm.Open(nil, parts[1], append(parts[0], parts[2]...), []byte(belongsTo))
		if err != nil {
			t.Fatalf("%s: %v", belongsTo, err)
		}
		return string(plain)
	}
	mac := sha512.New()
	start := sha256.Sum256([]byte("sops"))
	mac.Write(start[:])
	got := map[string]string{}
	sealed := ciphertexts(t, object)
	for _, key := range slices.Sorted(func(yield func(string) bool) {
		for key := range sealed {
			if !yield(key) {
				return
			}
		}
	}) {
		plain := open(sealed[key], "data:"+key+":")
		mac.Write([]byte(plain))
		decoded, err := base64.StdEncoding.DecodeString(plain)
		if err != nil {
			t.Fatal(err)
		}
		got[key] = string(decoded)
	}
	if diff := cmp.Diff(values(testPlain()), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if want := fmt.Sprintf("%X", mac.Sum(nil)); open(text(block, "mac"), text(block, "lastmodified")) != want {
		t.Error("the MAC is wrong")
	}
}

// Nothing that two recipients have of one document is the same, and another set
// of recipients has another data key.
func TestRecipientsShareNothing(t *testing.T) {
	t.Parallel()
	one, oneText := ageIdentity(t, 1)
	_, twoText := ageIdentity(t, 2)
	dataKeyOf := func(recipients ...string) string {
		s, err := NewSOPS(recipients)
		if err != nil {
			t.Fatal(err)
		}
		root, _ := readObject(parsed(t, yamlOf(mustSeal(t, s, testPlain()))))
		for _, entry := range mapping(root, "sops")["age"].([]any) {
			if object := entry.(map[string]any); object["recipient"] == oneText {
				return string(openAge(t, one, text(object, "enc")))
			}
		}
		t.Fatal("the recipient is not there")
		return ""
	}
	alone, both := dataKeyOf(oneText), dataKeyOf(oneText, twoText)
	if alone == both {
		t.Error("a recipient that is added can open what was there before")
	}
	if both != dataKeyOf(twoText, oneText, twoText) {
		t.Error("the order of recipients matters")
	}
}

// A reader that is not read to its end, or is read beyond it, shows a build
// whose output would differ from run to run.
func TestExactly(t *testing.T) {
	t.Parallel()
	e := &exactly{[]byte("abc")}
	p := make([]byte, 2)
	if n, err := e.Read(p); n != 2 || err != nil || string(p) != "ab" {
		t.Errorf("%d, %v, %q", n, err, p)
	}
	if n, err := e.Read(p); n != 1 || err != nil || p[0] != 'c' {
		t.Errorf("%d, %v, %q", n, err, p)
	}
	if n, err := e.Read(p); n != 0 || err == nil {
		t.Errorf("%d, %v", n, err)
	}
	s, err := NewSealedSecrets(read(t, "certificate.pem"), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{31, 33} {
		if _, err := s.wrap(make([]byte, size), make([]byte, 32), nil); !errors.Is(err, ErrNotDeterministic) {
			t.Errorf("with %d bytes: error %v", size, err)
		}
	}
}
