// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package show

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
)

// cell is one entry of a table. One with a state has its color.
type cell struct {
	text  string
	state compliance.State
}

// colors are those of terminals (ECMA-48, SGR): red, magenta, yellow, cyan,
// green.
var colors = map[compliance.State]string{
	compliance.NonCompliant: "31", compliance.Unknown: "35", compliance.Pending: "33", compliance.Suspended: "36", compliance.Compliant: "32",
}

// columns writes rows in columns, three blanks apart, as kubectl does.
func columns(rows [][]cell, colored bool) string {
	const gap = 3
	var widths []int
	for _, row := range rows {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(c.text))
		}
	}
	var out strings.Builder
	for _, row := range rows {
		for i, c := range row {
			out.WriteString(paint(c, colored))
			if i < len(row)-1 {
				out.WriteString(strings.Repeat(" ", widths[i]+gap-utf8.RuneCountInString(c.text)))
			}
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func paint(c cell, colored bool) string {
	color := colors[c.state]
	if !colored || color == "" {
		return c.text
	}
	return "\x1b[" + color + "m" + c.text + "\x1b[0m"
}

// line makes one line of a text: what controls terminals is a blank, and so is
// every run of blanks. With a limit, the end of a long text is cut off.
func line(s string, limit int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if limit > 0 && utf8.RuneCountInString(s) > limit {
		s = string([]rune(s)[:limit-3]) + "..."
	}
	return s
}
