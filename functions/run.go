// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/bundle"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Outcome is what a run has to say besides its output.
type Outcome struct {
	// Failed is set when there is an error among the results; then nothing was
	// generated, and the process must exit with a code other than 0.
	Failed bool
	// Results are sorted: errors first, then by file, object and field.
	Results fn.Results
	// Lines are the results as text, one line each, with file and line where
	// they are known.
	Lines []string
	// Shown tells that the host shows the results itself.
	Shown bool
}

func outcome(found report.Findings, shown bool) Outcome {
	found = found.Sorted()
	return Outcome{Failed: found.Failed(), Results: found.Results(), Lines: found.Lines(), Shown: shown}
}

// Run is the KRM function: it takes the ResourceList a host hands over and
// returns the one it gets back, with the results in it. When the outcome is a
// failure, the items are those of the input; when the input cannot be read at
// all, there is no output.
func Run(data []byte) ([]byte, Outcome) {
	output, found, shown := krm.Serve(data, bundle.Expand)
	return output, outcome(found, shown)
}
