// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"net/url"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// secretFrom is a local-config Secret in the form of Flux.
type secretFrom struct {
	local.Secret
	planner *planner
}

func (s *secretFrom) get(key string) (v1alpha1.Secret, bool) {
	value, there := s.Get(key)
	return value, there && value.Reveal() != ""
}

func (s *secretFrom) has(key string) bool {
	_, there := s.get(key)
	return there
}

// error reports what is wrong with an entry of the Secret.
func (s *secretFrom) error(reason report.Reason, text report.Says, key string) {
	c := report.Collector{Object: s.Object}
	c.Error(reason, text, "data", key)
	s.planner.Found = append(s.planner.Found, c.Found...)
}

// wrong reports what is wrong with the Secret as a whole.
func (s *secretFrom) wrong(reason report.Reason, text report.Says) {
	c := report.Collector{Object: s.Object}
	c.Error(reason, text, "data")
	s.planner.Found = append(s.planner.Found, c.Found...)
}

// obsolete are the keys that Flux had before those of Kubernetes.
var obsolete = map[string]string{"caFile": keyCA, "certFile": keyCertificate, "keyFile": keyPrivateKey}

// open returns a local-config Secret whose keys are among those accepted, nil
// when it is not here. The plan then waits for what was sealed earlier.
func (p *planner) open(plan *Planned, from v1alpha1.SecretFrom, accepted ...string) *secretFrom {
	found := p.find(from, plan.Field)
	if found == nil {
		plan.Missing = append(plan.Missing, "the Secret "+report.Quote(from.Name))
		plan.Also = append(plan.Also, accepted...)
		return nil
	}
	s := &secretFrom{*found, p}
	for _, key := range s.Keys() {
		switch {
		case slices.Contains(accepted, key):
		case slices.ContainsFunc(accepted, func(a string) bool { return strings.HasPrefix(a, "*") && strings.HasSuffix(key, a[1:]) }):
		case obsolete[key] != "":
			s.error(report.UnknownField, report.Says{Message: "is obsolete in Flux", Hint: "call it " + obsolete[key]}, key)
		default:
			s.error(report.UnknownField, report.Says{Message: "Flux reads no such key here", Hint: report.DidYouMean(key, accepted)}, key)
		}
	}
	return s
}

// take puts an entry of the Secret into the plan; a missing one is an error.
func (s *secretFrom) take(plan *Planned, required bool, keys ...string) {
	for _, key := range keys {
		value, there := s.get(key)
		switch {
		case there:
			plan.set(key, value)
		case required:
			s.error(report.MissingCredentials, report.Says{Message: "is not there, and Flux needs it"}, key)
		}
	}
}

// gitKeys are the keys of a Secret for Git, by method.
var gitKeys = struct{ basic, bearer, ssh, app, tls []string }{
	basic:  []string{keyUsername, keyPassword},
	bearer: []string{keyBearerToken},
	ssh:    []string{keyIdentity, keyPublic, keyKnownHosts, keyPassword},
	app:    []string{keyAppID, keyAppPrivateKey, keyAppInstallationID, keyAppInstallationOwner, keyAppBaseURL},
	tls:    []string{keyCA, keyCertificate, keyPrivateKey},
}

// publics are what is no secret, decoded.
type publics struct{ ca, hosts string }

// gitSecretFrom plans the Secret of a Git repository from one in the form of
// Flux. Host keys and CA certificates may be in Azure's properties too.
func (p *planner) gitSecretFrom(plan *Planned, git v1alpha1.GitRepository, u *url.URL, public publics) {
	from, ca, hosts := *p.auth().SecretFrom, public.ca, public.hosts
	plan.Field = []string{"spec", "auth", "secretFrom"}
	var s *secretFrom
	if u.Scheme == "ssh" {
		if s = p.open(plan, from, gitKeys.ssh...); s != nil {
			p.sshFrom(plan, s, u, hosts)
		}
	} else if s = p.open(plan, from, slices.Concat(gitKeys.basic, gitKeys.bearer, gitKeys.app, gitKeys.tls)...); s != nil {
		p.httpsFrom(plan, s, git)
	}
	for _, given := range []struct{ key, value string }{{keyCA, ca}, {keyKnownHosts, hosts}} {
		if given.value == "" {
			continue
		}
		plan.Inputs = plan.Inputs.With(manifest.Pair{Key: given.key, Value: given.value})
		if s != nil && s.has(given.key) {
			s.error(report.Contradiction, report.Says{Message: "is in the configuration too", Hint: "keep one of the two"}, given.key)
			continue
		}
		plan.set(given.key, v1alpha1.NewSecret(endWithNewline(given.value)))
	}
}

// sshFrom takes identity, known_hosts and passphrase.
func (p *planner) sshFrom(plan *Planned, s *secretFrom, u *url.URL, hosts string) {
	s.take(plan, true, keyIdentity)
	s.take(plan, hosts == "", keyKnownHosts)
	s.take(plan, false, keyPublic, keyPassword)
	if known, there := s.get(keyKnownHosts); there {
		checked := planner{Collector: report.Collector{Object: s.Object}}
		checked.knownHosts(known.Reveal(), u, "data", keyKnownHosts)
		p.Found = append(p.Found, checked.Found...)
	} else if hosts != "" {
		p.knownHosts(hosts, u, "spec", "gitRepository", "sshKnownHosts")
	}
	if identity, there := s.get(keyIdentity); there {
		passphrase, _ := s.get(keyPassword)
		p.credentials.entries[keyIdentity] = entry{value: identity, object: s.Object, field: []string{"data", keyIdentity}}
		p.credentials.used[keyIdentity] = true
		p.privateKey(keyIdentity, identity.Reveal(), passphrase.Reveal())
		plan.set(keyIdentity, v1alpha1.NewSecret(endWithNewline(identity.Reveal())))
	}
}

// httpsFrom takes the credentials of one method, and certificates.
func (p *planner) httpsFrom(plan *Planned, s *secretFrom, git v1alpha1.GitRepository) {
	var methods []string
	if s.has(keyUsername) || s.has(keyPassword) {
		methods = append(methods, "username and password")
		s.take(plan, true, gitKeys.basic...)
	}
	if s.has(keyBearerToken) {
		methods = append(methods, keyBearerToken)
		s.take(plan, true, keyBearerToken)
	}
	if slices.ContainsFunc(gitKeys.app, s.has) {
		methods = append(methods, "GitHub App")
		p.githubApp(plan, s, git)
	} else if git.Provider == v1alpha1.GitProviderGitHub {
		s.wrong(report.MissingCredentials, report.Says{
			Message: "provider GitHub needs the data of a GitHub App", Hint: "give " + keyAppID + ", " + keyAppPrivateKey + " and " + keyAppInstallationID,
		})
	}
	p.tlsFields(s)
	s.take(plan, false, gitKeys.tls...)
	switch {
	case len(methods) > 1:
		s.wrong(report.Contradiction, report.Says{
			Message: strings.Join(methods, ", ") + " are given, of which Flux uses one", Hint: "keep one of them",
		})
	case len(plan.Fields) == 0:
		s.wrong(report.MissingCredentials, report.Says{Message: "there is nothing in it that Flux can use", Hint: "give username and password, or bearerToken"})
	}
}
