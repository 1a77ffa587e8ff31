// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package report is what a run says to people and pipelines: findings with a
// stable reason code, the object and field they are about, and what to do.
//
// A finding becomes a KRM result (kpt shows those) and one line of text
// (kustomize shows nothing else). Findings are sorted, so that the same input
// gives the same report, whatever order the checks ran in.
package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/redact"
)

// Finding is one thing to tell.
type Finding struct {
	Severity fn.Severity
	Reason   Reason
	// Object is the input the finding is about; its zero value means the run as
	// a whole.
	Object Object
	// Field is the path inside the object: keys and indexes.
	Field []string
	// Message says what is wrong or worth knowing, in one line, without a final
	// full stop. It never holds a secret.
	Message string
	// Hint says what to do, in one line; may be empty.
	Hint string
	// More is how many findings of the reason Of this one stands for, which is
	// one of MoreFindings then.
	More int
	Of   Reason
}

// Object names the object a finding is about, and where it was read.
type Object struct {
	APIVersion, Kind, Namespace, Name string
	// File and Index locate the object; File is empty when unknown.
	File  string
	Index int
	// Line is the line of what cannot be parsed; 0 when unknown.
	Line int
	// document finds the line of a field.
	document *object.Document
}

// About names the object of a document.
func About(d object.Document) Object {
	return Object{
		APIVersion: d.APIVersion(), Kind: d.Kind(), Namespace: d.Namespace(), Name: d.Name(),
		File: d.Path, Index: d.Index, document: &d,
	}
}

// String is Kind namespace/name, each as much of it as Kubernetes would accept.
func (o Object) String() string {
	name := short(o.Name)
	if o.Namespace != "" {
		name = short(o.Namespace) + "/" + name
	}
	return strings.TrimSpace(short(o.Kind) + " " + name)
}

// short cuts what is too long for a name.
func short(name string) string {
	const longest = 253
	if len(name) <= longest {
		return name
	}
	return strings.ToValidUTF8(name[:longest], "") + "..."
}

// Line returns the line of the finding's field in its file; 0 when unknown.
func (f Finding) Line() int {
	if f.Object.document == nil {
		return f.Object.Line
	}
	return f.Object.document.Line(f.Field...)
}

// FieldPath is the field as people write it: spec.components[0].
func (f Finding) FieldPath() string {
	var b strings.Builder
	for i, step := range f.Field {
		if f.Reason == UnknownField && i == len(f.Field)-1 {
			// What stands in the place of a key may be a secret.
			step = redact.Key(step)
		}
		switch {
		case step == redact.Mark && b.Len() > 0:
			b.WriteString("." + step)
		case isIndex(step):
			b.WriteString("[" + step + "]")
		case strings.ContainsAny(step, ".[] /"):
			b.WriteString("[" + strconv.Quote(step) + "]")
		case b.Len() > 0:
			b.WriteString("." + step)
		default:
			b.WriteString(step)
		}
	}
	return b.String()
}

func isIndex(step string) bool {
	_, err := strconv.ParseUint(step, 10, 31)
	return err == nil
}

// Result is the finding as a KRM result. The reason is the tag "reason", and
// ends the message for hosts that show nothing else.
func (f Finding) Result() *fn.Result {
	result := &fn.Result{
		Severity: f.Severity,
		Message:  f.text(),
		Tags:     map[string]string{"reason": string(f.Reason)},
	}
	if f.Object.Kind != "" || f.Object.Name != "" {
		result.ResourceRef = &fn.ResourceRef{
			APIVersion: f.Object.APIVersion, Kind: f.Object.Kind, Namespace: f.Object.Namespace, Name: f.Object.Name,
		}
	}
	if path := f.FieldPath(); path != "" {
		result.Field = &fn.Field{Path: path}
	}
	if f.Object.File != "" {
		result.File = &fn.File{Path: f.Object.File, Index: f.Object.Index}
	}
	return result
}

// Text is the finding as one line for a terminal:
// file:line: [severity] Kind namespace/name field: message (Reason).
func (f Finding) Text() string {
	var b strings.Builder
	if f.Object.File != "" {
		b.WriteString(f.Object.File)
		if line := f.Line(); line > 0 {
			b.WriteString(":" + strconv.Itoa(line))
		}
		b.WriteString(": ")
	}
	fmt.Fprintf(&b, "[%s] ", f.Severity)
	about := f.Object.String()
	if path := f.FieldPath(); path != "" {
		about = strings.TrimSpace(about + " " + path)
	}
	if about != "" {
		b.WriteString(about + ": ")
	}
	b.WriteString(f.text())
	return OneLine(b.String())
}

func (f Finding) text() string {
	text := f.Message
	if f.Hint != "" {
		text += "; " + f.Hint
	}
	return OneLine(text) + " (" + string(f.Reason) + ")"
}

// OneLine keeps what controls terminals and the logs of CI systems, line breaks
// and directions of writing among it, out of them: names come from the input.
func OneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, s)
}

// Findings is a report.
type Findings []Finding

// Failed reports whether there is an error among the findings.
func (f Findings) Failed() bool {
	return slices.ContainsFunc(f, func(f Finding) bool { return f.Severity == fn.Error })
}

// Lines returns the findings as text, one line each.
func (f Findings) Lines() []string {
	lines := make([]string, len(f))
	for i, finding := range f {
		lines[i] = finding.Text()
	}
	return lines
}

// Results is the report as KRM results.
func (f Findings) Results() fn.Results {
	var out fn.Results
	for _, finding := range f {
		out = append(out, finding.Result())
	}
	return out
}

// ResultsWithFiles is the report as KRM results whose messages begin with the
// file: kpt does not show the file of a result.
func (f Findings) ResultsWithFiles() fn.Results {
	out := f.Results()
	for _, r := range out {
		if r.File != nil {
			r.Message = r.File.Path + ": " + r.Message
		}
	}
	return out
}
