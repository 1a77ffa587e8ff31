// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/chacha20poly1305"
)

// encodeBech32 is the inverse of decodeBech32.
func encodeBech32(prefix string, data []byte) string {
	var values []byte
	bits, n := uint32(0), 0
	for _, b := range data {
		bits, n = bits<<8|uint32(b), n+8
		for n >= 5 {
			n -= 5
			values = append(values, byte(bits>>n&31))
		}
	}
	if n > 0 {
		values = append(values, byte(bits<<(5-n)&31))
	}
	sum := bech32Checksum(prefix, append(append([]byte(nil), values...), 0, 0, 0, 0, 0, 0)) ^ 1
	for i := range 6 {
		values = append(values, byte(sum>>(5*(5-i))&31))
	}
	var b strings.Builder
	b.WriteString(prefix + "1")
	for _, value := range values {
		b.WriteByte(bech32Charset[value])
	}
	return b.String()
}

// ageIdentity is a private key that differs for each number.
func ageIdentity(t testing.TB, n byte) (*ecdh.PrivateKey, string) {
	t.Helper()
	private, err := ecdh.X25519().NewPrivateKey([]byte(strings.Repeat(string(rune(n)), 32)))
	if err != nil {
		t.Fatal(err)
	}
	return private, encodeBech32("age", private.PublicKey().Bytes())
}

// openAge decrypts an age file as the specification says.
func openAge(t testing.TB, private *ecdh.PrivateKey, armored string) []byte {
	t.Helper()
	block, _ := pem.Decode([]byte(armored))
	lines := strings.SplitN(string(block.Bytes), "\n", 5)
	if lines[0] != "age-encryption.org/v1" {
		t.Fatalf("the file begins with %q", lines[0])
	}
	decode := func(text string) []byte {
		data, err := base64.RawStdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	public := decode(strings.TrimPrefix(lines[1], "-> X25519 "))
	theirs, err := ecdh.X25519().NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := private.ECDH(theirs)
	if err != nil {
		t.Fatal(err)
	}
	open := func(key, nonce, sealed []byte) []byte {
		aead, err := chacha20poly1305.New(key)
		if err != nil {
			t.Fatal(err)
		}
		plain, err := aead.Open(nil, nonce, sealed, nil)
		if err != nil {
			t.Fatal(err)
		}
		return plain
	}
	derive := func(secret, salt []byte, info string) []byte {
		key, err := hkdf.Key(sha256.New, secret, salt, info, 32)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	salt := slices.Concat(public, private.PublicKey().Bytes())
	fileKey := open(derive(shared, salt, "age-encryption.org/v1/X25519"), make([]byte, 12), decode(lines[2]))
	mac := hmac.New(sha256.New, derive(fileKey, nil, "header"))
	mac.Write([]byte(strings.Join(lines[:3], "\n") + "\n---"))
	if !hmac.Equal(mac.Sum(nil), decode(strings.TrimPrefix(lines[3], "--- "))) {
		t.Fatal("the MAC of the header is wrong")
	}
	payload := []byte(lines[4])
	return open(derive(fileKey, payload[:16], "payload"), append(make([]byte, 11), 1), payload[16:])
}

func TestAgeRecipients(t *testing.T) {
	t.Parallel()
	_, native := ageIdentity(t, 1)
	lowOrder := encodeBech32("age", make([]byte, 32))
	for _, test := range []struct {
		name, recipient string
		want            RecipientProblem
	}{
		{"native", native, ""},
		// The example of age's own README.
		{"of the README of age", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", ""},
		{"capitals", strings.ToUpper(native), RecipientMalformed},
		{"mixed", "A" + native[1:], RecipientMalformed},
		{"one letter other", native[:20] + "q" + native[21:], RecipientMalformed},
		{"too short", native[:40], RecipientMalformed},
		{"with space", native + " ", RecipientMalformed},
		{"two", native + "," + native, RecipientMalformed},
		{"of low order", lowOrder, RecipientMalformed},
		{"31 bytes", encodeBech32("age", make([]byte, 31)), RecipientMalformed},
		{"another prefix", encodeBech32("agx", []byte(strings.Repeat("x", 32))), RecipientMalformed},
		{"nothing", "", RecipientMalformed},
		{"post-quantum", "age1pq1aaaa", RecipientPostQuantum},
		{"ssh", "ssh-ed25519 AAAA", RecipientSSH},
		{"plugin", encodeBech32("age1yubikey", []byte(strings.Repeat("x", 32))), RecipientPlugin},
		{"identity", strings.ToUpper(encodeBech32("age-secret-key-", []byte(strings.Repeat("x", 32)))), RecipientIdentity},
	} {
		_, err := parseAgeRecipient(test.recipient)
		var problem RecipientProblem
		if e := (*RecipientError)(nil); errors.As(err, &e) {
			problem = e.Problem
		}
		if problem != test.want || (err == nil) != (test.want == "") {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
		if test.want == RecipientIdentity && strings.Contains(err.Error(), test.recipient) {
			t.Errorf("%s: the error shows it", test.name)
		}
	}
}

func TestAgeFileOpens(t *testing.T) {
	t.Parallel()
	private, text := ageIdentity(t, 1)
	recipient, err := parseAgeRecipient(text)
	if err != nil {
		t.Fatal(err)
	}
	file, err := recipient.encrypt(root("some root"), []byte("the data key"))
	if err != nil {
		t.Fatal(err)
	}
	if got := openAge(t, private, file); string(got) != "the data key" {
		t.Errorf("the file holds %q", got)
	}
	if !isAgeFile(file) {
		t.Error("the file is not taken for one")
	}
}

func FuzzAgeRecipient(f *testing.F) {
	_, native := ageIdentity(f, 1)
	for _, seed := range []string{native, strings.ToUpper(native), "age1pq1aaaa", "ssh-rsa AAAA", "age1yubikey1qqqq", "AGE-SECRET-KEY-1QQQQ", "", "1", "age1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		recipient, err := parseAgeRecipient(text)
		if err != nil {
			if strings.Contains(strings.ToUpper(text), "AGE-SECRET-KEY") && strings.Contains(err.Error(), text) {
				t.Errorf("the error shows a private key: %v", err)
			}
			return
		}
		if again := encodeBech32("age", recipient.key.Bytes()); again != text {
			t.Errorf("%q and %q are the same recipient", text, again)
		}
	})
}

func FuzzAgeFile(f *testing.F) {
	_, text := ageIdentity(f, 1)
	recipient, err := parseAgeRecipient(text)
	if err != nil {
		f.Fatal(err)
	}
	file, err := recipient.encrypt(root("some root"), []byte("the data key"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add("-----BEGIN AGE ENCRYPTED FILE-----\n-----END AGE ENCRYPTED FILE-----\n")
	f.Fuzz(func(t *testing.T, text string) {
		// What is carried over goes out as it came in: nothing but one armored
		// file may.
		if isAgeFile(text) && (strings.Count(text, "-----BEGIN") != 1 || !strings.HasSuffix(text, "-----END AGE ENCRYPTED FILE-----\n") || strings.ContainsAny(text, "\r\t\x00")) {
			t.Errorf("%q is taken for an age file", text)
		}
	})
}
