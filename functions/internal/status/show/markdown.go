// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package show

import (
	"fmt"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/moment"
)

// markdown writes a report for a pull request or a page: the same as the table,
// in the Markdown of GitHub and GitLab.
func markdown(r Report, v View) []byte {
	var out strings.Builder
	if len(r.Clusters) > 1 {
		out.WriteString("| Cluster | Compliance | Configurations | Objects |\n|---|---|---|---|\n")
		for _, c := range r.worstFirst() {
			fmt.Fprintf(&out, "| %s | %s | %s | %d |\n", escape(c.Name), c.State(), tally(c), c.Objects)
		}
		out.WriteString("\n")
	}
	out.WriteString("| Configuration | Compliance | Revision | Age | Message |\n|---|---|---|---|---|\n")
	for _, c := range r.worstFirst() {
		for _, a := range c.worstFirst() {
			fmt.Fprintf(&out, "| %s | %s | %s | %s | %s |\n",
				escape(title(a)), a.State, escape(shortRevision(a)), moment.Age(a.Since(), r.Now), escape(line(a.Message, messageLimit)))
		}
	}
	for _, c := range r.worstFirst() {
		for _, a := range c.worstFirst() {
			var list strings.Builder
			if v.Wide {
				for _, row := range treeRows(a, r.Now) {
					indent := row[0].text[:len(row[0].text)-len(strings.TrimLeft(row[0].text, " "))]
					fmt.Fprintf(&list, "%s- %s: %s, %s\n", indent[2:], escape(strings.TrimSpace(row[0].text)), row[1].text, escape(row[3].text))
				}
			}
			for _, cause := range a.Causes {
				fmt.Fprintf(&list, "- **%s** %s\n", cause.State, escape(causeLine(cause)))
				if cause.Advice != "" {
					fmt.Fprintf(&list, "  %s\n", escape(cause.Advice))
				}
			}
			for _, n := range a.Drifted() {
				for _, d := range n.Drift {
					field := report.Finding{Field: d.Path}.FieldPath()
					fmt.Fprintf(&list, "- %s\n", escape(n.String()+" "+driftText(field, d.Want, d.Have)))
				}
			}
			if len(a.NotRead) > 0 {
				fmt.Fprintf(&list, "- %s\n", escape(NotRead(a)))
			}
			if list.Len() > 0 {
				fmt.Fprintf(&out, "\n#### %s\n\n%s", escape(title(a)), list.String())
			}
		}
	}
	return []byte(out.String())
}

// escape keeps what means something in Markdown and HTML from doing so.
func escape(s string) string {
	return markdownEscaper.Replace(s)
}

var markdownEscaper = strings.NewReplacer(
	`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "<", "&lt;", ">", "&gt;", "&", "&amp;", "[", `\[`, "]", `\]`, "@", "&#64;", "#", `\#`,
)
