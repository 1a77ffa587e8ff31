// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"encoding/base64"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// ExternalSecrets makes ExternalSecrets. They hold no secret, so there is
// nothing to seal and nothing to carry over.
type ExternalSecrets struct {
	// StoreName and StoreKind name the store.
	StoreName, StoreKind string
	// KeyPrefix is put before NAMESPACE/NAME to make the key of the entry.
	KeyPrefix string
	// RefreshSeconds is the time between two looks at the store.
	RefreshSeconds int64
}

// NewExternalSecrets takes the settings of a policy and fills in the defaults.
func NewExternalSecrets(policy v1alpha1.ExternalSecretsPolicy) ExternalSecrets {
	e := ExternalSecrets{
		StoreName: policy.StoreName, StoreKind: policy.StoreKind, KeyPrefix: policy.KeyPrefix,
		RefreshSeconds: v1alpha1.DefaultRefreshSeconds,
	}
	if e.StoreKind == "" {
		e.StoreKind = v1alpha1.DefaultStoreKind
	}
	if policy.RefreshIntervalInSeconds != nil {
		e.RefreshSeconds = *policy.RefreshIntervalInSeconds
	}
	return e
}

// RemoteKey is the key of the entry in the store, whose properties become the
// data of the Secret.
func (e ExternalSecrets) RemoteKey(slot Slot) string {
	return e.KeyPrefix + slot.Namespace + "/" + slot.Name
}

// Object is the ExternalSecret (external-secrets.io/v1). All properties of the
// entry are taken at once: a store reads the dot of one named ca.crt as a path
// into it.
func (e ExternalSecrets) Object(plain Plain) manifest.Object {
	slot := plain.Slot
	return manifest.Object{
		APIVersion: "external-secrets.io/v1", Kind: "ExternalSecret",
		Namespace: slot.Namespace, Name: slot.Name,
		Labels:      plain.Labels,
		Annotations: plain.Annotations.With(manifest.Pair{Key: SlotAnnotation, Value: slot.Namespace + "/" + slot.Name}),
		Body: manifest.Map{{Key: "spec", Value: manifest.Map{
			{Key: "dataFrom", Value: manifest.List{manifest.Map{
				{Key: "extract", Value: manifest.Map{{Key: "key", Value: manifest.String(e.RemoteKey(slot))}}},
			}}},
			{Key: "refreshInterval", Value: manifest.String(manifest.Duration(e.RefreshSeconds))},
			{Key: "secretStoreRef", Value: manifest.Map{
				{Key: "kind", Value: manifest.String(e.StoreKind)},
				{Key: "name", Value: manifest.String(e.StoreName)},
			}},
			{Key: "target", Value: manifest.Map{
				{Key: "name", Value: manifest.String(slot.Name)},
				{Key: "template", Value: manifest.Map{
					{Key: "metadata", Value: metadata(plain.Labels, plain.Annotations)},
					{Key: "type", Value: manifest.String(secretType(slot))},
				}},
			}},
		}}},
	}
}

// Plaintext is the Secret itself. It must not be written to where anyone could
// keep it.
func Plaintext(plain Plain) manifest.Object {
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
			{Key: "type", Value: manifest.String(secretType(plain.Slot))},
		},
	}
}
