// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// persistent reports whether the artifacts of w are kept.
func (in installer) persistent(w workload) bool {
	return w.is(flux.SourceController) && in.Storage.Size != "" && (w.shard == "" || in.Sharding.Persistent)
}

// withStorage puts the artifacts of source-controller on the volume.
func withStorage(in installer, w workload) workload {
	if !in.persistent(w) {
		return w
	}
	return w.on(dataVolume.path, func(m mount) mount {
		m.source = manifest.Field{Key: "persistentVolumeClaim", Value: manifest.Map{
			{Key: "claimName", Value: manifest.String(w.name)},
		}}
		return m
	})
}

// claim returns the claim of the volume of w, if it has one.
func (in installer) claim(w workload) []manifest.Object {
	if !in.persistent(w) {
		return nil
	}
	return []manifest.Object{{
		APIVersion: "v1",
		Kind:       "PersistentVolumeClaim",
		Namespace:  in.Namespace,
		Name:       w.name,
		Labels:     in.labelsOf(w.controller),
		Body: manifest.Map{{Key: "spec", Value: manifest.Map{
			{Key: "accessModes", Value: manifest.Strings("ReadWriteOnce")},
			{Key: "resources", Value: manifest.Map{
				{Key: "requests", Value: manifest.Map{{Key: "storage", Value: manifest.String(in.Storage.Size)}}},
			}},
			{Key: "storageClassName", Value: manifest.Text(in.Storage.Class)},
		}}},
	}}
}
