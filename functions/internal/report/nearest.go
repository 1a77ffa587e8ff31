// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strconv"
	"strings"
)

// Nearest returns the candidate that a mistyped word most likely meant: the
// one with the fewest edits, at most a third of its length. The first of
// equals wins, so candidates must come in a fixed order.
func Nearest(word string, candidates []string) (string, bool) {
	best, found := "", false
	fewest := 0
	for _, candidate := range candidates[:min(len(candidates), mostCandidates)] {
		limit := max(1, len(candidate)/3)
		if n := len(candidate) - len(word); n > limit || -n > limit {
			continue
		}
		d := distance(strings.ToLower(word), strings.ToLower(candidate))
		if d <= limit && d < len(candidate) && (!found || d < fewest) {
			best, fewest, found = candidate, d, true
		}
	}
	return best, found
}

// mostCandidates is how many words one is compared with: comparing costs, and
// a suggestion out of more helps nobody.
const mostCandidates = 200

// DidYouMean is a hint with the nearest candidate, or with all of them when
// none is near; empty without candidates.
func DidYouMean(word string, candidates []string) string {
	if nearest, found := Nearest(word, candidates); found {
		return "did you mean " + nearest + "?"
	}
	if len(candidates) == 0 {
		return ""
	}
	return "accepted: " + Names(candidates)
}

// mostNames is how many names a message lists. Nobody reads more, and a message
// must not grow with the input.
const mostNames = 20

// Names lists names for a message, the first of them when there are many.
func Names(names []string) string {
	if len(names) <= mostNames {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:mostNames], ", ") + " and " + strconv.Itoa(len(names)-mostNames) + " more"
}

// Path lists the names that lead from the first to the last, with what is in the
// middle left out when there are many.
func Path(names []string) string {
	const arrow = " -> "
	if len(names) <= mostNames {
		return strings.Join(names, arrow)
	}
	half := mostNames / 2
	return strings.Join(names[:half], arrow) + arrow + "(" + strconv.Itoa(len(names)-2*half) + " more)" + arrow +
		strings.Join(names[len(names)-half:], arrow)
}

// distance counts the edits between two words: a character more, less or other,
// or two neighbours exchanged (optimal string alignment). Long words count as
// far from everything, since nobody mistypes them.
func distance(a, b string) int {
	const long = 100
	if len(a) > long || len(b) > long {
		return long
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := range len(a) {
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			d := min(rows[i][j]+cost, rows[i][j+1]+1, rows[i+1][j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = d
		}
	}
	return rows[len(a)][len(b)]
}
