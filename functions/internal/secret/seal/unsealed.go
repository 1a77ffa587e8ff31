// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// Store is an entry of a secret store.
type Store struct {
	// Name and Kind of the store: a SecretStore or ClusterSecretStore.
	Name, Kind string
	// Key of the entry, whose properties become the data of the Secret.
	Key string
	// RefreshSeconds is the time between two looks at the store.
	RefreshSeconds int64
}

// ExternalSecret is an ExternalSecret (external-secrets.io/v1) that makes the
// Secret. It holds no secret, so there is nothing to seal and nothing to carry
// over. All properties of the entry are taken at once: a store reads the dot of
// one named ca.crt as a path into it.
func ExternalSecret(store Store, plain Plain) manifest.Object {
	slot := plain.Slot
	return manifest.Object{
		APIVersion: "external-secrets.io/v1", Kind: "ExternalSecret",
		Namespace: slot.Namespace, Name: slot.Name,
		Labels:      plain.Labels,
		Annotations: plain.Annotations.With(manifest.Pair{Key: SlotAnnotation, Value: slot.Namespace + "/" + slot.Name}),
		Body: manifest.Map{{Key: "spec", Value: manifest.Map{
			{Key: "dataFrom", Value: manifest.List{manifest.Map{
				{Key: "extract", Value: manifest.Map{{Key: "key", Value: manifest.String(store.Key)}}},
			}}},
			{Key: "refreshInterval", Value: manifest.String(manifest.Duration(store.RefreshSeconds))},
			{Key: "secretStoreRef", Value: manifest.Map{
				{Key: "kind", Value: manifest.String(store.Kind)},
				{Key: "name", Value: manifest.String(store.Name)},
			}},
			{Key: "target", Value: manifest.Map{
				{Key: "immutable", Value: manifest.Flag(plain.Immutable)},
				{Key: "name", Value: manifest.String(slot.Name)},
				{Key: "template", Value: manifest.Map{
					{Key: "metadata", Value: metadata(literal(plain.Labels), literal(plain.Annotations))},
					{Key: "type", Value: manifest.String(secretType(slot))},
				}},
			}},
		}}},
	}
}

// literal are labels or annotations for the template of an ExternalSecret, which
// the operator runs through text/template: what begins an action stands for
// itself.
func literal(pairs manifest.Pairs) manifest.Pairs {
	out := slices.Clone(pairs)
	for i := range out {
		out[i].Value = strings.ReplaceAll(out[i].Value, "{{", "{{`{{`}}")
	}
	return out
}

// PlainSecret is the Secret itself. It must not be written to where anyone could
// keep it.
func PlainSecret(plain Plain) manifest.Object {
	data := make(manifest.Map, len(plain.Fields))
	for i, f := range plain.Fields {
		data[i] = manifest.Field{Key: f.Key, Value: manifest.String(base64.StdEncoding.EncodeToString([]byte(f.Value.Reveal())))}
	}
	return manifest.Object{
		APIVersion: "v1", Kind: "Secret",
		Namespace: plain.Slot.Namespace, Name: plain.Slot.Name,
		Labels: plain.Labels, Annotations: plain.Annotations,
		Body: manifest.Map{
			{Key: "data", Value: data},
			{Key: "immutable", Value: manifest.Flag(plain.Immutable)},
			{Key: "type", Value: manifest.String(secretType(plain.Slot))},
		},
	}
}
