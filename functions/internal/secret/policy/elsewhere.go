// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/auth"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// existing leaves the Secret to someone else.
func (s *settler) existing(p auth.Planned) {
	if p.Optional {
		return
	}
	s.refer(p)
	s.unused(p)
	s.Info(report.NeededOutside, report.Says{
		Message: "the Secret " + p.Namespace + "/" + p.Name + with(p.Keys) + " has to be in the cluster", Hint: "SealingPolicy " + s.policy.Object.Name + " leaves it to someone else",
	}, p.Field...)
}

func with(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	return " with " + strings.Join(keys, ", ")
}

// external has the External Secrets Operator make the Secret.
func (s *settler) external(p auth.Planned) {
	if p.Optional {
		return
	}
	s.refer(p)
	s.unused(p)
	e := *s.policy.spec.ExternalSecrets
	key := e.KeyPrefix + p.Namespace + "/" + p.Name
	s.settled.Objects = append(s.settled.Objects, seal.ExternalSecret(seal.Store{
		Name: e.StoreName, Kind: e.StoreKind, Key: key, RefreshSeconds: *e.RefreshIntervalInSeconds,
	}, s.plain(p)))
	s.Info(report.NeededOutside, report.Says{
		Message: e.StoreKind + " " + e.StoreName + " has to have an entry " + report.Quote(key) + " with the properties" + strings.TrimPrefix(with(p.Keys), " with"),
		Hint:    "the External Secrets Operator has to be in the cluster too",
	}, p.Field...)
}

// unused warns of plaintext that the provider has no use for.
func (s *settler) unused(p auth.Planned) {
	if hasPlaintext(p) {
		s.Warn(report.UnusedSecret, report.Says{
			Message: "the plaintext of the Secret " + p.Name + " is here, and provider " + string(s.policy.spec.Provider) + " has no use for it", Hint: "remove it",
		}, p.Field...)
	}
}
