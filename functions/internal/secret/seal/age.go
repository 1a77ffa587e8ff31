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
	"fmt"
	"strings"

	"golang.org/x/crypto/chacha20poly1305"
)

// RecipientProblem is why a recipient of age is not accepted.
type RecipientProblem string

// The problems. Only native X25519 recipients can be encrypted for without
// randomness of others' making.
const (
	// RecipientMalformed is no recipient at all.
	RecipientMalformed RecipientProblem = "malformed"
	// RecipientPostQuantum is a hybrid recipient, age1pq1...
	RecipientPostQuantum RecipientProblem = "post-quantum"
	// RecipientSSH is an SSH public key.
	RecipientSSH RecipientProblem = "ssh"
	// RecipientPlugin is a recipient of a plugin, age1NAME1...
	RecipientPlugin RecipientProblem = "plugin"
	// RecipientIdentity is a private key.
	RecipientIdentity RecipientProblem = "identity"
)

// RecipientError is a recipient of age that is not accepted.
type RecipientError struct {
	// Recipient as it was given; empty when it is a private key.
	Recipient string
	Problem   RecipientProblem
}

func (e *RecipientError) Error() string {
	switch e.Problem {
	case RecipientIdentity:
		return "this is the private key of age, which belongs nowhere near a repository; age-keygen -y prints its recipient, age1..."
	case RecipientPostQuantum, RecipientSSH, RecipientPlugin:
		return fmt.Sprintf("%q is a %s recipient of age; only native ones, age1 and 58 characters, can be sealed for without randomness", e.Recipient, e.Problem)
	default:
		return fmt.Sprintf("%q is not a recipient of age; accepted: age1 and 58 characters, as age-keygen prints them", e.Recipient)
	}
}

// ErrFIPS is an algorithm of age or SOPS that FIPS 140-only mode does not let
// anyone use.
var ErrFIPS = errors.New("FIPS 140-only mode allows no X25519, no ChaCha20-Poly1305 and no long nonces, which age and SOPS need")

// The format of age (https://c2sp.org/age).
const (
	ageIntro     = "age-encryption.org/v1"
	ageFileKey   = 16
	ageNonce     = 16
	ageArmor     = "AGE ENCRYPTED FILE"
	ageLastChunk = 1
)

// ageRecipient is an X25519 public key.
type ageRecipient struct {
	text string
	key  *ecdh.PublicKey
}

func parseAgeRecipient(text string) (ageRecipient, error) {
	refuse := func(problem RecipientProblem) (ageRecipient, error) {
		return ageRecipient{}, &RecipientError{text, problem}
	}
	switch {
	case strings.Contains(strings.ToUpper(text), "AGE-SECRET-KEY") || strings.Contains(text, "PRIVATE KEY"):
		return ageRecipient{}, &RecipientError{"", RecipientIdentity}
	case strings.HasPrefix(text, "ssh-"):
		return refuse(RecipientSSH)
	case strings.HasPrefix(text, "age1pq1"):
		return refuse(RecipientPostQuantum)
	}
	prefix, data, err := decodeBech32(text)
	switch {
	case err != nil || prefix != "age" && !strings.HasPrefix(prefix, "age1"):
		return refuse(RecipientMalformed)
	case prefix != "age":
		return refuse(RecipientPlugin)
	}
	const keyBytes = 32
	if len(data) != keyBytes {
		return refuse(RecipientMalformed)
	}
	key, err := ecdh.X25519().NewPublicKey(data)
	if err != nil {
		return ageRecipient{}, ErrFIPS
	}
	// A point of low order gives the same secret to everyone: wrap refuses it.
	recipient := ageRecipient{text, key}
	if _, err := recipient.wrap(make([]byte, keyBytes), make([]byte, ageFileKey)); err != nil {
		return ageRecipient{}, err
	}
	return recipient, nil
}

// encrypt makes an armored age file for one recipient. Everything that age
// draws at random comes from the root, with the recipient in the purpose: two
// recipients share neither file key nor nonce nor ephemeral key. The payload
// must fit one chunk of 64 KiB.
func (a ageRecipient) encrypt(r root, payload []byte) (string, error) {
	purpose := func(use string) string { return "age/" + use + "/" + a.text }
	fileKey := r.expand(purpose("file-key"), ageFileKey)
	stanza, err := a.wrap(r.expand(purpose("ephemeral"), 32), fileKey)
	if err != nil {
		return "", err
	}
	header := ageIntro + "\n" + stanza + "---"
	mac := hmac.New(sha256.New, must(hkdf.Key(sha256.New, fileKey, nil, "header", sha256.Size)))
	mac.Write([]byte(header))
	header += " " + base64.RawStdEncoding.EncodeToString(mac.Sum(nil)) + "\n"

	nonce := r.expand(purpose("nonce"), ageNonce)
	stream, err := chacha20poly1305.New(must(hkdf.Key(sha256.New, fileKey, nonce, "payload", chacha20poly1305.KeySize)))
	if err != nil {
		return "", ErrFIPS
	}
	// The nonce of a chunk is its number and whether it is the last one. The key
	// is bound to the file key, which is bound to the payload.
	chunk := make([]byte, chacha20poly1305.NonceSize)
	chunk[len(chunk)-1] = ageLastChunk
	file := stream.Seal(append([]byte(header), nonce...), chunk, payload, nil)
	return string(pem.EncodeToMemory(&pem.Block{Type: ageArmor, Bytes: file})), nil
}

// wrap is the X25519 stanza: the file key for the recipient.
func (a ageRecipient) wrap(ephemeral, fileKey []byte) (string, error) {
	// ecdh.GenerateKey ignores its reader since Go 1.26; the scalar is given.
	private, err := ecdh.X25519().NewPrivateKey(ephemeral)
	if err != nil {
		return "", ErrFIPS
	}
	shared, err := private.ECDH(a.key)
	if err != nil {
		return "", &RecipientError{a.text, RecipientMalformed}
	}
	public := private.PublicKey().Bytes()
	salt := append(append([]byte(nil), public...), a.key.Bytes()...)
	wrapping, err := chacha20poly1305.New(must(hkdf.Key(sha256.New, shared, salt, ageIntro+"/X25519", chacha20poly1305.KeySize)))
	if err != nil {
		return "", ErrFIPS
	}
	// The wrapping key is bound to the ephemeral key, which is bound to the file
	// key: the zero nonce of the format is used once.
	body := wrapping.Seal(nil, make([]byte, chacha20poly1305.NonceSize), fileKey, nil)
	return "-> X25519 " + base64.RawStdEncoding.EncodeToString(public) + "\n" +
		base64.RawStdEncoding.EncodeToString(body) + "\n", nil
}

// isAgeFile reports whether a text has the form of what encrypt makes.
func isAgeFile(text string) bool {
	block, rest := pem.Decode([]byte(text))
	return block != nil && block.Type == ageArmor && len(block.Headers) == 0 && len(rest) == 0 &&
		string(pem.EncodeToMemory(block)) == text && strings.HasPrefix(string(block.Bytes), ageIntro+"\n-> X25519 ")
}
