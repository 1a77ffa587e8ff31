// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// WithDefaults returns the configuration with Azure's defaults in every field
// that has one. The receiver is not changed.
func (c FluxConfiguration) WithDefaults() FluxConfiguration {
	spec := &c.Spec
	spec.Scope = or(spec.Scope, DefaultScope)
	spec.Namespace = or(spec.Namespace, DefaultNamespace)
	spec.SourceKind = or(spec.SourceKind, DefaultSourceKind)
	spec.ClusterRole = or(spec.ClusterRole, DefaultClusterRole)
	spec.GitRepository = withTimes(spec.GitRepository, func(g *GitRepository) (interval, timeout **int64) {
		return &g.SyncIntervalInSeconds, &g.TimeoutInSeconds
	})
	spec.Bucket = withTimes(spec.Bucket, func(b *Bucket) (interval, timeout **int64) {
		return &b.SyncIntervalInSeconds, &b.TimeoutInSeconds
	})
	spec.AzureBlob = withTimes(spec.AzureBlob, func(b *AzureBlob) (interval, timeout **int64) {
		return &b.SyncIntervalInSeconds, &b.TimeoutInSeconds
	})
	spec.OCIRepository = withTimes(spec.OCIRepository, func(o *OCIRepository) (interval, timeout **int64) {
		return &o.SyncIntervalInSeconds, &o.TimeoutInSeconds
	})
	kustomizations := make(map[string]Kustomization, max(1, len(spec.Kustomizations)))
	for name, k := range spec.Kustomizations {
		kustomizations[name] = k.withDefaults()
	}
	if len(kustomizations)+len(spec.FluxObjects) == 0 {
		kustomizations[DefaultKustomization] = Kustomization{}.withDefaults()
	}
	spec.Kustomizations = kustomizations
	return c
}

// withTimes returns a copy of a source in which interval and timeout are set;
// nil when there is none.
func withTimes[T any](source *T, times func(*T) (interval, timeout **int64)) *T {
	if source == nil {
		return nil
	}
	out := *source
	interval, timeout := times(&out)
	*interval = orPointer(*interval, DefaultSeconds)
	*timeout = orPointer(*timeout, DefaultSeconds)
	return &out
}

func (k Kustomization) withDefaults() Kustomization {
	k.SyncIntervalInSeconds = orPointer(k.SyncIntervalInSeconds, DefaultSeconds)
	k.TimeoutInSeconds = orPointer(k.TimeoutInSeconds, DefaultSeconds)
	k.Wait = orPointer(k.Wait, DefaultWait)
	return k
}

// WithDefaults returns the bundle with its defaults.
func (b FluxBundle) WithDefaults() FluxBundle {
	b.Spec.Extension = or(b.Spec.Extension, ExtensionNone)
	b.Spec.Endpoints = or(b.Spec.Endpoints, EndpointsResult)
	b.Spec.Images = or(b.Spec.Images, ImagesNone)
	return b
}

// WithDefaults returns the policy with its defaults.
func (p SealingPolicy) WithDefaults() SealingPolicy {
	spec := &p.Spec
	spec.SeedFrom = spec.SeedFrom.withDefaults()
	spec.SSHSeedFrom = spec.SSHSeedFrom.withDefaults()
	if spec.SealedSecrets != nil {
		s := *spec.SealedSecrets
		s.Scope = or(s.Scope, SealingScopeStrict)
		spec.SealedSecrets = &s
	}
	if spec.SOPS != nil {
		s := *spec.SOPS
		s.DecryptionSecret = or(s.DecryptionSecret, DefaultDecryptionSecret)
		spec.SOPS = &s
	}
	if spec.ExternalSecrets != nil {
		e := *spec.ExternalSecrets
		e.StoreKind = or(e.StoreKind, DefaultStoreKind)
		e.RefreshIntervalInSeconds = orPointer(e.RefreshIntervalInSeconds, DefaultRefreshSeconds)
		spec.ExternalSecrets = &e
	}
	return p
}

func (s *SecretKeyFrom) withDefaults() *SecretKeyFrom {
	if s == nil {
		return nil
	}
	out := *s
	out.Key = or(out.Key, DefaultSeedKey)
	return &out
}

func or[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}

func orPointer[T any](value *T, otherwise T) *T {
	if value == nil {
		return &otherwise
	}
	return value
}
