// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package show

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/moment"
)

const (
	// messageLimit is where a message is cut off in a table, in characters.
	messageLimit = 160
	// driftLimit is how many fields of one input are listed without --wide.
	driftLimit = 10
)

// table writes a line for each input, then the causes and the drift.
func table(r Report, v View) []byte {
	var out strings.Builder
	fleet := len(r.Clusters) > 1
	if fleet {
		out.WriteString(columns(summaryRows(r), v.Color) + "\n")
	}
	header := []cell{{text: "CONFIGURATION"}, {text: "COMPLIANCE"}, {text: "REVISION"}, {text: "AGE"}, {text: "MESSAGE"}}
	if fleet {
		header = append([]cell{{text: "CLUSTER"}}, header...)
	}
	rows := [][]cell{header}
	for _, c := range r.worstFirst() {
		for _, a := range c.worstFirst() {
			row := []cell{
				{text: name(a)}, {string(a.State), a.State}, {text: shortRevision(a)},
				{text: moment.Age(a.Since(), r.Now)}, {text: line(a.Message, messageLimit)},
			}
			if fleet {
				row = append([]cell{{text: c.Name}}, row...)
			}
			rows = append(rows, row)
		}
	}
	out.WriteString(columns(rows, v.Color))
	for _, c := range r.worstFirst() {
		for _, a := range c.worstFirst() {
			out.WriteString(details(a, r.Now, v))
		}
	}
	return []byte(out.String())
}

// summaryRows has a row for each cluster, the worst first.
func summaryRows(r Report) [][]cell {
	rows := [][]cell{{{text: "CLUSTER"}, {text: "COMPLIANCE"}, {text: "CONFIGURATIONS"}, {text: "OBJECTS"}}}
	for _, c := range r.worstFirst() {
		rows = append(rows, []cell{{text: c.Name}, {string(c.State()), c.State()}, {text: tally(c)}, {text: fmt.Sprint(c.Objects)}})
	}
	return rows
}

// tally counts the inputs of a cluster by their state.
func tally(c Cluster) string {
	var parts []string
	for _, s := range compliance.States {
		n := 0
		for _, a := range c.Assessments {
			if a.State == s {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	return strings.Join(parts, ", ")
}

// details lists what there is to say of an input besides its line.
func details(a status.Assessment, now string, v View) string {
	var out strings.Builder
	if v.Wide {
		out.WriteString(columns(treeRows(a, now), v.Color))
	}
	for _, c := range a.Causes {
		out.WriteString("  " + paint(cell{string(c.State), c.State}, v.Color) + " " + causeLine(c) + "\n")
		if c.Advice != "" {
			out.WriteString("    " + c.Advice + "\n")
		}
	}
	out.WriteString(driftLines(a, v))
	if len(a.NotRead) > 0 {
		out.WriteString("  " + NotRead(a) + "\n")
	}
	if out.Len() == 0 {
		return ""
	}
	return "\n" + title(a) + "\n" + out.String()
}

func title(a status.Assessment) string {
	if a.Cluster != "" {
		return a.Cluster + ": " + name(a)
	}
	return name(a)
}

// causeLine names a cause, what it says and how many objects wait for it.
func causeLine(c status.Cause) string {
	text := c.String() + " " + line(status.Said(c.Node), 0)
	switch c.Blocks {
	case 0:
	case 1:
		text += " [blocks 1 object]"
	default:
		text += fmt.Sprintf(" [blocks %d objects]", c.Blocks)
	}
	return text
}

// driftLines lists the fields that differ.
func driftLines(a status.Assessment, v View) string {
	var lines []string
	for _, n := range a.Drifted() {
		for _, d := range n.Drift {
			lines = append(lines, "  "+n.String()+" "+driftText(report.Finding{Field: d.Path}.FieldPath(), d.Want, d.Have))
		}
	}
	if more := len(lines) - driftLimit; more > 0 && !v.Wide {
		lines = append(lines[:driftLimit], fmt.Sprintf("  and %d more fields; --wide lists them", more))
	}
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

func driftText(field, want, have string) string {
	return strings.TrimSpace(field + " " + Drift(want, have))
}

// Drift says how a field differs, to follow its name.
func Drift(want, have string) string {
	if want == "" && have == "" {
		return "differs; its values are not shown"
	}
	return "is " + cmp.Or(line(have, messageLimit), "absent") + ", the bundle has " + cmp.Or(line(want, messageLimit), "none")
}

// NotRead says which kinds of the bundle were not read.
func NotRead(a status.Assessment) string {
	return "not read, and so not compared: " + strings.Join(a.NotRead, ", ")
}

// treeRows are the objects of an input, indented by what applied them.
func treeRows(a status.Assessment, now string) [][]cell {
	var rows [][]cell
	seen := map[*status.Node]bool{}
	var visit func(n *status.Node, indent string)
	visit = func(n *status.Node, indent string) {
		if seen[n] {
			return
		}
		seen[n] = true
		rows = append(rows, []cell{
			{text: indent + n.String()}, {string(n.State), n.State},
			{text: moment.Age(n.Since(), now)}, {text: line(status.Said(n), messageLimit)},
		})
		for _, child := range n.Children {
			visit(child, indent+"  ")
		}
	}
	for _, n := range a.Roots {
		visit(n, "  ")
	}
	for _, n := range a.Support {
		if n.State != compliance.Compliant {
			visit(n, "  ")
		}
	}
	return rows
}
