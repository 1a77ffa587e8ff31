// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Needed lists what has to be in the cluster before that what the policy seals
// can be opened: none of it can come in the bundle, since whoever holds it can
// read every secret in there.
func (p Policy) Needed(namespace string) report.Findings {
	add := func(message, hint string, field ...string) report.Findings {
		return report.Findings{{
			Severity: fn.Info, Reason: report.NeededOutside, Object: p.Object, Field: append([]string{"spec"}, field...), Message: message, Hint: hint,
		}}
	}
	switch p.spec.Provider {
	case v1alpha1.SealingSealedSecrets:
		return add("the sealed-secrets controller, its CRD and the private key of this certificate have to be in the cluster before the SealedSecrets: without the CRD a root sync fails as a whole",
			"its fingerprint is "+p.sealer.Fingerprint(), "sealedSecrets", "certificate")
	case v1alpha1.SealingSOPS:
		sops := p.SOPS()
		if sops.AppliedBy != nil {
			namespace = sops.AppliedBy.Namespace
		}
		return add("the Secret "+namespace+"/"+sops.DecryptionSecret+" with an identity of one of the recipients has to be in the cluster: without it Flux applies nothing of the bundle",
			"run: kubectl create secret generic "+sops.DecryptionSecret+" -n "+namespace+" --from-file=age.agekey=FILE", "sops")
	default:
		return nil
	}
}
