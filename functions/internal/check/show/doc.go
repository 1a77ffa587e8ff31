// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package show writes the findings of a check for people and for programs: text
// grouped by reason, JSON, SARIF for code scanning, and the annotations of
// GitHub Actions.
package show

import (
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Options are the settings of a report.
type Options struct {
	// Verbose shows infos, and every place.
	Verbose bool
	// FailOn is the least severity that fails: fn.Error or fn.Warning.
	FailOn fn.Severity
	// Version is that of the program.
	Version string
}

// Failed reports whether a finding is severe enough to fail.
func (o Options) Failed(found report.Findings) bool {
	return found.Failed() || o.FailOn == fn.Warning && count(found).warnings > 0
}

// Formats are the names of the formats, the default first.
func Formats() []string { return []string{"text", "json", "sarif", "github"} }

// Write returns the report in a format.
func Write(format string, found report.Findings, o Options) []byte {
	switch format {
	case "json":
		return writeJSON(found, o)
	case "sarif":
		return writeSARIF(found, o)
	case "github":
		return append(annotations(found), o.last(found)...)
	default:
		return append(text(found, o), o.last(found)...)
	}
}

// totals count findings by severity.
type totals struct{ errors, warnings, infos int }

func count(found report.Findings) totals {
	var out totals
	for _, f := range found {
		n := 1
		if f.More > 0 {
			n = f.More
		}
		switch f.Severity {
		case fn.Error:
			out.errors += n
		case fn.Warning:
			out.warnings += n
		default:
			out.infos += n
		}
	}
	return out
}

// last is the line with the totals and what the exit code means.
func (o Options) last(found report.Findings) string {
	n := count(found)
	var parts []string
	for _, part := range []struct {
		n           int
		one, others string
	}{{n.errors, "error", "errors"}, {n.warnings, "warning", "warnings"}, {n.infos, "info", "infos"}} {
		switch part.n {
		case 0:
		case 1:
			parts = append(parts, "1 "+part.one)
		default:
			parts = append(parts, strconv.Itoa(part.n)+" "+part.others)
		}
	}
	line := strings.Join(parts, ", ")
	if line == "" {
		line = "no findings"
	}
	if n.infos > 0 && !o.Verbose {
		line += " (infos are shown with -v)"
	}
	switch {
	case found.Failed():
		line += ": exit code 1, because of the errors"
	case o.Failed(found):
		line += ": exit code 1, because of the warnings and --fail-on warning"
	case n.warnings > 0:
		line += ": exit code 0, since warnings do not fail without --fail-on warning"
	default:
		line += ": exit code 0"
	}
	return line + "\n"
}

// place is where a finding stands: file:line, as far as it is known.
func place(f report.Finding) string {
	if line := f.Line(); line > 0 && f.Object.File != "" {
		return f.Object.File + ":" + strconv.Itoa(line)
	}
	return f.Object.File
}

// subject is the object and the field of a finding.
func subject(f report.Finding) string {
	return strings.TrimSpace(f.Object.String() + " " + f.FieldPath())
}

// message is what a finding says, with what to do.
func message(f report.Finding) string {
	if f.Hint == "" {
		return f.Message
	}
	return f.Message + "; " + f.Hint
}

// ofReason is what is found of one severity and reason.
type ofReason struct {
	severity fn.Severity
	reason   report.Reason
	found    report.Findings
	// more is how many others there are, which are not in found.
	more int
}

// byReason groups findings, in the order of the first of each.
func byReason(found report.Findings) []*ofReason {
	var out []*ofReason
	for _, f := range found {
		reason := f.Reason
		if f.More > 0 {
			reason = f.Of
		}
		i := slices.IndexFunc(out, func(g *ofReason) bool { return g.severity == f.Severity && g.reason == reason })
		if i < 0 {
			i = len(out)
			out = append(out, &ofReason{severity: f.Severity, reason: reason})
		}
		if f.More > 0 {
			out[i].more += f.More
			continue
		}
		out[i].found = append(out[i].found, f)
	}
	return out
}
