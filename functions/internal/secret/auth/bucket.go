// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"encoding/json"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// The keys of a Secret for a bucket
// (https://fluxcd.io/flux/components/source/buckets/#provider).
const (
	keyAccessKey      = "accesskey"
	keySecretKey      = "secretkey"
	keyServiceAccount = "serviceaccount"
)

// bucket plans the Secret of a bucket: a pair of keys, or a service account of
// Google Cloud.
func (p *planner) bucket(b v1alpha1.Bucket) {
	secret := p.secret(ForSource, "spec", "bucket")
	if from := p.auth().SecretFrom; from != nil {
		secret.Field = []string{"spec", "auth", "secretFrom"}
		if s := p.open(&secret, *from, keyAccessKey, keySecretKey, keyServiceAccount); s != nil {
			p.bucketSecretFrom(&secret, s)
		}
	} else {
		p.bucketKeys(&secret, b)
	}
	p.need(secret)
	p.certSecretFrom()
	if len(p.planned) == 0 && !p.Found.Failed() && b.LocalAuthRef == "" && b.ObjectLevelIdentity == nil && p.auth().WorkloadIdentity == nil {
		p.Warn(report.MissingCredentials, report.Says{
			Message: "without a Secret Flux reads the store anonymously", Hint: "give accessKey and bucketSecretKey, or name a Secret with accesskey and secretkey in localAuthRef",
		}, "spec", "bucket", "localAuthRef")
	}
}

func (p *planner) bucketSecretFrom(secret *Planned, s *secretFrom) {
	if !s.has(keyServiceAccount) {
		s.take(secret, true, keyAccessKey, keySecretKey)
		return
	}
	s.take(secret, true, keyServiceAccount)
	if s.has(keyAccessKey) || s.has(keySecretKey) {
		s.wrong(report.Contradiction, report.Says{Message: "a service account and a pair of keys are given, of which Flux uses one", Hint: "keep one of them"})
	}
	if value, _ := s.get(keyServiceAccount); !json.Valid([]byte(value.Reveal())) {
		s.error(report.InvalidValue, report.Says{Message: "is not JSON", Hint: "it is the key file that Google Cloud made"}, keyServiceAccount)
	}
}

// bucketKeys plans accessKey, which is no secret in Azure, and its secret.
func (p *planner) bucketKeys(secret *Planned, b v1alpha1.Bucket) {
	key, state := p.decoded(bucketSecretKey)
	switch {
	case b.AccessKey == "" && p.credentials.known(bucketSecretKey):
		p.Error(report.MissingCredentials, report.Says{
			Message: "bucketSecretKey is given without the key it belongs to",
		}, "spec", "bucket", "accessKey")
		return
	case b.AccessKey == "":
		return
	case state == none:
		p.Error(report.MissingCredentials, report.Says{
			Message: "is given without its secret", Hint: "give bucketSecretKey in configurationProtectedSettings or configurationProtectedSettingsFrom",
		}, "spec", "bucket", "accessKey")
		return
	case state == withheld:
		secret.Missing = append(secret.Missing, bucketSecretKey)
	default:
		secret.set(keySecretKey, key)
	}
	secret.set(keyAccessKey, v1alpha1.NewSecret(b.AccessKey))
	secret.Keys = append(secret.Keys, keySecretKey)
	secret.Inputs = secret.Inputs.With(manifest.Pair{Key: keyAccessKey, Value: b.AccessKey})
}
