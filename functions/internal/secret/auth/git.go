// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"net/url"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// The keys of a Secret for Git
// (https://fluxcd.io/flux/components/source/gitrepositories/#secret-reference).
const (
	keyUsername    = "username"
	keyPassword    = "password"
	keyBearerToken = "bearerToken"
	keyIdentity    = "identity"
	keyPublic      = "identity.pub"
	keyKnownHosts  = "known_hosts"
	keyCA          = "ca.crt"
	keyCertificate = "tls.crt"
	keyPrivateKey  = "tls.key"
)

// gitRepository plans the Secret of a Git repository: which methods there are
// is up to the URL.
func (p *planner) gitRepository(git v1alpha1.GitRepository) {
	u, err := url.Parse(model.GitURL(git.URL))
	if err != nil || u.Host == "" {
		return // told by the check of the URL
	}
	secret := p.secret(ForSource, "spec", "gitRepository")
	ca := p.certificates(p.publicText(git.HTTPSCACert, "spec", "gitRepository", "httpsCACert"), "spec", "gitRepository", "httpsCACert")
	hosts := p.publicText(git.SSHKnownHosts, "spec", "gitRepository", "sshKnownHosts")
	switch from := p.auth().SecretFrom; {
	case git.Provider == v1alpha1.GitProviderGitHub && from == nil:
		if git.LocalAuthRef == "" {
			p.Error(report.MissingCredentials, report.Says{
				Message: "provider GitHub needs a Secret with the data of a GitHub App", Hint: "name it in localAuthRef, or give it in auth.secretFrom",
			}, "spec", "gitRepository", "localAuthRef")
		}
	case from != nil:
		p.gitSecretFrom(&secret, git, u, publics{ca, hosts})
	case u.Scheme == "ssh":
		p.ssh(&secret, git, u, hosts)
	default:
		p.https(&secret, git, u, ca)
	}
	p.need(secret)
	p.verifySecretFrom()
}

// https plans user and password, and the CA certificate.
func (p *planner) https(secret *Planned, git v1alpha1.GitRepository, u *url.URL, ca string) {
	if p.credentials.known(sshPrivateKey) {
		p.credentials.used[sshPrivateKey] = true
		p.about(sshPrivateKey, report.Contradiction, report.Says{
			Message: "an SSH key is of no use with a URL of " + u.Scheme, Hint: "use the ssh:// URL, or httpsUser and httpsKey",
		})
	}
	if git.SSHKnownHosts != "" {
		p.Error(report.Contradiction, report.Says{
			Message: "keys of SSH hosts are of no use with a URL of " + u.Scheme, Hint: "remove it, or use the ssh:// URL",
		}, "spec", "gitRepository", "sshKnownHosts")
	}
	if ca != "" {
		secret.set(keyCA, v1alpha1.NewSecret(ca))
		secret.Inputs = secret.Inputs.With(manifest.Pair{Key: keyCA, Value: ca})
	}
	key, state := p.decoded(httpsKey)
	user := git.HTTPSUser
	fromURL, inURL := p.userinfo("gitRepository.url")
	if inURL && user == "" && state == none {
		user, key, state = fromURL.user, fromURL.password, given
	}
	switch {
	case user == "" && p.credentials.known(httpsKey):
		p.Error(report.MissingCredentials, report.Says{
			Message: "httpsKey is given without the user it belongs to", Hint: "with a token, most Git hosts take any user, such as git",
		}, "spec", "gitRepository", "httpsUser")
		return
	case user == "":
		return
	case state == none:
		p.Error(report.MissingCredentials, report.Says{
			Message: "is given without its password", Hint: "give httpsKey in configurationProtectedSettings or configurationProtectedSettingsFrom",
		}, "spec", "gitRepository", "httpsUser")
		return
	case state == withheld:
		secret.Missing = append(secret.Missing, httpsKey)
	default:
		secret.set(keyPassword, key)
	}
	secret.set(keyUsername, v1alpha1.NewSecret(user))
	secret.Inputs = secret.Inputs.With(manifest.Pair{Key: keyUsername, Value: user})
	secret.Keys = append(secret.Keys, keyPassword)
	if u.Scheme == "http" {
		p.Warn(report.SecretExposed, report.Says{
			Message: "the password goes over the network as it is, since the URL is one of http", Hint: "use https",
		}, "spec", "gitRepository", "url")
	}
}

// userinfo is who a URL names.
type userinfo struct {
	user     string
	password v1alpha1.Secret
}

// userinfo returns user and password of a URL that azure-import has moved to
// the Secret, since it holds them.
func (p *planner) userinfo(path string) (userinfo, bool) {
	if !p.credentials.known(path) {
		return userinfo{}, false
	}
	value, _ := p.credentials.get(path)
	u, err := url.Parse(value.Reveal())
	if err != nil || u.User == nil {
		p.about(path, report.InvalidValue, report.Says{Message: "is not a URL with a user and a password in it"})
		return userinfo{}, false
	}
	password, has := u.User.Password()
	user := u.User.Username()
	if !has {
		// Git hosts take a token in the place of the user.
		user, password = "git", user
	}
	return userinfo{user, v1alpha1.NewSecret(password)}, true
}

// exclusive reports ways of authenticating of which only one can hold: a Secret
// that the user names, an identity, credentials of this configuration.
func (p *planner) exclusive() {
	local, identity, own := p.source.LocalAuthRef, p.source.Identity, p.ownCredentials()
	auth := p.auth()
	body := p.spec.SourceKind.Field()
	if len(own) > 0 && local != "" {
		p.Error(report.Contradiction, report.Says{
			Message: "a Secret of the cluster is named, and credentials are given in " + strings.Join(own, ", "), Hint: "keep one of the two",
		}, "spec", body, "localAuthRef")
	}
	if len(own) > 0 && identity != nil {
		p.Error(report.Contradiction, report.Says{
			Message: "an identity is named, and credentials are given in " + strings.Join(own, ", "), Hint: "keep one of the two",
		}, "spec", body, "objectLevelIdentity")
	}
	if auth.WorkloadIdentity != nil && (len(own) > 0 || local != "" || identity != nil) {
		p.Error(report.Contradiction, report.Says{
			Message: "an identity is named, and another way to authenticate is given too", Hint: "keep one of the two",
		}, "spec", "auth", "workloadIdentity")
	}
	if auth.SecretFrom != nil && len(own) > 1 {
		others := slices.DeleteFunc(slices.Clone(own), func(s string) bool { return s == secretFromPath })
		p.Error(report.Contradiction, report.Says{
			Message: "a Secret in the form of Flux is named, and credentials are given in " + strings.Join(others, ", "), Hint: "keep one of the two",
		}, "spec", "auth", "secretFrom")
	}
}

const secretFromPath = "auth.secretFrom"

// ownCredentials lists the properties that make the Secret of the source.
func (p *planner) ownCredentials() []string {
	var own []string
	if p.auth().SecretFrom != nil {
		own = append(own, secretFromPath)
	}
	add := func(name string, there bool) {
		if there {
			own = append(own, name)
		}
	}
	known := p.credentials.known
	switch p.spec.SourceKind {
	case v1alpha1.SourceKindBucket:
		add("accessKey", p.spec.Bucket.AccessKey != "")
		add(bucketSecretKey, known(bucketSecretKey))
	case v1alpha1.SourceKindAzureBlob:
		blob := p.spec.AzureBlob
		add("accountKey", known("azureBlob.accountKey"))
		add("sasToken", known("azureBlob.sasToken"))
		add("servicePrincipal", blob.ServicePrincipal != nil)
		add("managedIdentity", blob.ManagedIdentity != nil)
	case v1alpha1.SourceKindOCIRepository:
		// A Secret in the form of Flux is all there is.
	default:
		add("httpsUser", p.spec.GitRepository.HTTPSUser != "")
		add(httpsKey, known(httpsKey))
		add(sshPrivateKey, known(sshPrivateKey))
	}
	return own
}
