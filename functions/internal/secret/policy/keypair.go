// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"slices"
	"strconv"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/auth"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// derived adds the key pair that is made from the seed.
func (s *settler) derived(p auth.Planned) (auth.Planned, bool) {
	if !p.Derive {
		return p, true
	}
	if s.policy.sshKeys == nil {
		p.Missing = append(slices.Clip(p.Missing), "the seed of the SSH key pair")
		return p, false
	}
	pair, err := seal.SSHKeyPair(*s.policy.sshKeys, seal.KeyPair{
		ClusterID: s.policy.spec.SealingIdentity, Namespace: p.Namespace, Configuration: s.configuration.Metadata.Name, Rotation: s.rotation(),
	})
	if err != nil {
		panic("policy: internal error: " + err.Error())
	}
	p = p.With("identity", pair.Identity).With("identity.pub", v1alpha1.NewSecret(pair.AuthorizedKey+"\n"))
	s.deployKey(p, pair.AuthorizedKey, pair.Fingerprint)
	return p, true
}

// withPublicKey records the public half of a derived pair, and makes it one of
// the inputs: nobody can put another one there past the tag.
func withPublicKey(plain seal.Plain, public string) seal.Plain {
	pair := manifest.Pair{Key: publicKey, Value: public}
	plain.Annotations = plain.Annotations.With(pair)
	plain.Inputs = manifest.Pairs(plain.Inputs).With(pair)
	return plain
}

// pairChanged warns of a pair that is not the one of the earlier render.
func (s *settler) pairChanged(p auth.Planned, before object.Document) {
	known, there := before.Annotation(publicKey)
	if !p.Derive || !there || known == s.public {
		return
	}
	s.Warn(report.DeployKey, report.Says{
		Message: "the SSH key pair is another than that of the earlier render: until the Git host knows it, Flux cannot fetch",
		Hint:    "seed, sealingIdentity, namespace, name and rotation of the configuration make the pair",
	}, p.Field...)
}

func (s *settler) rotation() string {
	if s.configuration.Spec.Auth == nil || s.configuration.Spec.Auth.Rotation == 0 {
		return ""
	}
	return strconv.FormatInt(s.configuration.Spec.Auth.Rotation, 10)
}

func (s *settler) epoch() string {
	own := ""
	if s.configuration.Spec.Auth != nil {
		own = s.configuration.Spec.Auth.Epoch
	}
	if own == "" {
		return s.policy.spec.Epoch
	}
	return s.policy.spec.Epoch + "/" + own
}

// deployKey tells the public key, and keeps it where people find it.
func (s *settler) deployKey(p auth.Planned, public, fingerprint string) {
	s.public = public
	s.settled.Objects = append(s.settled.Objects, manifest.Object{
		APIVersion: "v1", Kind: "ConfigMap", Namespace: p.Namespace, Name: s.configuration.Metadata.Name + model.DeployKeySuffix,
		Body: manifest.Map{{Key: "data", Value: manifest.Map{
			{Key: "fingerprint", Value: manifest.String(fingerprint)},
			{Key: "identity.pub", Value: manifest.String(public)},
		}}},
	})
	s.Info(report.DeployKey, report.Says{
		Message: "the Git host has to know the deploy key " + public, Hint: "its fingerprint is " + fingerprint + "; read access is enough",
	}, p.Field...)
}
