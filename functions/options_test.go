// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions"
)

// TestOptions runs testdata/options/*.txtar: options of a FluxExtension, and what
// they change. Each archive has
//
//	spec.yaml   the spec of the FluxExtension
//	base.yaml   the spec that it is compared with; an empty one without it
//	want.diff   the lines of each object that differ from those of base.yaml;
//	            there is none in a case that fails
//	want.txt    the results as text, but for those that base.yaml has too
func TestOptions(t *testing.T) {
	t.Parallel()
	forEachArchive(t, "testdata/options/*.txtar", func(t *testing.T, archive *txtar.Archive) {
		before, base := renderExtension(get(archive, "base.yaml"))
		after, outcome := renderExtension(get(archive, "spec.yaml"))
		if base.Failed || outcome.Failed != (len(after) == 0) {
			t.Fatalf("base.yaml: %v; spec.yaml: failed is %t with %d bytes", base.Lines, outcome.Failed, len(after))
		}
		expect(t, archive, "want.txt", lines(slices.DeleteFunc(outcome.Lines, func(line string) bool {
			return slices.Contains(base.Lines, line)
		})))
		if outcome.Failed {
			return
		}
		expect(t, archive, "want.diff", differences(t, before, after))
		checkConform(t, after)
	})
}

// renderExtension renders a FluxExtension with the spec.
func renderExtension(spec []byte) ([]byte, functions.Outcome) {
	var input strings.Builder
	input.WriteString("apiVersion: fluxbundle.io/v1alpha1\nkind: FluxExtension\nmetadata:\n  name: flux\nspec:\n")
	for line := range strings.Lines(string(spec)) {
		input.WriteString("  " + line)
	}
	files, outcome := functions.Render([]functions.File{{Path: "in.yaml", Data: []byte(input.String())}}, nil)
	return join(files), outcome
}

// differences lists what changes from one stream to another, object by object.
func differences(t *testing.T, before, after []byte) string {
	t.Helper()
	var b strings.Builder
	old, ids := map[string][]byte{}, []string{}
	for _, doc := range split(before) {
		id := parse(t, doc).id()
		old[id], ids = doc, append(ids, id)
	}
	now := map[string]bool{}
	for _, doc := range split(after) {
		id := parse(t, doc).id()
		now[id] = true
		was, there := old[id]
		if !there {
			b.WriteString("added " + id + "\n")
		}
		if changed := diffLines(string(was), string(doc)); changed != "" {
			b.WriteString("# " + id + "\n" + changed)
		}
	}
	for _, id := range ids {
		if !now[id] {
			b.WriteString("removed " + id + "\n")
		}
	}
	return b.String()
}

// diffLines lists the lines of a that b has not with -, and those of b that a has
// not with +, in their order: what is not in a longest common subsequence.
func diffLines(a, b string) string {
	x, y := strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n")
	longest := make([][]int, len(x)+1)
	for i := range longest {
		longest[i] = make([]int, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if longest[i][j] = max(longest[i+1][j], longest[i][j+1]); x[i] == y[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	var out bytes.Buffer
	for i, j := 0, 0; i < len(x) || j < len(y); {
		switch {
		case i < len(x) && j < len(y) && x[i] == y[j]:
			i, j = i+1, j+1
		case j == len(y) || i < len(x) && longest[i+1][j] >= longest[i][j+1]:
			out.WriteString(line("-", x[i]))
			i++
		default:
			out.WriteString(line("+", y[j]))
			j++
		}
	}
	return out.String()
}

// line is a line with a mark; the rest behind the last end of a line is none.
func line(mark, text string) string {
	if text == "" {
		return ""
	}
	return mark + " " + text
}
