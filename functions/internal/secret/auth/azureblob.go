// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// The keys of a Secret for Azure Blob Storage
// (https://fluxcd.io/flux/components/source/buckets/#azure).
const (
	keyAccountKey          = "accountKey"
	keySASKey              = "sasKey"
	keyClientID            = "clientId"
	keyTenantID            = "tenantId"
	keyClientSecret        = "clientSecret"
	keyClientCertificate   = "clientCertificate"
	keyCertificatePassword = "clientCertificatePassword"
	keySendChain           = "clientCertificateSendChain"
	keyAuthorityHost       = "authorityHost"
)

const principalPath = "azureBlob.servicePrincipal."

// azureBlob plans the Secret of a container: one of Azure's four methods.
func (p *planner) azureBlob(b v1alpha1.AzureBlob) {
	secret := p.secret(ForSource, "spec", "azureBlob")
	if from := p.auth().SecretFrom; from != nil {
		secret.Field = []string{"spec", "auth", "secretFrom"}
		p.blobSecretFrom(&secret, *from)
		p.need(secret)
		return
	}
	if methods := p.blobMethods(b); len(methods) > 1 {
		for path := range p.credentials.entries {
			p.credentials.used[path] = true
		}
		p.Error(report.Contradiction, report.Says{
			Message: strings.Join(methods, ", ") + " are given, of which one can be used", Hint: "keep one of them",
		}, "spec", "azureBlob", methods[1])
		return
	}
	switch {
	case b.ServicePrincipal != nil:
		p.servicePrincipal(&secret, *b.ServicePrincipal)
	case b.ManagedIdentity != nil:
		secret.set(keyClientID, v1alpha1.NewSecret(b.ManagedIdentity.ClientID))
		secret.Inputs = secret.Inputs.With(manifest.Pair{Key: keyClientID, Value: b.ManagedIdentity.ClientID})
	default:
		p.blobKeys(&secret, b)
	}
	p.need(secret)
}

// blobMethods lists the methods that are given.
func (p *planner) blobMethods(b v1alpha1.AzureBlob) []string {
	var methods []string
	for _, m := range []struct {
		name  string
		given bool
	}{
		{"servicePrincipal", b.ServicePrincipal != nil}, {"accountKey", p.credentials.known("azureBlob.accountKey")},
		{"sasToken", p.credentials.known("azureBlob.sasToken")}, {"managedIdentity", b.ManagedIdentity != nil},
	} {
		if m.given {
			methods = append(methods, m.name)
		}
	}
	return methods
}

// blobKeys plans an account key or a SAS token.
func (p *planner) blobKeys(secret *Planned, b v1alpha1.AzureBlob) {
	for _, method := range []struct{ path, key string }{{"azureBlob.accountKey", keyAccountKey}, {"azureBlob.sasToken", keySASKey}} {
		value, state := p.credentials.get(method.path)
		switch {
		case state == given:
			secret.set(method.key, value)
		case state == withheld && p.credentials.known(method.path):
			secret.Keys, secret.Missing = append(secret.Keys, method.key), append(secret.Missing, method.path)
		}
	}
	if len(secret.Fields)+len(secret.Missing) == 0 && p.credentials.absent != "" && b.LocalAuthRef == "" && b.ObjectLevelIdentity == nil {
		secret.Missing, secret.Optional = []string{"azureBlob.accountKey or azureBlob.sasToken"}, true
		secret.Also = []string{keyAccountKey, keySASKey}
	}
}

// servicePrincipal plans an application of Microsoft Entra ID: it has a secret
// or a certificate.
func (p *planner) servicePrincipal(secret *Planned, s v1alpha1.ServicePrincipal) {
	secret.set(keyClientID, v1alpha1.NewSecret(s.ClientID))
	secret.set(keyTenantID, v1alpha1.NewSecret(s.TenantID))
	secret.Inputs = secret.Inputs.With(manifest.Pair{Key: keyClientID, Value: s.ClientID}, manifest.Pair{Key: keyTenantID, Value: s.TenantID})
	if s.ClientCertificateSendChain {
		secret.set(keySendChain, v1alpha1.NewSecret("true"))
		secret.Inputs = secret.Inputs.With(manifest.Pair{Key: keySendChain, Value: "true"})
	}
	password, hasPassword := p.credentials.get(principalPath + keyClientSecret)
	certificate, hasCertificate := p.decodedBytes(principalPath + keyClientCertificate)
	opens, hasOpens := p.credentials.get(principalPath + keyCertificatePassword)
	known := func(key string) bool { return p.credentials.known(principalPath + key) }
	field := []string{"spec", "azureBlob", "servicePrincipal"}
	switch {
	case known(keyClientSecret) && known(keyClientCertificate):
		p.Error(report.Contradiction, report.Says{
			Message: "clientSecret and clientCertificate are given, of which one can be used", Hint: "keep one of them",
		}, field...)
		return
	case known(keyCertificatePassword) && !known(keyClientCertificate):
		p.Error(report.MissingCredentials, report.Says{
			Message: "clientCertificatePassword is given without the clientCertificate it opens",
		}, field...)
		return
	case !known(keyClientSecret) && !known(keyClientCertificate) && p.credentials.absent == "":
		p.Error(report.MissingCredentials, report.Says{
			Message: "the application has neither clientSecret nor clientCertificate", Hint: "give one of them",
		}, field...)
		return
	}
	for _, part := range []struct {
		key   string
		value v1alpha1.Secret
		state state
	}{{keyClientSecret, password, hasPassword}, {keyClientCertificate, certificate, hasCertificate}, {keyCertificatePassword, opens, hasOpens}} {
		switch {
		case part.state == given:
			secret.set(part.key, part.value)
		case part.state == withheld && known(part.key):
			secret.Keys, secret.Missing = append(secret.Keys, part.key), append(secret.Missing, principalPath+part.key)
		}
	}
	if !known(keyClientSecret) && !known(keyClientCertificate) {
		secret.Missing = []string{principalPath + "clientSecret or clientCertificate"}
		secret.Also = []string{keyClientSecret, keyClientCertificate, keyCertificatePassword}
	}
}

// blobSecretFrom plans the Secret from one in the form of Flux.
func (p *planner) blobSecretFrom(secret *Planned, from v1alpha1.SecretFrom) {
	s := p.open(secret, from, keyAccountKey, keySASKey, keyClientID, keyTenantID, keyClientSecret,
		keyClientCertificate, keyCertificatePassword, keySendChain, keyAuthorityHost)
	if s == nil {
		return
	}
	var methods []string
	for _, key := range []string{keyAccountKey, keySASKey, keyClientID} {
		if s.has(key) {
			methods = append(methods, key)
		}
	}
	switch {
	case len(methods) > 1:
		s.wrong(report.Contradiction, report.Says{
			Message: strings.Join(methods, ", ") + " are given, of which one can be used", Hint: "keep one of them",
		})
	case len(methods) == 0:
		s.wrong(report.MissingCredentials, report.Says{Message: "there is nothing in it that Flux can use", Hint: "give accountKey, sasKey or clientId"})
	}
	application := s.has(keyClientSecret) || s.has(keyClientCertificate)
	if application {
		s.take(secret, true, keyClientID, keyTenantID)
	}
	if s.has(keyClientSecret) && s.has(keyClientCertificate) {
		s.wrong(report.Contradiction, report.Says{Message: "clientSecret and clientCertificate are given, of which one can be used", Hint: "keep one of them"})
	}
	s.take(secret, false, s.Keys()...)
}
