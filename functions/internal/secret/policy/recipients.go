// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/auth"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// RecipientsChanged is the warning about a Secret that is sealed for others than
// before. Who can write a SealingPolicy, and has it rendered with seed and
// plaintext, decides who can read what is sealed with it.
func RecipientsChanged(name, change string) report.Says {
	return report.Says{
		Message: "the Secret " + name + " is sealed for other recipients than before: " + change,
		Hint:    "merge it only when that is meant, since the new recipients can read the Secret",
	}
}

// compare warns of what is another than in the earlier object, which may be
// absent: the key pair, and who can open what is sealed.
func (s *settler) compare(p auth.Planned, before object.Document) {
	s.pairChanged(p, before)
	if before.Node == nil {
		return
	}
	if text, changed := seal.RecipientsChanged(before, s.policy.sealer); changed {
		s.Warn(report.RecipientsChanged, RecipientsChanged(p.Name, text), p.Field...)
	}
}
