// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// A report does not grow with the number of equal mistakes, says how many there
// are, and is the same when it is sorted again.
func TestBounded(t *testing.T) {
	t.Parallel()
	var all report.Findings
	for i := range 250 {
		all = append(all,
			report.Finding{Severity: fn.Error, Reason: report.UnknownField, Message: fmt.Sprintf("%03d", i)},
			report.Finding{Severity: fn.Info, Reason: report.NeededOutside, Message: fmt.Sprintf("%03d", i)})
	}
	all = append(all, report.Finding{Severity: fn.Error, Reason: report.WrongType, Message: "rare"})
	got := all.Sorted()
	count := map[string]int{}
	var more []string
	for _, f := range got {
		count[string(f.Severity)+" "+string(f.Reason)]++
		if f.Reason == report.MoreFindings {
			more = append(more, f.Message)
		}
	}
	want := map[string]int{
		"error UnknownField": 100, "error WrongType": 1, "error MoreFindings": 1, "info NeededOutside": 100, "info MoreFindings": 1,
	}
	if !reflect.DeepEqual(count, want) {
		t.Errorf("%v, want %v", count, want)
	}
	wantMore := []string{
		"150 more findings of the reason UnknownField are not shown", "150 more findings of the reason NeededOutside are not shown",
	}
	if !reflect.DeepEqual(more, wantMore) {
		t.Errorf("%q, want %q", more, wantMore)
	}
	if last := got[101]; last.Reason != report.MoreFindings {
		t.Errorf("the count of errors is not behind them, but %s", last.Text())
	}
	if again := got.Sorted(); !reflect.DeepEqual(again, got) {
		t.Error("sorting again changes the report")
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	var names []string
	for i := range 25 {
		names = append(names, fmt.Sprint(i))
	}
	if got, want := report.Names(names), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 and 5 more"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := report.Path(names), "0 -> 1 -> 2 -> 3 -> 4 -> 5 -> 6 -> 7 -> 8 -> 9 -> (5 more) -> 15 -> 16 -> 17 -> 18 -> 19 -> 20 -> 21 -> 22 -> 23 -> 24"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
