// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package source emits the source of a configuration, one file per kind.
package source

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/tenancy"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// APIVersion is the API of the sources in every release that is embedded.
const APIVersion = "source.toolkit.fluxcd.io/v1"

// Refs are the names of the Secrets that a source refers to; those that are
// empty it has not.
type Refs struct {
	// Secret authenticates; a localAuthRef wins over it.
	Secret string
	// Certificates are those of TLS.
	Certificates string
	// Proxy has the address of an HTTP proxy.
	Proxy string
	// Verification holds what signatures are verified with.
	Verification string
}

// Objects returns the source of a configuration and, when it has an identity of
// its own, the ServiceAccount that stands for it.
func Objects(c v1alpha1.FluxConfiguration, refs Refs) []owner.Emitted {
	var spec manifest.Map
	var common shared
	switch c.Spec.SourceKind {
	case v1alpha1.SourceKindBucket:
		spec, common = bucket(*c.Spec.Bucket)
	case v1alpha1.SourceKindAzureBlob:
		spec, common = azureBlob(*c.Spec.AzureBlob)
	case v1alpha1.SourceKindOCIRepository:
		spec, common = ociRepository(*c.Spec.OCIRepository)
	default:
		spec, common = gitRepository(*c.Spec.GitRepository)
	}
	if common.localAuthRef == "" {
		common.localAuthRef = refs.Secret
	}
	spec = append(spec,
		manifest.Field{Key: "certSecretRef", Value: secretRef(refs.Certificates)},
		manifest.Field{Key: "interval", Value: manifest.String(manifest.Duration(*common.interval))},
		manifest.Field{Key: "proxySecretRef", Value: secretRef(refs.Proxy)},
		manifest.Field{Key: "secretRef", Value: secretRef(common.localAuthRef)},
		manifest.Field{Key: "suspend", Value: manifest.Flag(c.Spec.Suspend)},
		manifest.Field{Key: "timeout", Value: manifest.String(manifest.DurationWithoutHours(*common.timeout))},
	)
	if refs.Verification != "" {
		spec = spec.With("verify", verifyWith(spec.Get("verify"), c.Spec.SourceKind, refs.Verification))
	}
	emitted := []owner.Emitted{}
	if account, provider := account(c, common.identity); account.Name != "" {
		spec = spec.With("provider", manifest.String(provider))
		emitted = append(emitted, owner.Emitted{Shared: true, Object: account})
		spec = append(spec, manifest.Field{Key: "serviceAccountName", Value: manifest.String(account.Name)})
	}
	if len(common.additional) > 0 {
		spec = manifest.Merge(spec, manifest.FromJSON(map[string]any(common.additional)).(manifest.Map))
	}
	origin := owner.Origin{Field: []string{"spec", c.Spec.SourceKind.Field()}, Added: common.additional}
	return append(emitted, owner.Emitted{Origin: origin, Object: manifest.Object{
		APIVersion: APIVersion, Kind: model.SourceKind(c.Spec.SourceKind), Namespace: c.Spec.Namespace, Name: c.Metadata.Name,
		Body: manifest.Map{{Key: "spec", Value: spec}},
	}})
}

// account is the ServiceAccount of the identity that reads the source, and the
// provider it belongs to.
func account(c v1alpha1.FluxConfiguration, identity *v1alpha1.ObjectLevelIdentity) (manifest.Object, string) {
	name := c.Metadata.Name + "-source"
	switch {
	case identity != nil:
		return tenancy.IdentityAccount(c.Spec.Namespace, name, *identity), "azure"
	case c.Spec.Auth != nil && c.Spec.Auth.WorkloadIdentity != nil:
		cloud := *c.Spec.Auth.WorkloadIdentity
		return tenancy.CloudAccount(c.Spec.Namespace, name, cloud), string(cloud.Provider)
	default:
		return manifest.Object{}, ""
	}
}

// verifyWith names the Secret that signatures are verified with; those of Git
// are on the commit
// (https://fluxcd.io/flux/components/source/gitrepositories/#verification).
func verifyWith(verify manifest.Value, kind v1alpha1.SourceKind, name string) manifest.Value {
	out, _ := verify.(manifest.Map)
	if kind == v1alpha1.SourceKindGitRepository {
		out = out.With("mode", manifest.String("HEAD"))
	}
	return out.With("secretRef", secretRef(name))
}

// shared are the properties that every kind of source has.
type shared struct {
	interval, timeout *int64
	localAuthRef      string
	identity          *v1alpha1.ObjectLevelIdentity
	additional        v1alpha1.Object
}

func secretRef(name string) manifest.Value {
	if name == "" {
		return nil
	}
	return manifest.Map{{Key: "name", Value: manifest.String(name)}}
}
