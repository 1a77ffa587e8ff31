// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// Use is what a Secret is for; it decides its name and where the source refers
// to it.
type Use int

// The uses, each with the suffix of its name.
const (
	// ForSource: spec.secretRef, <configuration>-auth.
	ForSource Use = iota
	// ForCertificates: spec.certSecretRef, <configuration>-tls.
	ForCertificates
	// ForProxy: spec.proxySecretRef, <configuration>-proxy.
	ForProxy
	// ForVerification: spec.verify.secretRef, <configuration>-verify.
	ForVerification
	// ForParameters: what the user refers to, <configuration>-protected-parameters
	// as in Azure.
	ForParameters
)

var suffixes = [...]string{"-auth", "-tls", "-proxy", "-verify", "-protected-parameters"}

// Name is the name of the Secret of a configuration for a use.
func Name(configuration string, use Use) string { return configuration + suffixes[use] }

// Planned is a Secret that a configuration needs in the cluster.
type Planned struct {
	Use             Use
	Namespace, Name string
	// Type of the Secret.
	Type string
	// Fields are the plaintext, sorted by key. When Missing is not empty, they
	// are only a part.
	Fields []Field
	// Keys are all keys the Secret has, when they are known.
	Keys []string
	// Also are keys that the Secret may have besides, when what would tell is not
	// here; those that begin with * are endings.
	Also []string
	// Missing says which plaintext is not here, in words of the user.
	Missing []string
	// Optional: nobody knows whether it is needed, since what would tell is not
	// here either.
	Optional bool
	// Derive: identity and identity.pub are to be derived from the seed.
	Derive bool
	// MayDerive: they may have been, since what would tell is not here.
	MayDerive bool
	// Inputs are those that are no secret and make the Secret another one:
	// URL, user, host keys, certificates.
	Inputs manifest.Pairs
	// Field asks for the Secret.
	Field []string
}

// Field is one entry of a Secret.
type Field struct {
	Key   string
	Value v1alpha1.Secret
}

// Has reports whether the Secret has a value for the key.
func (p *Planned) Has(key string) bool {
	return slices.ContainsFunc(p.Fields, func(f Field) bool { return f.Key == key })
}

// Accepts reports whether the Secret may have the key, as far as is known.
func (p *Planned) Accepts(key string) bool {
	return slices.ContainsFunc(p.Also, func(a string) bool {
		ending, isEnding := strings.CutPrefix(a, "*")
		return a == key || isEnding && strings.HasSuffix(key, ending)
	})
}

// With returns a copy of the Secret in which an entry is set.
func (p Planned) With(key string, value v1alpha1.Secret) Planned {
	p.Fields = append(slices.DeleteFunc(slices.Clone(p.Fields), func(f Field) bool { return f.Key == key }), Field{key, value})
	slices.SortFunc(p.Fields, func(a, b Field) int { return strings.Compare(a.Key, b.Key) })
	return p
}

// set puts an entry into a plan that is being made, in the order of the keys.
func (p *Planned) set(key string, value v1alpha1.Secret) {
	i, there := slices.BinarySearchFunc(p.Fields, key, func(f Field, key string) int { return strings.Compare(f.Key, key) })
	if there {
		p.Fields[i].Value = value
		return
	}
	p.Fields = slices.Insert(p.Fields, i, Field{key, value})
}

// Opaque is the type of most Secrets, and DockerConfig that of registries.
const (
	Opaque       = "Opaque"
	DockerConfig = "kubernetes.io/dockerconfigjson"
)

// Plan returns the Secrets that a configuration needs, and everything that is
// wrong with its credentials. Without a SealingPolicy no key pair is derived
// for whoever has not asked for one.
func Plan(in input.Input[v1alpha1.FluxConfiguration], store local.Store, sealing bool) ([]Planned, report.Findings) {
	source, _ := model.SourceOf(in.Value.Spec)
	p := &planner{
		Collector: report.Collector{Object: in.Object}, store: store,
		name: in.Value.Metadata.Name, spec: in.Value.Spec, source: source, told: map[*local.Secret]bool{}, sealing: sealing,
	}
	p.credentials = p.collect()
	p.exclusive()
	switch p.spec.SourceKind {
	case v1alpha1.SourceKindBucket:
		p.bucket(*p.spec.Bucket)
	case v1alpha1.SourceKindAzureBlob:
		p.azureBlob(*p.spec.AzureBlob)
	case v1alpha1.SourceKindOCIRepository:
		p.ociRepository(*p.spec.OCIRepository)
	default:
		p.gitRepository(*p.spec.GitRepository)
	}
	p.proxy()
	p.parameters()
	p.identity()
	p.leftovers()
	slices.SortFunc(p.planned, func(a, b Planned) int { return int(a.Use) - int(b.Use) })
	return p.planned, in.Sound(p.Found)
}

// planner plans the Secrets of one configuration.
type planner struct {
	report.Collector
	store       local.Store
	name        string
	spec        v1alpha1.FluxConfigurationSpec
	source      model.Source
	credentials credentials
	planned     []Planned
	// sealing tells that there is a SealingPolicy.
	sealing bool
	// told are the Secrets whose problems are among the findings.
	told map[*local.Secret]bool
}

// secret begins a Secret.
func (p *planner) secret(use Use, field ...string) Planned {
	return Planned{Use: use, Namespace: p.spec.Namespace, Name: Name(p.name, use), Type: Opaque, Field: field}
}

// need adds a Secret that has something in it, or would have, and binds it to
// the address of the source.
func (p *planner) need(s Planned) {
	if len(s.Fields) > 0 || len(s.Missing) > 0 || s.Derive {
		p.overridden(s)
		if isBound(s.Use) {
			s.Inputs = s.Inputs.With(p.address()...)
		}
		for _, f := range s.Fields {
			s.Keys = append(s.Keys, f.Key)
		}
		slices.Sort(s.Keys)
		s.Keys = slices.Compact(s.Keys)
		p.planned = append(p.planned, s)
	}
}

// auth is what Azure has no properties for.
func (p *planner) auth() v1alpha1.Auth {
	if p.spec.Auth == nil {
		return v1alpha1.Auth{}
	}
	return *p.spec.Auth
}
