// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"testing"
	"time"

	"github.com/bitnami-labs/sealed-secrets/pkg/apis/sealedsecrets/v1alpha1"
	"github.com/bitnami-labs/sealed-secrets/pkg/crypto"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"sigs.k8s.io/yaml"
)

// controller is the key of a sealed-secrets controller and its certificate.
func controller(t testing.TB) (map[string]*rsa.PrivateKey, string) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 4096)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "sealed-secret"}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(10, 0, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	fingerprint, err := crypto.PublicKeyFingerprint(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*rsa.PrivateKey{fingerprint: key}, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// unseal is what the controller does with a SealedSecret.
func unseal(t testing.TB, keys map[string]*rsa.PrivateKey, text string, change func(*v1alpha1.SealedSecret)) (*corev1.Secret, error) {
	t.Helper()
	scheme := runtime.NewScheme()
	if err := corev1.AddToScheme(scheme); err != nil {
		t.Fatal(err)
	}
	var sealed v1alpha1.SealedSecret
	if err := yaml.UnmarshalStrict([]byte(text), &sealed); err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&sealed)
	}
	return sealed.Unseal(serializer.NewCodecFactory(scheme), keys)
}

// The library of the controller opens every SealedSecret, in all scopes, and
// only where its scope lets it.
func TestSealedSecretsOpens(t *testing.T) {
	keys, certificate := controller(t)
	for scope, moves := range map[string]struct{ name, namespace bool }{
		"strict": {false, false}, "namespace-wide": {true, false}, "cluster-wide": {true, true},
	} {
		spec := object{"provider": "sealed-secrets", "sealedSecrets": object{"certificate": certificate, "scope": scope}}
		sealed := seal(t, spec, secrets())
		for _, s := range secrets() {
			opened, err := unseal(t, keys, sealed[s.id()], nil)
			if err != nil {
				t.Errorf("%s, %s: %v", scope, s.id(), err)
				continue
			}
			checkData(t, s, opened.Data)
			if want := corev1.SecretType(s.kind); s.kind != "" && opened.Type != want || opened.Name != s.name || opened.Namespace != s.namespace {
				t.Errorf("%s: %s/%s of type %s", s.id(), opened.Namespace, opened.Name, opened.Type)
			}
			if _, err := unseal(t, keys, sealed[s.id()], func(o *v1alpha1.SealedSecret) { o.Name = "renamed" }); (err == nil) != moves.name {
				t.Errorf("%s renamed, %s: error %v", s.id(), scope, err)
			}
			if _, err := unseal(t, keys, sealed[s.id()], func(o *v1alpha1.SealedSecret) { o.Namespace = "moved" }); (err == nil) != moves.namespace {
				t.Errorf("%s moved, %s: error %v", s.id(), scope, err)
			}
		}
	}
}

// A key that the certificate is not of opens nothing.
func TestOtherKeysOpenNothing(t *testing.T) {
	_, certificate := controller(t)
	others, _ := controller(t)
	sealed := seal(t, object{"provider": "sealed-secrets", "sealedSecrets": object{"certificate": certificate}}, secrets())
	for _, s := range secrets() {
		if _, err := unseal(t, others, sealed[s.id()], nil); err == nil {
			t.Errorf("%s is opened by another key", s.id())
		}
	}
}
