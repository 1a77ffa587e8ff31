// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package rootsync emits the source and the Kustomization with which Flux
// manages the bundle that they are part of, as flux bootstrap does
// (https://fluxcd.io/flux/installation/bootstrap/), and lists what has to be in
// the cluster before that works.
//
// Two things differ from flux bootstrap, since a Kustomization that prunes what
// leaves its source prunes itself as well: both objects are protected from
// pruning, and deletionPolicy Orphan keeps the deletion of the Kustomization
// from deleting the controllers and all tenants with it.
package rootsync

import (
	"cmp"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/reconcile"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/source"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// serviceAccount is what the Kustomization applies as under the lock-down, whose
// default account does not exist in flux-system: that of the controller, which
// is bound to cluster-admin
// (https://fluxcd.io/flux/installation/configuration/multitenancy/).
const serviceAccount = "kustomize-controller"

// Options are what the sync takes from other inputs.
type Options struct {
	// Namespace is that of the installation; flux-system when empty.
	Namespace string
	// LockDown tells that the controllers have the multi-tenancy lock-down.
	LockDown bool
	// Decryption opens sealed Secrets in the bundle; its zero value does not.
	Decryption model.Decryption
}

// Objects returns the source, the account of its identity if it has one, and
// the Kustomization, which is last.
func Objects(s v1alpha1.Sync, o Options) []owner.Emitted {
	o.Namespace = cmp.Or(o.Namespace, model.SystemNamespace)
	emitted := source.Objects(model.SyncConfiguration(s), source.Refs{})
	for i := range emitted {
		emitted[i].Namespace = o.Namespace
	}
	last := len(emitted) - 1
	emitted[last].Annotations = owner.Keep
	emitted[last].Origin.Field = []string{"spec", "sync", "source"}
	return append(emitted, owner.Emitted{
		Origin: owner.Origin{Field: []string{"spec", "sync", "kustomization"}, Added: s.Kustomization.AdditionalConfigurations},
		Object: kustomization(s, o),
	})
}

func kustomization(s v1alpha1.Sync, o Options) manifest.Object {
	k := s.Kustomization
	spec := manifest.Map{
		{Key: "decryption", Value: decryption(o.Decryption)},
		{Key: "deletionPolicy", Value: manifest.String("Orphan")},
		{Key: "interval", Value: manifest.String(manifest.Duration(*k.SyncIntervalInSeconds))},
		{Key: "path", Value: manifest.Text(k.Path)},
		{Key: "prune", Value: manifest.Bool(*k.Prune)},
		{Key: "sourceRef", Value: manifest.Map{
			{Key: "kind", Value: manifest.String(model.SourceKind(s.Source.Kind))},
			{Key: "name", Value: manifest.String(s.Name)},
		}},
		{Key: "timeout", Value: manifest.String(manifest.Duration(*k.TimeoutInSeconds))},
		{Key: "wait", Value: manifest.Flag(k.Wait)},
	}
	if k.RetryIntervalInSeconds != nil {
		spec = spec.With("retryInterval", manifest.String(manifest.Duration(*k.RetryIntervalInSeconds)))
	}
	if o.LockDown {
		spec = spec.With("serviceAccountName", manifest.String(serviceAccount))
	}
	if len(k.AdditionalConfigurations) > 0 {
		spec = manifest.Merge(spec, manifest.FromJSON(map[string]any(k.AdditionalConfigurations)).(manifest.Map))
	}
	return manifest.Object{
		APIVersion: reconcile.APIVersion, Kind: "Kustomization", Namespace: o.Namespace, Name: s.Name,
		Annotations: owner.Keep,
		Body:        manifest.Map{{Key: "spec", Value: spec}},
	}
}

func decryption(d model.Decryption) manifest.Value {
	if d.Provider == "" {
		return nil
	}
	out := manifest.Map{{Key: "provider", Value: manifest.String(d.Provider)}}
	if d.Secret != "" {
		out = out.With("secretRef", manifest.Map{{Key: "name", Value: manifest.String(d.Secret)}})
	}
	return out
}
