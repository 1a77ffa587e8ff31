// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
)

// written is what a run changed in a folder.
type written struct{ added, changed, removed []string }

// mostFiles is how many files are named: a fleet has thousands.
const mostFiles = 20

// text is the summary of a run, with the files when there are any.
func (w written) text(dir string) string {
	total := len(w.added) + len(w.changed) + len(w.removed)
	if total == 0 {
		return "nothing changed in " + dir + "\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d added, %d changed, %d removed\n", dir, len(w.added), len(w.changed), len(w.removed))
	named := 0
	for _, group := range []struct {
		verb  string
		files []string
	}{{"added  ", w.added}, {"changed", w.changed}, {"removed", w.removed}} {
		for _, file := range group.files[:min(len(group.files), mostFiles-named)] {
			fmt.Fprintf(&b, "  %s %s\n", group.verb, file)
			named++
		}
	}
	if total > named {
		fmt.Fprintf(&b, "  and %d more\n", total-named)
	}
	return b.String()
}
