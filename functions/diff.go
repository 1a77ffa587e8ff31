// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import "github.com/fluxbundle/fluxbundle/functions/internal/change"

// Change is what it does to clusters that rendered files become others.
type Change = change.Report

// ChangeFormats lists the formats of a Change.
func ChangeFormats() []string { return change.Formats() }

// Risks lists the classes of changes, the worst first.
func Risks() []string { return change.Risks() }

// Diff says what it does to the clusters that the first files become the second:
// the bundle of one cluster, or the tree of a fleet, by paths in its folder. With
// an error among the results the change is empty.
func Diff(before, after []File) (Change, Outcome) {
	r, found := change.Compare(before, after)
	return r, outcome(found, false)
}

// Reaches reports whether a change is of a class of that name, or of a worse one,
// and not for the better.
func Reaches(c Change, risk string) bool {
	class, known := change.ParseRisk(risk)
	return known && c.Reaches(class)
}
