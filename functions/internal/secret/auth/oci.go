// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"encoding/base64"
	"encoding/json"
	"net/url"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// keyDockerConfig is the key of a Secret for a registry
// (https://kubernetes.io/docs/concepts/configuration/secret/#docker-config-secrets).
const keyDockerConfig = ".dockerconfigjson"

// ociRepository plans the Secrets of an artifact: registry credentials, client
// certificates, and what its signature is verified with.
func (p *planner) ociRepository(o v1alpha1.OCIRepository) {
	secret := p.secret(ForSource, "spec", "auth", "secretFrom")
	if from := p.auth().SecretFrom; from != nil {
		secret.Type = DockerConfig
		p.registry(&secret, *from, o.URL)
	}
	p.need(secret)
	p.tlsConfig()
	p.certSecretFrom()
	p.verification(o.Verify)
	p.verifySecretFrom()
}

// registry takes a docker config, or makes one of user and password.
func (p *planner) registry(secret *Planned, from v1alpha1.SecretFrom, address string) {
	s := p.open(secret, from, keyDockerConfig, keyUsername, keyPassword)
	secret.Keys = append(secret.Keys, keyDockerConfig)
	if s == nil {
		return
	}
	u, err := url.Parse(address)
	if err != nil {
		return // told by the check of the URL
	}
	config, there := s.get(keyDockerConfig)
	if !there {
		user, hasUser := s.get(keyUsername)
		password, hasPassword := s.get(keyPassword)
		if !hasUser || !hasPassword {
			s.wrong(report.MissingCredentials, report.Says{
				Message: "there are no credentials of a registry in it", Hint: "give " + keyDockerConfig + ", or username and password",
			})
			return
		}
		secret.set(keyDockerConfig, dockerConfig(u.Host, user, password))
		return
	}
	if s.has(keyUsername) || s.has(keyPassword) {
		s.wrong(report.Contradiction, report.Says{Message: keyDockerConfig + " and a user or password are given", Hint: "keep one of the two"})
	}
	hosts, err := registries(config)
	switch {
	case err != nil:
		s.error(report.InvalidValue, report.Says{
			Message: "is not a docker config", Hint: "it is JSON with auths, as docker login and kubectl create secret docker-registry write it",
		}, keyDockerConfig)
		return
	case !hosts[u.Host] && !hosts["https://"+u.Host]:
		s.error(report.InvalidValue, report.Says{
			Message: "has no credentials of " + report.Quote(u.Host), Hint: "log in to that registry",
		}, keyDockerConfig)
	}
	secret.set(keyDockerConfig, config)
}

// dockerConfig is the config of one registry, as kubectl create secret
// docker-registry writes it.
func dockerConfig(host string, user, password v1alpha1.Secret) v1alpha1.Secret {
	login := user.Reveal() + ":" + password.Reveal()
	text, err := json.Marshal(map[string]any{"auths": map[string]any{host: map[string]string{
		"username": user.Reveal(), "password": password.Reveal(), "auth": base64.StdEncoding.EncodeToString([]byte(login)),
	}}})
	if err != nil {
		panic("auth: internal error: strings are no JSON")
	}
	return v1alpha1.NewSecret(string(text))
}

// registries lists the hosts of a docker config.
func registries(config v1alpha1.Secret) (map[string]bool, error) {
	var parsed struct {
		Auths map[string]json.RawMessage `json:"auths"`
	}
	if err := json.Unmarshal([]byte(config.Reveal()), &parsed); err != nil {
		return nil, err
	}
	hosts := map[string]bool{}
	for host := range parsed.Auths {
		hosts[host] = true
	}
	return hosts, nil
}
