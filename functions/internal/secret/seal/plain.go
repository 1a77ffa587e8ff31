// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// Slot is where a secret lives. Every part of it but the rotation is bound into
// the keys.
type Slot struct {
	// ClusterID sets clusters apart that share a seed; may be empty.
	ClusterID string
	// Namespace and Name of the Secret.
	Namespace, Name string
	// Type of the Secret; empty is Opaque.
	Type string
	// Epoch seals everything anew when it changes; may be empty.
	Epoch string
	// Rotation of the key pair among the plaintexts, which makes it another
	// plaintext; may be empty.
	Rotation string
}

// Plain is what is sealed, or what an earlier sealed object has to hold.
type Plain struct {
	Slot Slot
	// Labels and Annotations are those of the Secret that results, and of the
	// object that it results from.
	Labels, Annotations manifest.Pairs
	// Immutable Secrets cannot be changed once they are in the cluster.
	Immutable bool
	// Fields are the data of the Secret. To carry over, their values are not
	// looked at.
	Fields []Field
	// Optional are keys that an earlier object may have besides those of
	// Fields, when it is not known which plaintext it was made from. Only Carry
	// looks at them.
	Optional []string
	// Inputs are what else went into the plaintext and is no secret: an address,
	// a user, known_hosts, a CA. Their hash is public.
	Inputs []manifest.Pair
}

// Field is one entry of the data of a Secret.
type Field struct {
	Key   string
	Value v1alpha1.Secret
}

// ciphertext is one entry of the data of a sealed object.
type ciphertext struct{ key, text string }

// KeyError is a key that the data of a Secret cannot have, or has twice.
type KeyError struct {
	Key string
	// Twice tells whether there are two of it.
	Twice bool
}

func (e *KeyError) Error() string {
	if e.Twice {
		return fmt.Sprintf("the key %q is there twice", e.Key)
	}
	return fmt.Sprintf("%q is not a key that the data of a Secret can have; accepted: up to 253 letters, digits, -, _ and .", e.Key)
}

// ErrNoFields is a Secret without data, which has nothing to seal.
var ErrNoFields = fmt.Errorf("the Secret has no data")

// ErrNoSeed is an attempt to seal without a seed.
var ErrNoSeed = fmt.Errorf("there is no seed to seal with")

// ErrNoPlace is a Secret that is not in one namespace under one name, which
// everything that is sealed is bound to.
var ErrNoPlace = fmt.Errorf("the Secret needs a namespace and a name, without slashes")

// check refuses what cannot be sealed.
func (p Plain) check(keys Keys) error {
	if keys.IsZero() {
		return ErrNoSeed
	}
	for _, name := range []string{p.Slot.Namespace, p.Slot.Name} {
		if name == "" || strings.Contains(name, "/") {
			return ErrNoPlace
		}
	}
	if len(p.Fields) == 0 {
		return ErrNoFields
	}
	seen := map[string]bool{}
	for _, f := range p.Fields {
		if !local.IsKey(f.Key) {
			return &KeyError{Key: f.Key}
		}
		if seen[f.Key] {
			return &KeyError{Key: f.Key, Twice: true}
		}
		seen[f.Key] = true
	}
	return nil
}

// sorted are the fields in the order of their keys, which is the order in which
// they are written, whatever order they came in.
func (p Plain) sorted() []Field {
	return slices.SortedFunc(slices.Values(p.Fields), func(a, b Field) int { return strings.Compare(a.Key, b.Key) })
}

// inputsHash is what is recorded of the inputs.
func (p Plain) inputsHash() string {
	var pairs []byte
	for _, input := range p.Inputs {
		pairs = append(pairs, prefixed(input.Key, input.Value)...)
	}
	sum := sha256.Sum256(append(prefixed(version+"/inputs"), pairs...))
	return hex.EncodeToString(sum[:])
}

// metadata is that of a Secret that something else makes; absent when there is
// none.
func metadata(labels, annotations manifest.Pairs) manifest.Value {
	if len(labels)+len(annotations) == 0 {
		return nil
	}
	return manifest.Map{
		{Key: "annotations", Value: annotations.Value()},
		{Key: "labels", Value: labels.Value()},
	}
}
