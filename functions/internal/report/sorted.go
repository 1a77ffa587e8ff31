// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// Sorted returns the findings in the order they are shown: errors first, then
// by file, document, object and field. What is said twice is there once. Of one
// severity and reason at most mostFindings are there, with one more finding that
// counts the others: a report must not grow with the number of equal mistakes.
func (f Findings) Sorted() Findings {
	var lines object.LineIndex
	placed := make([]placed, len(f))
	for i, finding := range f {
		placed[i] = place(finding, &lines)
	}
	slices.SortStableFunc(placed, compare)
	out := make(Findings, 0, len(placed))
	for i, p := range placed {
		if i == 0 || compare(placed[i-1], p) != 0 {
			out = append(out, p.Finding)
		}
	}
	return out.bounded()
}

// mostFindings is how many findings of one severity and reason are shown.
const mostFindings = 100

// bounded leaves out what is more than mostFindings, and counts it at the end of
// its severity.
func (f Findings) bounded() Findings {
	if len(f) <= mostFindings {
		return f
	}
	type kind struct {
		severity fn.Severity
		reason   Reason
	}
	count := map[kind]int{}
	var out Findings
	var order []kind
	flush := func(severity fn.Severity) {
		for _, k := range order {
			if more := count[k] - mostFindings; more > 0 && k.severity == severity {
				out = append(out, Finding{
					Severity: severity, Reason: MoreFindings, More: more, Of: k.reason,
					Message: strconv.Itoa(more) + " more findings of the reason " + string(k.reason) + " are not shown",
					Hint:    "mend those that are shown, and run again",
				})
			}
		}
	}
	for i, finding := range f {
		if i > 0 && finding.Severity != f[i-1].Severity {
			flush(f[i-1].Severity)
		}
		k := kind{finding.Severity, finding.Reason}
		if count[k]++; count[k] == 1 {
			order = append(order, k)
		}
		if count[k] <= mostFindings || k.reason == MoreFindings {
			out = append(out, finding)
		}
	}
	flush(f[len(f)-1].Severity)
	return out
}

// placed is a finding and what it is sorted by, which costs to find out.
type placed struct {
	Finding
	rank, line int
	object     string
}

func place(f Finding, lines *object.LineIndex) placed {
	return placed{Finding: f, rank: rank(f.Severity), line: f.LineBy(lines), object: f.Object.String()}
}

// LineBy is Line for many findings, at the cost of reading each object once.
func (f Finding) LineBy(lines *object.LineIndex) int {
	if f.Object.document == nil {
		return f.Object.Line
	}
	return lines.Line(*f.Object.document, f.Field...)
}

func compare(a, b placed) int {
	return cmp.Or(
		cmp.Compare(a.rank, b.rank),
		compareBool(a.Reason == MoreFindings, b.Reason == MoreFindings),
		cmp.Compare(a.Object.File, b.Object.File),
		cmp.Compare(a.Object.Index, b.Object.Index),
		cmp.Compare(a.line, b.line),
		cmp.Compare(a.object, b.object),
		slices.CompareFunc(a.Field, b.Field, compareSteps),
		cmp.Compare(a.Reason, b.Reason),
		cmp.Compare(a.Message, b.Message),
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

// compareSteps orders indexes by number and keys by text.
func compareSteps(a, b string) int {
	if isIndex(a) && isIndex(b) {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	}
	return cmp.Compare(a, b)
}

func rank(s fn.Severity) int {
	return slices.Index([]fn.Severity{fn.Error, fn.Warning, fn.Info}, s)
}
