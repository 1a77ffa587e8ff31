// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"slices"
	"strconv"
	"strings"

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
	pair := s.pair(p)
	p = p.With("identity", pair.Identity).With("identity.pub", v1alpha1.NewSecret(pair.AuthorizedKey+"\n"))
	s.deployKey(p, pair.AuthorizedKey, pair.Fingerprint)
	return p, true
}

// isForeign compares a public key that is kept with the one that the seed of SSH
// key pairs makes, where that is there, and reports another one.
func (s *settler) isForeign(p auth.Planned, public string) bool {
	if s.policy.sshKeys == nil {
		return false
	}
	if pair := s.pair(p); pair.AuthorizedKey == public {
		return false
	}
	s.Error(report.InvalidTag, report.Says{
		Message: "the public key of the sealed Secret " + p.Name + " is not the one that the seed makes: the seed is another one, or the key was exchanged",
		Hint:    "render once with the seed that the key pair is from, or with the plaintext",
	}, p.Field...)
	return true
}

// pair is the key pair that the seed makes.
func (s *settler) pair(p auth.Planned) seal.SSHKey {
	pair, err := seal.SSHKeyPair(*s.policy.sshKeys, seal.KeyPair{
		ClusterID: s.policy.spec.SealingIdentity, Namespace: p.Namespace, Configuration: s.configuration.Metadata.Name, Rotation: s.rotation(),
	})
	if err != nil {
		panic("policy: internal error: " + err.Error())
	}
	return pair
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
		return epochs.Replace(s.policy.spec.Epoch)
	}
	return epochs.Replace(s.policy.spec.Epoch) + "/" + epochs.Replace(own)
}

// epochs keeps the epoch a/b of a policy apart from the epoch b below the epoch
// a.
var epochs = strings.NewReplacer("%", "%25", "/", "%2F")

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
	says := report.Says{
		Message: "the Git host has to know the deploy key " + public, Hint: "its fingerprint is " + fingerprint + "; read access is enough",
	}
	if s.policy.keys == nil && s.policy.sshKeys == nil {
		says.Message += ", which is unverified: the seed is not among the inputs, and who writes the sealed object writes this key"
		says.Hint += "; compare it with the one that the Git host knows, or render with the seed, before you register it"
	}
	s.Info(report.DeployKey, says, p.Field...)
}
