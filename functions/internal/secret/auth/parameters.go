// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"maps"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// bodyPrefixes begin the paths of secrets that belong to a source.
var bodyPrefixes = []string{"gitRepository.", "bucket.", "azureBlob.", "ociRepository."}

// parameters plans the Secret with the settings that have no meaning to Azure:
// people put username and password there, and name it in localAuthRef.
func (p *planner) parameters() {
	secret := p.secret(ForParameters, settingsField...)
	for _, name := range slices.Sorted(maps.Keys(p.credentials.entries)) {
		if p.isKnown(name) {
			continue
		}
		value, state := p.credentials.get(name)
		if !local.IsKey(name) {
			p.about(name, report.InvalidName, report.Says{
				Message: "a Secret cannot have this key", Hint: "accepted are letters, digits, -, _ and .",
			})
			continue
		}
		secret.Keys = append(secret.Keys, name)
		if state != given {
			secret.Missing = append(secret.Missing, name)
			continue
		}
		secret.set(name, value)
	}
	if p.credentials.absent != "" {
		secret.Field, secret.Also = settingsFromField, append(secret.Also, "*")
		if len(secret.Keys) == 0 {
			secret.Missing, secret.Optional = []string{"the Secret " + report.Quote(p.credentials.absent)}, true
		}
	}
	p.need(secret)
}

// isKnown reports whether a setting has a meaning of its own.
func (p *planner) isKnown(name string) bool {
	return slices.Contains([]string{sshPrivateKey, httpsKey, bucketSecretKey, keyIdentity}, name) && (name != keyIdentity || p.auth().SecretFrom != nil) ||
		slices.ContainsFunc(bodyPrefixes, func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// leftovers reports secrets that no method has asked for: they would be lost.
func (p *planner) leftovers() {
	for _, path := range slices.Sorted(maps.Keys(p.credentials.entries)) {
		if p.isKnown(path) && !p.credentials.used[path] {
			p.about(path, report.UnusedSecret, report.Says{
				Message: "a source of kind " + string(p.spec.SourceKind) + " has no use for " + report.Quote(path), Hint: "remove it",
			})
		}
	}
}
