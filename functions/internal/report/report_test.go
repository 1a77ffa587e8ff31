// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"strings"
	"testing"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

func TestQuoteHidesCredentials(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"https://user:pass@host/path": `"https://[redacted]@host/path"`,
		"https://token@host/path":     `"https://[redacted]@host/path"`,
		"htps://a:p@ss@host":          `"htps://[redacted]@host"`,
		"user:pass@host:path":         `"[redacted]@host:path"`,
		"ssh://git@host/path":         `"ssh://git@host/path"`,
		"git@host:path":               `"git@host:path"`,
		"https://user:p/ss@host/repo": `"https://[redacted]@host/repo"`,
		"https:/user:pw@host/repo":    `"[redacted]@host/repo"`,
		"ftp://h/r;token=x":           `"ftp://h/r;[redacted]"`,
		"https://host/p?token=abc#x":  `"https://host/p?[redacted]"`,
		"https://host/path@v1":        `"https://[redacted]@v1"`,
		"@artifact/../../..":          `"@artifact/../../.."`,
		"plain":                       `"plain"`,
		"tab\tand\x1b[31m":            `"tab\tand\x1b[31m"`,
		strings.Repeat("ä", 200):      `"` + strings.Repeat("ä", 100) + `..."`,
		"https://user:pa?ss@host/x":   `"https://[redacted]"`,
		"https://user:pa#ss@host":     `"https://[redacted]"`,
		"host/x?mail=a@b":             `"[redacted]"`,
	} {
		if got := report.Quote(value); got != want {
			t.Errorf("%q is quoted %s, want %s", value, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	candidates := []string{"dependsOn", "path", "prune", "two", "timeoutInSeconds"}
	for word, want := range map[string]string{
		"depends": "dependsOn", "depend_on": "dependsOn", "PRUNE": "prune", "tow": "two", "paht": "path",
		"timeoutSeconds": "timeoutInSeconds", "": "", "something": "", strings.Repeat("x", 1000): "",
	} {
		if got, found := report.Nearest(word, candidates); got != want || found != (want != "") {
			t.Errorf("%.20q is nearest to %q, want %q", word, got, want)
		}
	}
}

func TestOrder(t *testing.T) {
	t.Parallel()
	f := func(s fn.Severity, file string, index int, field ...string) report.Finding {
		return report.Finding{Severity: s, Reason: "R", Object: report.Object{Kind: "K", Name: "n", File: file, Index: index}, Field: field, Message: "m"}
	}
	findings := report.Findings{
		f(fn.Info, "a", 0), f(fn.Error, "b", 0), f(fn.Error, "a", 1, "x", "10"), f(fn.Error, "a", 1, "x", "9"),
		f(fn.Warning, "a", 0), f(fn.Error, "b", 0), f(fn.Error, "a", 0, "spec", "a.b/c"),
	}
	var got []string
	for _, finding := range findings.Sorted() {
		got = append(got, finding.Text())
	}
	want := []string{
		`a: [error] K n spec["a.b/c"]: m (R)`, "a: [error] K n x[9]: m (R)", "a: [error] K n x[10]: m (R)", "b: [error] K n: m (R)",
		"a: [warning] K n: m (R)", "a: [info] K n: m (R)",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !findings.Failed() || findings[:1].Failed() {
		t.Error("only errors make a run fail")
	}
}

func TestOneLine(t *testing.T) {
	t.Parallel()
	text := report.Finding{Severity: fn.Error, Reason: "R", Message: "a\nb\x1b[0m", Hint: "c\rd"}.Text()
	if text != "[error] a b [0m; c d (R)" {
		t.Errorf("%q", text)
	}
}
