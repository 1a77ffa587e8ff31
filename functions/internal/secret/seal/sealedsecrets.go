// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// The annotations from which the controller reads the scope
// (https://github.com/bitnami-labs/sealed-secrets#scopes).
const (
	namespaceWideAnnotation = "sealedsecrets.bitnami.com/namespace-wide"
	clusterWideAnnotation   = "sealedsecrets.bitnami.com/cluster-wide"
)

const (
	sessionKeyBytes = 32
	gcmTagBytes     = 16
)

// ErrNotDeterministic is a Go toolchain whose RSA-OAEP draws random bytes of
// its own: what it makes would differ with every run.
var ErrNotDeterministic = errors.New("the RSA encryption of this build does not take the bytes it is given, so that no render would be like the one before; build with another Go release, and not in FIPS 140-only mode")

// SealedSecrets seals for the controller of sealed-secrets.
type SealedSecrets struct {
	Certificate Certificate
	scope       v1alpha1.SealingScope
}

// NewSealedSecrets is for the owner of a certificate in PEM. No scope is the
// strict one.
func NewSealedSecrets(certificate string, scope v1alpha1.SealingScope) (SealedSecrets, error) {
	parsed, err := ParseCertificate(certificate)
	if err != nil {
		return SealedSecrets{}, err
	}
	switch scope {
	case "":
		scope = v1alpha1.SealingScopeStrict
	case v1alpha1.SealingScopeStrict, v1alpha1.SealingScopeNamespace, v1alpha1.SealingScopeCluster:
	default:
		return SealedSecrets{}, fmt.Errorf("%q is not a scope; accepted: strict, namespace-wide, cluster-wide", scope)
	}
	return SealedSecrets{Certificate: parsed, scope: scope}, nil
}

// Seal makes a SealedSecret (bitnami.com/v1alpha1). Each value has a root of
// its own: one that does not change keeps its bytes when another does.
func (s SealedSecrets) Seal(keys Keys, plain Plain) (manifest.Object, error) {
	if err := plain.check(keys); err != nil {
		return manifest.Object{}, err
	}
	fields := plain.sorted()
	data := make([]ciphertext, len(fields))
	for i, f := range fields {
		place := s.context(plain.Slot)
		place.field, place.key = "data", f.Key
		value := []byte(f.Value.Reveal())
		sealed, err := s.encrypt(keys.root(place, value), value, s.label(plain.Slot))
		if err != nil {
			return manifest.Object{}, err
		}
		data[i] = ciphertext{f.Key, base64.StdEncoding.EncodeToString(sealed)}
	}
	now := s.record(plain)
	now.tag = keys.tagOf(now, data)
	return s.object(plain, now, data), nil
}

func (s SealedSecrets) context(slot Slot) context {
	return context{provider: string(v1alpha1.SealingSealedSecrets), recipient: s.Certificate.Fingerprint, slot: slot, scope: string(s.scope)}
}

// label is what the controller demands of the RSA ciphertext, so that a
// SealedSecret cannot be moved out of its scope.
func (s SealedSecrets) label(slot Slot) []byte {
	switch s.scope {
	case v1alpha1.SealingScopeCluster:
		return nil
	case v1alpha1.SealingScopeNamespace:
		return []byte(slot.Namespace)
	default:
		return []byte(slot.Namespace + "/" + slot.Name)
	}
}

func (s SealedSecrets) record(plain Plain) record {
	return newRecord(s.context(plain.Slot), plain)
}

// encrypt is the format of sealed-secrets (pkg/crypto, HybridEncrypt): the
// length of the RSA ciphertext in 2 bytes, big-endian, the session key under
// RSA-OAEP, the plaintext under AES-256-GCM.
func (s SealedSecrets) encrypt(r root, plaintext, label []byte) ([]byte, error) {
	sessionKey := r.expand("sealed-secrets/session-key", sessionKeyBytes)
	wrapped, err := s.wrap(r.expand("sealed-secrets/oaep-seed", sha256.Size), sessionKey, label)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(sessionKey)
	if err != nil {
		return nil, errors.New("AES cannot be used")
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, errors.New("AES-GCM cannot be used")
	}
	out := binary.BigEndian.AppendUint16(nil, uint16(len(wrapped)))
	out = append(out, wrapped...)
	// The format has no nonce. Zeros are safe because the session key is bound
	// to this plaintext and label: it never encrypts anything else.
	return gcm.Seal(out, make([]byte, gcm.NonceSize()), plaintext, nil), nil
}

// wrap encrypts the session key twice and compares: RSA-OAEP of the standard
// library takes the seed it is given, but does not promise to.
func (s SealedSecrets) wrap(seed, sessionKey, label []byte) ([]byte, error) {
	var wrapped [2][]byte
	for i := range wrapped {
		random := &exactly{seed}
		out, err := rsa.EncryptOAEP(sha256.New(), random, s.Certificate.key, sessionKey, label)
		if err != nil || len(random.rest) > 0 {
			return nil, ErrNotDeterministic
		}
		wrapped[i] = out
	}
	if !bytes.Equal(wrapped[0], wrapped[1]) {
		return nil, ErrNotDeterministic
	}
	return wrapped[0], nil
}

// exactly is a source of bytes that has no more of them than are needed, so
// that a reader that skips one at random fails.
type exactly struct{ rest []byte }

func (e *exactly) Read(p []byte) (int, error) {
	if len(e.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// object is the SealedSecret around the ciphertext. The template never has
// data: the controller would run it through text/template.
func (s SealedSecrets) object(plain Plain, r record, data []ciphertext) manifest.Object {
	encrypted := make(manifest.Map, len(data))
	for i, d := range data {
		encrypted[i] = manifest.Field{Key: d.key, Value: manifest.String(d.text)}
	}
	scope := s.scopeAnnotations()
	return manifest.Object{
		APIVersion: "bitnami.com/v1alpha1", Kind: "SealedSecret",
		Namespace: plain.Slot.Namespace, Name: plain.Slot.Name,
		Labels:      plain.Labels,
		Annotations: plain.Annotations.With(scope...).With(r.annotations()...),
		Body: manifest.Map{{Key: "spec", Value: manifest.Map{
			{Key: "encryptedData", Value: encrypted},
			{Key: "template", Value: manifest.Map{
				{Key: "immutable", Value: manifest.Flag(plain.Immutable)},
				{Key: "metadata", Value: metadata(plain.Labels, plain.Annotations.With(scope...))},
				{Key: "type", Value: manifest.String(secretType(plain.Slot))},
			}},
		}}},
	}
}

func (s SealedSecrets) scopeAnnotations() []manifest.Pair {
	switch s.scope {
	case v1alpha1.SealingScopeNamespace:
		return []manifest.Pair{{Key: namespaceWideAnnotation, Value: "true"}}
	case v1alpha1.SealingScopeCluster:
		return []manifest.Pair{{Key: clusterWideAnnotation, Value: "true"}}
	default:
		return nil
	}
}

// Carry keeps the ciphertext of an earlier SealedSecret for the same slot. With
// keys its tag is verified.
func (s SealedSecrets) Carry(keys Keys, plain Plain, earlier object.Document) (manifest.Object, []Changed) {
	if manifest.Group(earlier.APIVersion()) != "bitnami.com" || earlier.Kind() != "SealedSecret" {
		return manifest.Object{}, []Changed{{What: ChangedProvider, Was: earlier.Kind(), Now: "SealedSecret"}}
	}
	root, changed := readObject(earlier)
	if changed != nil {
		return manifest.Object{}, changed
	}
	template := mapping(mapping(root, "spec"), "template")
	was := readRecord(root)
	was.secretType = text(template, "type")
	was.scope = scopeOf(mapping(mapping(template, "metadata"), "annotations"))
	data, changed := carryData(plain, mapping(mapping(root, "spec"), "encryptedData"), s.isCiphertext)
	now, changed := s.record(plain).takeOver(keys, was, data, changed)
	if len(changed) > 0 {
		return manifest.Object{}, changed
	}
	return s.object(plain, now, data), nil
}

// scopeOf is how the controller reads the scope of a template.
func scopeOf(annotations map[string]any) string {
	switch {
	case text(annotations, clusterWideAnnotation) == "true":
		return string(v1alpha1.SealingScopeCluster)
	case text(annotations, namespaceWideAnnotation) == "true":
		return string(v1alpha1.SealingScopeNamespace)
	default:
		return string(v1alpha1.SealingScopeStrict)
	}
}

// isCiphertext reports whether a text has the form of what encrypt makes.
func (s SealedSecrets) isCiphertext(text string) bool {
	data, err := base64.StdEncoding.Strict().DecodeString(text)
	size := s.Certificate.key.Size()
	return err == nil && base64.StdEncoding.EncodeToString(data) == text &&
		len(data) >= 2+size+gcmTagBytes && int(binary.BigEndian.Uint16(data)) == size
}

// Fingerprint is that of the certificate.
func (s SealedSecrets) Fingerprint() string { return s.Certificate.Fingerprint }
