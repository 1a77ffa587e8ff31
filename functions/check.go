// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// CheckOptions are the settings of Check, by their names: fluxVersion,
// multiTenancy, ignore and strict, with the values that flux-check takes.
type CheckOptions map[string]string

// Check finds mistakes in objects of Flux. The files are what goes into one
// cluster, whoever made them. It is a failure when they have no object at all.
func Check(files []File, options CheckOptions) Outcome {
	parsed, found := check.Parse(options, report.Object{})
	if found.Failed() {
		return outcome(found, false)
	}
	given := slices.Clone(files)
	for i := range given {
		given[i].Named = true
	}
	return outcome(check.Files(given, parsed), false)
}

// RunCheck is flux-check as a KRM function: the items go out as they came in,
// with what was found as results.
func RunCheck(data []byte) ([]byte, Outcome) {
	output, found, shown := check.Run(data)
	return output, outcome(found, shown)
}
