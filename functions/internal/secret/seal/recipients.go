// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// RecipientsChanged says which recipients the sealer adds to those of an earlier
// sealed object, and which it removes: age recipients, or the fingerprint of a
// certificate. Changed is false where they are the same, and where the document
// has no record of them.
func RecipientsChanged(earlier object.Document, now Sealer) (change string, changed bool) {
	was, there := earlier.Annotation(RecipientAnnotation)
	if !there || was == now.Fingerprint() {
		return "", false
	}
	before, after := strings.Split(was, ","), strings.Split(now.Fingerprint(), ",")
	var parts []string
	for _, side := range []struct {
		verb          string
		these, others []string
	}{{"added ", after, before}, {"removed ", before, after}} {
		only := slices.DeleteFunc(slices.Clone(side.these), func(r string) bool { return slices.Contains(side.others, r) })
		if len(only) > 0 {
			parts = append(parts, side.verb+strings.Join(only, ", "))
		}
	}
	if len(parts) == 0 {
		return "", false
	}
	return strings.Join(parts, ", "), true
}
