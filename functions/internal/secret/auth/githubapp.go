// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"encoding/pem"
	"net/url"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// The keys of a GitHub App
// (https://fluxcd.io/flux/components/source/gitrepositories/#github).
const (
	keyAppID                = "githubAppID"
	keyAppPrivateKey        = "githubAppPrivateKey"
	keyAppInstallationID    = "githubAppInstallationID"
	keyAppInstallationOwner = "githubAppInstallationOwner"
	keyAppBaseURL           = "githubAppBaseURL"
)

// githubApp takes the data of a GitHub App: its number, its key, and which of
// its installations is meant.
func (p *planner) githubApp(plan *Planned, s *secretFrom, git v1alpha1.GitRepository) {
	if git.Provider != v1alpha1.GitProviderGitHub {
		p.Error(report.MissingField, report.Says{
			Message: "the Secret holds the data of a GitHub App, which Flux uses with provider GitHub only", Hint: "set provider: GitHub",
		}, "spec", "gitRepository", "provider")
	}
	s.take(plan, true, keyAppID, keyAppPrivateKey)
	s.take(plan, false, keyAppInstallationID, keyAppInstallationOwner, keyAppBaseURL)
	if s.has(keyAppInstallationID) == s.has(keyAppInstallationOwner) {
		s.wrong(report.MissingCredentials, report.Says{
			Message: "one of " + keyAppInstallationID + " and " + keyAppInstallationOwner + " is needed, and no more than one",
		})
	}
	for _, key := range []string{keyAppID, keyAppInstallationID} {
		if value, there := s.get(key); there && strings.Trim(value.Reveal(), "0123456789") != "" {
			s.error(report.InvalidValue, report.Says{Message: "is not a number", Hint: "GitHub shows it on the page of the app"}, key)
		}
	}
	if value, there := s.get(keyAppPrivateKey); there {
		block, _ := pem.Decode([]byte(value.Reveal()))
		if block == nil || signerOf(block.Bytes) == nil {
			s.error(report.InvalidValue, report.Says{Message: "is not a private key in PEM", Hint: "it is the .pem file that GitHub made"}, keyAppPrivateKey)
		}
	}
	if value, there := s.get(keyAppBaseURL); there {
		if u, err := url.Parse(value.Reveal()); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			s.error(report.InvalidURL, report.Says{Message: "is not a URL", Hint: "accepted: https://host/api/v3"}, keyAppBaseURL)
		}
	}
}
