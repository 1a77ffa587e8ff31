// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// Annotations of a sealed object. They are public, and make it possible to
// render without plaintext.
const (
	// SlotAnnotation is NAMESPACE/NAME of the Secret. When it differs from the
	// metadata, something has moved the object to where it cannot be opened.
	SlotAnnotation = "fluxbundle.io/slot"
	// IdentityAnnotation is the cluster that the keys are for.
	IdentityAnnotation = "fluxbundle.io/sealing-identity"
	// RecipientAnnotation is the fingerprint of who can open the object.
	RecipientAnnotation = "fluxbundle.io/sealing-recipient"
	// EpochAnnotation is the epoch of the sealing.
	EpochAnnotation = "fluxbundle.io/sealing-epoch"
	// RotationAnnotation counts the key pairs.
	RotationAnnotation = "fluxbundle.io/sealing-rotation"
	// InputsAnnotation is a hash of what went into the Secret and is no secret.
	InputsAnnotation = "fluxbundle.io/sealing-inputs"
	// TagAnnotation is an HMAC by which the holder of the seed knows the object.
	TagAnnotation = "fluxbundle.io/sealing-tag"
)

// record is what is known of a sealed object without opening it.
type record struct {
	provider, recipient, scope string
	clusterID, slot            string
	secretType                 string
	epoch, rotation, inputs    string
	// template is what surrounds the data in the Secret: its labels, annotations
	// and immutability; empty when it has none of them. It is bound, and not
	// written: the object itself has it.
	template string
	tag      string
}

func newRecord(c context, plain Plain) record {
	return record{
		provider: c.provider, recipient: c.recipient, scope: c.scope,
		clusterID: c.slot.ClusterID, slot: c.slot.Namespace + "/" + c.slot.Name,
		secretType: secretType(c.slot),
		epoch:      c.slot.Epoch, rotation: c.slot.Rotation, inputs: plain.inputsHash(),
		template: plain.template(),
	}
}

// template returns what surrounds the data of the Secret as one text. The
// annotations of ours are left out: they are bound by themselves.
func (p Plain) template() string {
	var parts []string
	for _, pair := range p.Labels {
		parts = append(parts, "label", pair.Key, pair.Value)
	}
	for _, pair := range p.Annotations {
		if !strings.HasPrefix(pair.Key, ours) {
			parts = append(parts, "annotation", pair.Key, pair.Value)
		}
	}
	if p.Immutable {
		parts = append(parts, "immutable")
	}
	if len(parts) == 0 {
		return ""
	}
	return string(prefixed(parts...))
}

// ours begins the annotations of this product.
const ours = "fluxbundle.io/"

// secretType is the type as Kubernetes stores it.
func secretType(slot Slot) string {
	if slot.Type == "" {
		return "Opaque"
	}
	return slot.Type
}

// annotations are the record as it is written; what is empty is left out.
func (r record) annotations() []manifest.Pair {
	var pairs []manifest.Pair
	for _, pair := range []manifest.Pair{
		{Key: SlotAnnotation, Value: r.slot},
		{Key: IdentityAnnotation, Value: r.clusterID},
		{Key: RecipientAnnotation, Value: r.recipient},
		{Key: EpochAnnotation, Value: r.epoch},
		{Key: RotationAnnotation, Value: r.rotation},
		{Key: InputsAnnotation, Value: r.inputs},
		{Key: TagAnnotation, Value: r.tag},
	} {
		if pair.Value != "" {
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// isTag reports whether a text has the form of an HMAC-SHA-256 in hexadecimal.
func isTag(text string) bool {
	return len(text) == hex.EncodedLen(sha256.Size) && strings.Trim(text, "0123456789abcdef") == ""
}

// tagOf is the HMAC over a record and its ciphertext.
func (k Keys) tagOf(r record, data []ciphertext) string {
	mac := hmac.New(sha256.New, []byte(k.tag.Reveal()))
	mac.Write(prefixed(version, r.provider, r.recipient, r.scope, r.clusterID, r.slot, r.secretType, r.epoch, r.rotation, r.inputs))
	if r.template != "" {
		mac.Write(prefixed("template", r.template))
	}
	for _, d := range data {
		mac.Write(prefixed(d.key, d.text))
	}
	return hex.EncodeToString(mac.Sum(nil))
}
