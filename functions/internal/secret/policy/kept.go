// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import "github.com/fluxbundle/fluxbundle/functions/internal/report"

// Kept is the information that a sealed object is kept since its plaintext is
// not among the inputs. With the seed its record has been verified; without it,
// anyone who can write the object can have written the record too.
func Kept(what string, verified bool) report.Says {
	if verified {
		return report.Says{
			Message: what + ", since its plaintext is not among the inputs; the seed has made its tag",
			Hint:    "read its changes as you read code",
		}
	}
	return report.Says{
		Message: what + ", since its plaintext is not among the inputs; it is unverified, since the seed is not there either",
		Hint:    "this says nothing about who sealed it, nor for which address: read its changes as you read code, and render with the seed before you merge",
	}
}
