// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package krm

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Function decides what becomes of a list.
type Function func(List) (Output, report.Findings)

// Serve is the protocol of a KRM function, the same for every command:
//
//  1. read the list; when it cannot be read, there is no output
//  2. ask the function what becomes of it
//  3. after an error, return every item as it came, unless the function only
//     reports
//  4. return the functionConfig where the host keeps it
//  5. add the results to those of earlier functions, equal ones once, and write
//
// Shown tells that the host prints the results.
func Serve(data []byte, function Function) (output []byte, found report.Findings, shown bool) {
	list, err := Read(data)
	if err != nil {
		return nil, failure(report.UnreadableInput, err), false
	}
	out, found := function(list)
	found = found.Sorted()
	if found.Failed() && !out.Reports {
		out = list.untouched()
	}
	out.KeepConfig = list.Host.KeepsInputs() && list.ConfigItem < 0
	results := found.Results()
	if list.Host.ShowsResults() {
		results = found.ResultsWithFiles()
	}
	out.Results = slices.Concat(list.Results, results)
	output, err = list.Write(out)
	if err != nil {
		return nil, append(found, failure(report.InvalidDocument, err)...).Sorted(), false
	}
	return output, found, list.Host.ShowsResults()
}

func failure(reason report.Reason, err error) report.Findings {
	return report.Findings{{Severity: fn.Error, Reason: reason, Message: err.Error()}}
}

// untouched returns every item as it came.
func (l List) untouched() Output {
	var out Output
	for i := range l.Items {
		out.Kept = append(out.Kept, Kept{Index: i})
	}
	return out
}
