// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// redactedByAzure is what Azure returns in place of a secret
// (Microsoft.KubernetesConfiguration, fluxConfigurations, Get).
const redactedByAzure = "<redacted>"

// The secrets that Azure's configurationProtectedSettings are known for.
const (
	sshPrivateKey   = "sshPrivateKey"
	httpsKey        = "httpsKey"
	bucketSecretKey = "bucketSecretKey"
)

// state says what is known of a secret.
type state int

const (
	// none: the configuration does not have it.
	none state = iota
	// withheld: it has it, or may have it, and the plaintext is not here.
	withheld
	// given: the plaintext is here.
	given
)

// credentials are the secret properties of Azure by their paths:
// sshPrivateKey, azureBlob.accountKey. Where they come from makes no difference.
type credentials struct {
	entries map[string]entry
	// absent names the local-config Secret that is not here; empty when there is
	// none, or it is here.
	absent string
	// used are the paths that a method has asked for.
	used map[string]bool
}

type entry struct {
	value v1alpha1.Secret
	// field is where it was found: of the configuration, or of the Secret.
	object report.Object
	field  []string
	// redacted: Azure has left out the value.
	redacted bool
}

var (
	settingsField     = []string{"spec", "configurationProtectedSettings"}
	settingsFromField = []string{"spec", "configurationProtectedSettingsFrom"}
)

// get returns a secret by its path.
func (c *credentials) get(path string) (v1alpha1.Secret, state) {
	c.used[path] = true
	e, there := c.entries[path]
	switch {
	case there && !e.redacted:
		return e.value, given
	case there || c.absent != "":
		return v1alpha1.Secret{}, withheld
	default:
		return v1alpha1.Secret{}, none
	}
}

// known reports whether the configuration says itself that it has the secret.
func (c *credentials) known(path string) bool {
	_, there := c.entries[path]
	return there
}

// below lists the paths that begin with a prefix, sorted, without it.
func (c *credentials) below(prefix string) []string {
	var out []string
	for _, path := range slices.Sorted(maps.Keys(c.entries)) {
		if name, ok := strings.CutPrefix(path, prefix); ok {
			out = append(out, name)
		}
	}
	return out
}

// field is where a secret was found, or would be looked for.
func (p *planner) field(path string) []string {
	if e, there := p.credentials.entries[path]; there && e.object.Kind == v1alpha1.KindFluxConfiguration {
		return e.field
	}
	if p.spec.ConfigurationProtectedSettingsFrom != nil {
		return settingsFromField
	}
	if strings.Contains(path, ".") {
		return append([]string{"spec"}, strings.Split(path, ".")...)
	}
	return append(slices.Clip(settingsField), path)
}

// collect gathers the secrets, inline and from a local-config Secret.
func (p *planner) collect() credentials {
	c := credentials{entries: map[string]entry{}, used: map[string]bool{}}
	inline := p.inline(c)
	if len(inline) > 0 {
		p.Warn(report.InlineSecret, report.Says{
			Message: strings.Join(inline, ", ") + ": whoever can read this file can read the secrets in it",
			Hint:    "move them to a Secret that is annotated " + local.Annotation + `: "true" and not committed, and name it in configurationProtectedSettingsFrom`,
		}, "spec")
	}
	from := p.spec.ConfigurationProtectedSettingsFrom
	if from == nil {
		return c
	}
	secret := p.find(*from, settingsFromField)
	if secret == nil {
		c.absent = from.Name
		return c
	}
	for _, key := range secret.Keys() {
		value, _ := secret.Get(key)
		if _, twice := c.entries[key]; twice {
			p.Error(report.Contradiction, report.Says{
				Message: key + " is here and in the Secret " + report.Quote(from.Name), Hint: "remove it here",
			}, c.entries[key].field...)
			continue
		}
		c.entries[key] = entry{value: value, object: secret.Object, field: []string{"data", key}, redacted: value.Reveal() == redactedByAzure}
	}
	return c
}

// inline adds the secrets that are in the configuration itself, and returns the
// paths of those whose plaintext is here.
func (p *planner) inline(c credentials) []string {
	var plain []string
	add := func(path string, value v1alpha1.Secret, field ...string) {
		if value.IsZero() {
			return
		}
		redacted := value.Reveal() == redactedByAzure
		c.entries[path] = entry{value: value, object: p.Object, field: field, redacted: redacted}
		if !redacted {
			plain = append(plain, path)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.spec.ConfigurationProtectedSettings)) {
		add(name, p.spec.ConfigurationProtectedSettings[name], append(slices.Clip(settingsField), name)...)
	}
	body := func(path string, value v1alpha1.Secret) {
		add(path, value, append([]string{"spec"}, strings.Split(path, ".")...)...)
	}
	if blob := p.spec.AzureBlob; blob != nil && p.spec.SourceKind == v1alpha1.SourceKindAzureBlob {
		body("azureBlob.accountKey", blob.AccountKey)
		body("azureBlob.sasToken", blob.SASToken)
		if principal := blob.ServicePrincipal; principal != nil {
			body(principalPath+"clientSecret", principal.ClientSecret)
			body(principalPath+"clientCertificate", principal.ClientCertificate)
			body(principalPath+"clientCertificatePassword", principal.ClientCertificatePassword)
		}
	}
	if oci := p.spec.OCIRepository; oci != nil && p.spec.SourceKind == v1alpha1.SourceKindOCIRepository {
		if tls := oci.TLSConfig; tls != nil {
			body(tlsPath+"clientCertificate", tls.ClientCertificate)
			body(tlsPath+"privateKey", tls.PrivateKey)
			body(tlsPath+"caCertificate", tls.CACertificate)
		}
		if oci.Verify != nil {
			for _, name := range slices.Sorted(maps.Keys(oci.Verify.VerificationConfig)) {
				add(verifyPath+name, oci.Verify.VerificationConfig[name], "spec", "ociRepository", "verify", "verificationConfig", name)
			}
		}
	}
	return plain
}

// find returns a local-config Secret, nil when it is not here.
func (p *planner) find(from v1alpha1.SecretFrom, field []string) *local.Secret {
	secret, err := p.store.Find(from)
	if err != nil {
		p.Error(report.AmbiguousSecret, report.Says{Message: err.Error(), Hint: "name the namespace too"}, field...)
	}
	if secret == nil && err == nil {
		if text, ok := p.store.Unmarked(from.Name); ok {
			p.Warn(report.NotLocalConfig, text, field...)
		}
	}
	if secret != nil {
		p.ofTenant(*secret, field)
	}
	if secret != nil && !p.told[secret] {
		p.told[secret] = true
		p.Found = append(p.Found, secret.Problems...)
	}
	return secret
}

// ofTenant checks that a Secret is for the namespace of the configuration: in a
// package of several tenants, one could take what another has.
func (p *planner) ofTenant(secret local.Secret, field []string) {
	own, of := p.spec.Namespace, secret.Object.Namespace
	switch {
	case secret.Namespaces != nil && !slices.Contains(secret.Namespaces, own):
		p.Error(report.ForeignSecret, report.Says{
			Message: "the Secret " + report.Quote(secret.Object.Name) + " is for the namespaces " + report.Names(secret.Namespaces) + ", and this configuration is for " + own,
			Hint:    "add " + own + " to its annotation " + local.NamespacesAnnotation + ", if that is meant",
		}, field...)
	case secret.Namespaces == nil && of != "" && of != own:
		p.Warn(report.ForeignSecret, report.Says{
			Message: "the Secret " + report.Quote(secret.Object.Name) + " is of namespace " + of + ", and this configuration, which is for " + own + ", would take it there",
			Hint:    "when that is meant, annotate the Secret " + local.NamespacesAnnotation + ": " + of + "," + own + "; without " + own + " in it, that is an error",
		}, field...)
	}
}

// decoded returns a text that Azure has in base64: a password, a key, PEM. What
// is no text was not encoded, and happens to look like base64.
func (p *planner) decoded(path string) (v1alpha1.Secret, state) {
	value, s := p.decodedBytes(path)
	if s == given && !isText(value.Reveal()) {
		p.about(path, report.InvalidValue, report.Says{
			Message: "is no text when it is decoded from base64, in which Azure takes it: it may be the secret itself",
			Hint:    "write what base64 -w0 prints, or use auth.secretFrom, which takes it as it is",
		})
		return v1alpha1.Secret{}, withheld
	}
	return value, s
}

// decodedBytes returns a secret that Azure has in base64.
func (p *planner) decodedBytes(path string) (v1alpha1.Secret, state) {
	value, s := p.credentials.get(path)
	if s != given {
		return value, s
	}
	plain, ok := fromBase64(value.Reveal())
	if !ok || plain == "" {
		p.about(path, report.InvalidValue, report.Says{
			Message: "is not base64, in which Azure takes it", Hint: "write what base64 -w0 prints, or use auth.secretFrom, which takes it as it is",
		})
		return v1alpha1.Secret{}, withheld
	}
	return v1alpha1.NewSecret(plain), given
}

// isText reports whether a secret has the form of one that people write.
func isText(plain string) bool {
	return utf8.ValidString(plain) && !strings.ContainsFunc(plain, func(r rune) bool {
		return unicode.IsControl(r) && !strings.ContainsRune("\t\r\n", r)
	})
}

// about adds an error about a secret, where it was found.
func (p *planner) about(path string, reason report.Reason, text report.Says) {
	e, there := p.credentials.entries[path]
	if !there || e.object.Kind == v1alpha1.KindFluxConfiguration {
		p.Error(reason, text, p.field(path)...)
		return
	}
	c := report.Collector{Object: e.object}
	c.Error(reason, text, e.field...)
	p.Found = append(p.Found, c.Found...)
}

// fromBase64 decodes standard base64, folded or not, with padding or not.
func fromBase64(text string) (string, bool) {
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n", r) {
			return -1
		}
		return r
	}, text)
	plain, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	return string(plain), err == nil
}

// publicText decodes a property that is no secret and in base64 in Azure.
func (p *planner) publicText(text string, field ...string) string {
	if text == "" {
		return ""
	}
	plain, ok := fromBase64(text)
	if !ok || plain == "" {
		p.Error(report.InvalidValue, report.Says{Message: "is not base64", Hint: "write what base64 -w0 prints"}, field...)
		return ""
	}
	return plain
}
