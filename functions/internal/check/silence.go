// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// SilencesFile is the name of the file that silences findings in its folder and
// below.
const SilencesFile = ".flux-check.yaml"

// silence leaves out findings that are right as they are, and says why.
type silence struct {
	reason report.Reason
	// from and to are the lines that a comment is for; both are 0 for an entry of
	// a SilencesFile.
	file     string
	from, to int
	// files is a pattern of paths, object is Kind namespace/name or Kind name, and
	// field a path; each may be empty.
	files, object, field string
	// at is where the silence stands.
	at   report.Object
	path []string
	used bool
}

// comment is a silence in a file: # flux-check ignore REASON: why.
var comment = pattern.Of(`(?:^|\s)#\s*flux-check ignore\b(.*)$`)

var commentParts = pattern.Of(`^\s+([A-Za-z]+)\s*:\s*(\S.*)$`)

// silences collects the silences of files.
type silences struct {
	list  []*silence
	found report.Findings
}

// readComments finds the silences in the comments of a file. One is for its own
// line and for the next one that is no comment; above the first field of an object
// it is for the whole object.
func (s *silences) readComments(file File) {
	if !strings.Contains(string(file.Data), "flux-check ignore") {
		return
	}
	lines := strings.Split(string(file.Data), "\n")
	start := 0
	for i := 0; i <= len(lines); i++ {
		if i < len(lines) && !strings.HasPrefix(lines[i], "---") {
			continue
		}
		s.readDocument(file.Path, lines[start:i], start)
		start = i + 1
	}
}

// readDocument finds the silences in the lines of one document, of which the
// first is line offset+1.
func (s *silences) readDocument(name string, lines []string, offset int) {
	first := slices.IndexFunc(lines, func(line string) bool { return !isComment(line) })
	for i, line := range lines {
		m := comment().FindStringSubmatch(line)
		if m == nil {
			continue
		}
		at := report.Object{File: name, Line: offset + i + 1}
		says := commentParts().FindStringSubmatch(m[1])
		if says == nil {
			s.found = append(s.found, report.Finding{
				Severity: fn.Error, Reason: report.InvalidSilence, Object: at,
				Message: "this comment silences nothing, since it has no reason code or does not say why",
				Hint:    "accepted: # flux-check ignore REASON: why",
			})
			continue
		}
		next := i
		for next < len(lines)-1 && isComment(lines[next]) {
			next++
		}
		one := &silence{reason: report.Reason(says[1]), file: name, from: offset + i + 1, to: offset + next + 1, at: at}
		if first < 0 || i < first {
			one.to = offset + len(lines)
		}
		s.list = append(s.list, one)
	}
}

// isComment reports whether a line has no value on it.
func isComment(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || strings.HasPrefix(line, "#")
}

// readFile reads a SilencesFile: a list silences of entries with reason, because,
// and file or object, and field.
func (s *silences) readFile(file File) {
	docs, err := object.ParseFile(file.Path, file.Data)
	if err != nil || len(docs) != 1 {
		s.invalid(report.Object{File: file.Path}, nil, "this is not one YAML document with a list silences")
		return
	}
	about := report.About(docs[0])
	value, problems := docs[0].Value()
	for _, p := range problems {
		s.invalid(about, p.Path, p.Message)
	}
	for _, key := range slices.Sorted(maps.Keys(value)) {
		if key != "silences" {
			s.invalid(about, []string{key}, "there is no such field")
		}
	}
	list, isList := value["silences"].([]any)
	if value["silences"] != nil && !isList {
		s.invalid(about, []string{"silences"}, "a list is expected")
	}
	for i, element := range list {
		s.entry(file.Path, about, []string{"silences", strconv.Itoa(i)}, element)
	}
}

func (s *silences) invalid(about report.Object, field []string, message string) {
	s.found = append(s.found, report.Finding{
		Severity: fn.Error, Reason: report.InvalidSilence, Object: about, Field: field, Message: message,
		Hint: "accepted: silences, a list of {reason, because, file, object, field}; reason, because, and file or object are needed",
	})
}

// entry reads one entry of a SilencesFile.
func (s *silences) entry(name string, about report.Object, field []string, value any) {
	m, ok := value.(map[string]any)
	if !ok {
		s.invalid(about, field, "an object is expected")
		return
	}
	one := &silence{at: about, path: field}
	because, reason := "", ""
	fields := map[string]*string{"reason": &reason, "because": &because, "file": &one.files, "object": &one.object, "field": &one.field}
	for _, key := range slices.Sorted(maps.Keys(m)) {
		target, known := fields[key]
		text, isText := m[key].(string)
		if !known || !isText {
			s.invalid(about, append(field[:len(field):len(field)], key), "there is no such field, or it is not a text")
			return
		}
		*target = text
	}
	if reason == "" || strings.TrimSpace(because) == "" || one.files == "" && one.object == "" {
		s.invalid(about, field, "reason, because, or both of file and object are missing")
		return
	}
	one.reason = report.Reason(reason)
	if one.files != "" {
		one.files = path.Join(path.Dir(name), one.files)
	}
	if _, err := path.Match(one.files, ""); err != nil {
		s.invalid(about, append(field[:len(field):len(field)], "file"), "this is not a pattern of paths")
		return
	}
	s.list = append(s.list, one)
}

// apply leaves out what is silenced, and adds what is wrong with silences: those
// that silence nothing are left over from something that was mended.
func (s *silences) apply(found report.Findings) report.Findings {
	if len(s.list) == 0 {
		return append(found, s.found...)
	}
	var lines object.LineIndex
	byReason := map[report.Reason][]*silence{}
	for _, one := range s.list {
		byReason[one.reason] = append(byReason[one.reason], one)
	}
	out := slices.DeleteFunc(found, func(f report.Finding) bool {
		silent := false
		for _, one := range byReason[f.Reason] {
			if one.matches(f, &lines) {
				one.used, silent = true, true
			}
		}
		return silent
	})
	for _, one := range s.list {
		if !one.used {
			out = append(out, report.Finding{
				Severity: fn.Warning, Reason: report.UnusedSilence, Object: one.at, Field: one.path,
				Message: "this silences " + report.Quote(string(one.reason)) + ", which is not found where it stands", Hint: "remove it, or correct the reason or the place",
			})
		}
	}
	return append(out, s.found...)
}

// matches reports whether the silence is for a finding of its reason.
func (one *silence) matches(f report.Finding, lines *object.LineIndex) bool {
	if one.to > 0 {
		line := f.LineBy(lines)
		return f.Object.File == one.file && line >= one.from && line <= one.to
	}
	return (one.files == "" || below(one.files, f.Object.File)) &&
		(one.object == "" || one.object == f.Object.String()) &&
		(one.field == "" || one.field == f.FieldPath())
}

// below reports whether a pattern of files matches a path, or a folder that it is in.
func below(files, name string) bool {
	for name = path.Clean(name); name != "." && name != "/" && name != ""; name = path.Dir(name) {
		if matched, err := path.Match(files, name); err == nil && matched {
			return true
		}
	}
	return files == "."
}
