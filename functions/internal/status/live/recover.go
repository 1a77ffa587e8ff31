// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live

import (
	"bytes"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// piece is a part of a text, and the number of lines before it.
type piece struct {
	text  []byte
	lines int
}

// recover reads a file that is not YAML as a whole: its documents one by one,
// and of a list the items one by one.
func (s *Set) recover(f File, whole error) report.Findings {
	var found report.Findings
	read := false
	for index, p := range documents(f.Data) {
		docs, err := object.ParseFile(f.Path, p.text)
		if err == nil {
			for _, d := range docs {
				d.Index, d.Lines = index, false
				found = append(found, s.Add(d)...)
			}
			continue
		}
		read = true
		found = append(found, s.recoverList(f.Path, p, err)...)
	}
	if !read {
		// The parts are YAML and the whole is not, such as an anchor that two
		// documents share.
		found = append(found, unreadable(f.Path, lineOf(whole), "not YAML"))
	}
	return found
}

// documents splits a stream. A line that begins with --- ends a document
// wherever it stands (YAML 1.2.2, section 9.1.2).
func documents(text []byte) []piece {
	return split(text, func(line []byte) bool { return bytes.HasPrefix(line, []byte("---")) })
}

// split cuts a text before the lines that begin a piece.
func split(text []byte, begins func(line []byte) bool) []piece {
	var out []piece
	start, startLine, at, line := 0, 0, 0, 0
	for at < len(text) {
		end := bytes.IndexByte(text[at:], '\n') + 1
		if end == 0 {
			end = len(text) - at
		}
		if at > start && begins(text[at:at+end]) {
			out = append(out, piece{text[start:at], startLine})
			start, startLine = at, line
		}
		at += end
		line++
	}
	return append(out, piece{text[start:], startLine})
}

// recoverList reads the items of a list that is not YAML as a whole.
func (s *Set) recoverList(path string, p piece, whole error) report.Findings {
	before, items, found := bytes.Cut(p.text, []byte("\nitems:\n"))
	if !found || !bytes.HasPrefix(bytes.TrimLeft(items, " "), []byte("- ")) {
		return report.Findings{unreadable(path, p.lines+lineOf(whole), "not YAML")}
	}
	indent := len(items) - len(bytes.TrimLeft(items, " "))
	dash := items[:indent+len("- ")]
	first := p.lines + bytes.Count(before, []byte("\n")) + 2
	pieces := split(items, func(line []byte) bool { return bytes.HasPrefix(line, dash) })
	var out report.Findings
	for i, item := range pieces {
		text := item.text
		if i == len(pieces)-1 {
			text = withoutEnd(text)
		}
		docs, err := object.ParseFile(path, append([]byte("items:\n"), text...))
		switch {
		case err == nil:
			for _, d := range docs {
				d.Lines = false
				s.Add(d)
			}
		case i == len(pieces)-1 && len(text) == len(item.text):
			out = append(out, truncated(path))
		default:
			out = append(out, unreadable(path, first+item.lines+lineOf(err)-1, "an item of the list is not YAML"))
		}
	}
	return out
}

// withoutEnd cuts the fields of the list that stand behind its items.
func withoutEnd(text []byte) []byte {
	return split(text, func(line []byte) bool { return line[0] >= 'a' && line[0] <= 'z' })[0].text
}
