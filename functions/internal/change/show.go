// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package change

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

func nothing(message string) report.Finding {
	return report.Finding{Severity: fn.Error, Reason: report.NothingToDo, Message: message}
}

// Formats lists the formats of a report.
func Formats() []string { return []string{"text", "markdown", "json"} }

// Reaches reports whether there is a change of a class, or of a worse one, that
// is not for the better.
func (r Report) Reaches(risk Risk) bool {
	for _, e := range r.Entries {
		if e.Risk <= risk && !e.Better {
			return true
		}
	}
	return false
}

// JSON returns the whole report.
func (r Report) JSON() ([]byte, error) {
	data, err := json.MarshalIndent(r, "", "  ")
	return append(data, '\n'), err
}

// head is the first line of a report.
func (r Report) head() string {
	if len(r.Entries) == 0 {
		return "nothing changes"
	}
	text := counted2(len(r.Entries), "change")
	if r.Totals.Clusters > 1 {
		text += " in " + strconv.Itoa(r.Totals.Changed+r.Totals.Added+r.Totals.Removed) + " of " + counted2(r.Totals.Clusters, "cluster")
	}
	return text
}

func counted2(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// where names the clusters of an entry.
func (r Report) where(e Entry) string {
	const most = 5
	n := len(e.Clusters)
	switch {
	case n == 0:
		return ""
	case n == r.Totals.Clusters && n > 1:
		return "all " + strconv.Itoa(n) + " clusters"
	case n <= most:
		return strings.Join(e.Clusters, ", ")
	default:
		return strings.Join(e.Clusters[:most], ", ") + " and " + strconv.Itoa(n-most) + " more"
	}
}

// names are the objects of an entry, the first few of many.
func (e Entry) names() string {
	const most = 4
	n := len(e.Objects)
	if n <= most+1 {
		return strings.Join(e.Objects, ", ")
	}
	return strings.Join(e.Objects[:most], ", ") + " and " + strconv.Itoa(n-most) + " more"
}

// happens is the verb of an entry.
func (e Entry) happens() string {
	if len(e.Objects) == 1 {
		return " is " + e.Action
	}
	return " are " + e.Action
}

func (e Entry) class() string {
	if e.Better {
		return e.Risk.String() + ", for the better"
	}
	return e.Risk.String()
}

// sealedPath is the path of what is sealed as it is shown.
var sealedPath = pathOf([]string{sealedAnew})

// text is a difference in one line.
func (f Field) text() string {
	switch {
	case f.Hidden && f.Path == sealedPath:
		return "the " + sealedAnew + " changes"
	case f.Hidden:
		return f.Path + " changes (not shown: it may be secret)"
	case f.Old == "" && f.New == "":
		return f.Path + " changes"
	case f.Old == "":
		return f.Path + ": + " + f.New
	case f.New == "":
		return f.Path + ": - " + f.Old
	default:
		return f.Path + ": " + f.Old + " -> " + f.New
	}
}

// Text returns the report for a terminal.
func (r Report) Text() []byte {
	var b strings.Builder
	b.WriteString(r.head() + "\n")
	for _, e := range r.Entries {
		b.WriteString("\n[" + e.class() + "] " + e.names() + e.happens() + suffix(e.Reason) + "\n")
		if where := r.where(e); where != "" {
			b.WriteString("    in " + where + "\n")
		}
		for i, f := range e.Fields {
			if i == mostFields {
				b.WriteString("    and " + strconv.Itoa(len(e.Fields)-i) + " more fields\n")
				break
			}
			b.WriteString("    " + f.text() + "\n")
		}
	}
	return []byte(b.String())
}

// mostFields is how many fields of an object are shown to people.
const mostFields = 12

// Marker begins a comment, so that a later one can take its place.
const Marker = "<!-- flux-bundle-diff -->"

// Markdown returns the report as a comment of at most so many characters, the
// worst first; zero is without a limit. What does not fit is counted.
func (r Report) Markdown(limit int) []byte {
	var b strings.Builder
	b.WriteString(Marker + "\n### " + r.head() + "\n")
	if len(r.Entries) > 0 {
		b.WriteString("\n| risk | change | clusters |\n|---|---|---|\n")
	}
	rest := func(n int) string { return "\n" + strconv.Itoa(n) + " more, see `flux-bundle diff -o json`\n" }
	const reserve = 200
	fits := func(text string) bool { return limit == 0 || b.Len()+len(text)+reserve <= limit }
	for i, e := range r.Entries {
		row := "| " + e.class() + " | " + code(e.names()) + e.happens() + cell(suffix(e.Reason)) + " | " + cell(r.where(e)) + " |\n"
		if !fits(row) {
			b.WriteString(rest(len(r.Entries) - i))
			return []byte(b.String())
		}
		b.WriteString(row)
	}
	for i, e := range r.Entries {
		details := r.details(e)
		if !fits(details) {
			b.WriteString(rest(len(r.Entries) - i))
			break
		}
		b.WriteString(details)
	}
	return []byte(b.String())
}

func suffix(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}

func (r Report) details(e Entry) string {
	if len(e.Fields) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n<details><summary>" + escape(e.names()) + "</summary>\n\n")
	for i, f := range e.Fields {
		if i == mostFields {
			b.WriteString("- and " + strconv.Itoa(len(e.Fields)-i) + " more fields\n")
			break
		}
		b.WriteString("- " + code(f.text()) + "\n")
	}
	b.WriteString("\n</details>\n")
	return b.String()
}

// code shows a text as it is: nobody is mentioned by it, and nothing is HTML.
func code(text string) string {
	fence := "`"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	space := ""
	if len(fence) > 1 {
		space = " "
	}
	return fence + space + strings.ReplaceAll(strings.ReplaceAll(text, "|", "\\|"), "\n", " ") + space + fence
}

// cell is plain text in a cell of a table.
func cell(text string) string { return strings.ReplaceAll(escape(text), "|", "\\|") }

func escape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "&#64;").Replace(text)
}
