// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input/extension"
)

// parityRow is one row of docs/parity.md.
type parityRow struct {
	peer, ours, remarks string
}

// parityRows reads the tables of the page.
func parityRows(t *testing.T) []parityRow {
	t.Helper()
	page, err := os.ReadFile("../docs/parity.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []parityRow
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.TrimSpace(line), " |")
		if !strings.HasPrefix(line, "| ") || strings.Contains(line, "| FluxExtension |") {
			continue
		}
		if len(cells) != 4 {
			t.Errorf("a row has %d columns: %s", len(cells)-1, line)
			continue
		}
		rows = append(rows, parityRow{
			strings.TrimSpace(strings.TrimPrefix(cells[0], "|")), strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2]),
		})
	}
	if len(rows) == 0 {
		t.Fatal("the page has no rows")
	}
	return rows
}

// The page of parity leaves nothing open: every row has a field that renders and
// changes the bundle, or the reason why there is none.
func TestParity(t *testing.T) {
	t.Parallel()
	controller := regexp.MustCompile(`<controller>`)
	for _, row := range parityRows(t) {
		snippet, isField := strings.CutPrefix(row.ours, "`")
		switch snippet, closed := strings.CutSuffix(snippet, "`"); {
		case row.peer == "":
			t.Errorf("a row names nothing: %+v", row)
		case isField && closed && strings.Contains(snippet, "<controller>"):
			for _, c := range flux.AllComponents() {
				checkParity(t, row, controller.ReplaceAllString(snippet, string(c)))
			}
		case isField && closed:
			checkParity(t, row, snippet)
		case row.ours != "none" || row.remarks == "":
			t.Errorf("%s: %q is neither a field nor none with a reason", row.peer, row.ours)
		}
	}
}

// checkParity renders a spec and compares it with the default.
func checkParity(t *testing.T, row parityRow, spec string) {
	t.Helper()
	if !strings.HasPrefix(spec, "{") {
		spec = "{" + spec + "}"
	}
	base := "{}"
	if list, ok := strings.CutPrefix(spec, "{components: ["); ok && strings.Contains(spec, "configurationSettings") {
		name, _, _ := strings.Cut(list, "]")
		base = "{components: [" + name + "]}"
	}
	got, outcome := renderExtension([]byte(spec))
	if outcome.Failed {
		t.Errorf("%s: %s fails:\n%s", row.peer, spec, lines(outcome.Lines))
		return
	}
	before, _ := renderExtension([]byte(base))
	if same := bytes.Equal(before, got); same && !strings.Contains(row.remarks, "the default") {
		t.Errorf("%s: %s changes nothing", row.peer, spec)
	}
}

// Every setting of Azure that is accepted has a row.
func TestParityHasEverySetting(t *testing.T) {
	t.Parallel()
	named := map[string]bool{}
	word := regexp.MustCompile("`([^`]+)`")
	for _, row := range parityRows(t) {
		for _, match := range word.FindAllStringSubmatch(row.peer, -1) {
			for _, c := range flux.AllComponents() {
				named[strings.ReplaceAll(match[1], "<controller>", string(c))] = true
			}
		}
	}
	for _, key := range extension.Settings() {
		if !named[key] {
			t.Errorf("docs/parity.md has no row for %s", key)
		}
	}
}
