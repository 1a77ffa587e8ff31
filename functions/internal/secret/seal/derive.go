// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
)

// version is part of everything that is derived. Another construction gets
// another version.
const version = "fluxbundle/v1"

// context is where one plaintext lives. Two different contexts share no key.
type context struct {
	provider, recipient string
	slot                Slot
	// scope is that of a SealedSecret.
	scope string
	// field and key lead to one value of a Secret; both are empty for a
	// document that is encrypted as a whole.
	field, key string
}

// fields is the context in the order in which it is derived from.
func (c context) fields() []string {
	return []string{
		version, c.provider, c.recipient,
		c.slot.ClusterID, c.slot.Namespace, c.slot.Name, secretType(c.slot),
		c.scope, c.field, c.key, c.slot.Epoch,
	}
}

// root is the pseudorandom key of one context and one plaintext. Since both are
// bound into it, a key or nonce that comes from it is never used for another
// plaintext (the synthetic IV of RFC 5297), and whoever has the seed can still
// only test guesses of the plaintext.
type root []byte

func (k Keys) root(c context, plaintext []byte) root {
	mac := hmac.New(sha256.New, []byte(k.seal.Reveal()))
	mac.Write(appendField(prefixed(c.fields()...), plaintext))
	return mac.Sum(nil)
}

// expand returns n bytes for one purpose (HKDF-Expand, RFC 5869). No purpose is
// used twice with one root.
func (r root) expand(purpose string, n int) []byte {
	return must(hkdf.Expand(sha256.New, r, version+"/"+purpose, n))
}

// prefixed joins fields so that no two lists of fields give the same bytes:
// each has its length in front, 8 bytes, big-endian.
func prefixed(fields ...string) []byte {
	var dst []byte
	for _, field := range fields {
		dst = appendField(dst, field)
	}
	return dst
}

func appendField[T string | []byte](dst []byte, field T) []byte {
	return append(binary.BigEndian.AppendUint64(dst, uint64(len(field))), field...)
}
