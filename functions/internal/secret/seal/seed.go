// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// MinSeedBytes is the length below which a seed is refused.
const MinSeedBytes = 32

// minSeedValues is how many different bytes a seed has at least. 32 random
// bytes have about 30, their hexadecimal form about 14; zeros have one, in
// Base64 two.
const minSeedValues = 8

// What is wrong with a seed.
var (
	ErrSeedShort       = fmt.Errorf("the seed is shorter than %d bytes", MinSeedBytes)
	ErrSeedNotRandom   = errors.New("the seed is not random: hardly any of its bytes differ")
	ErrSeedIsPlaintext = errors.New("the seed is one of the secrets that are to be sealed")
)

// Keys are the sub-keys of one seed. The zero Keys are those of no seed: with
// them nothing is sealed, and what was sealed is kept unverified.
type Keys struct{ seal, ssh, tag v1alpha1.Secret }

// NewKeys derives the sub-keys of a seed. It refuses a seed that is short, not
// random, or one of the plaintexts. The seed itself is used for nothing else.
func NewKeys(seed v1alpha1.Secret, plaintexts ...v1alpha1.Secret) (Keys, error) {
	text := seed.Reveal()
	if len(text) < MinSeedBytes {
		return Keys{}, ErrSeedShort
	}
	values := map[byte]bool{}
	for i := range len(text) {
		values[text[i]] = true
	}
	if len(values) < minSeedValues {
		return Keys{}, ErrSeedNotRandom
	}
	for _, plaintext := range plaintexts {
		if strings.TrimSpace(plaintext.Reveal()) == strings.TrimSpace(text) {
			return Keys{}, ErrSeedIsPlaintext
		}
	}
	return Keys{seal: subKey(text, "seal"), ssh: subKey(text, "ssh"), tag: subKey(text, "tag")}, nil
}

// subKey hides the bytes like any other secret: nothing prints them.
func subKey(seed, use string) v1alpha1.Secret {
	return v1alpha1.NewSecret(string(must(hkdf.Key(sha256.New, []byte(seed), nil, version+"/"+use, sha256.Size))))
}

// must is for derivations, which fail for no key and length used here.
func must(key []byte, err error) []byte {
	if err != nil {
		panic("seal: internal error: a key cannot be derived")
	}
	return key
}

// IsZero reports whether there is no seed.
func (k Keys) IsZero() bool { return k.seal.IsZero() }
