// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package object_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

func parse(t *testing.T, text string) object.Document {
	t.Helper()
	docs, err := object.ParseFile("file.yaml", []byte(text))
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	return docs[0]
}

// Scalars become what they are in JSON, and strings stay the strings that were
// written, whatever YAML 1.1 makes of them.
func TestScalars(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		"y": "y", "on": "on", "Yes": "Yes", "2024-01-01": "2024-01-01", "12:30": "12:30", "'1'": "1", "1.2.3": "1.2.3",
		"2024-01-01T00:00:00Z": "2024-01-01T00:00:00Z", "true": true, "False": false, "1000000": json.Number("1000000"),
		"0x1F": json.Number("31"), "0o17": json.Number("15"), "1_000": json.Number("1000"), "1.10": json.Number("1.10"),
		"-5": json.Number("-5"), "18446744073709551615": json.Number("18446744073709551615"), "1e3": json.Number("1000"),
		"+7": json.Number("7"), ".5": json.Number("0.5"), "null": nil, "~": nil, "": nil,
	} {
		got, problems := parse(t, "a: "+text+"\nb: 1\n").Value()
		if len(problems) > 0 || got["a"] != want {
			t.Errorf("%q is %#v, want %#v (%v)", text, got["a"], want, problems)
		}
		if _, there := got["a"]; there != (want != nil) {
			t.Errorf("%q: a null is an absent field", text)
		}
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a: !!binary aGk=":        "a: the YAML tag !!binary is not accepted",
		"a: !secret x":            "a: YAML tags are not accepted; put a text that begins with ! in quotes",
		"a: .inf":                 `a: this is not a number that JSON knows`,
		"a: 1e400":                "",
		"a: {b: 1, b: 2}":         `a.b: the key "b" is given twice`,
		"a: [{[x]: 1}]":           "a.0: a key must be a string",
		"a: {<<: 1}":              "a: the merge key << needs a mapping or a list of mappings",
		"a: &a [*a]":              "nested too deeply",
		"a: 99999999999999999999": "",
		strings.Repeat("a:\n ", 1) + strings.Repeat("[", 300) + strings.Repeat("]", 300): "nested too deeply",
	} {
		_, problems := parse(t, text).Value()
		got := ""
		if len(problems) > 0 {
			got = strings.Join(problems[0].Path, ".") + ": " + problems[0].Message
		}
		if want == "" != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%.40q: %.200q, want %q", text, got, want)
		}
	}
}

func TestMergeKeys(t *testing.T) {
	t.Parallel()
	d := parse(t, `
base: &base {a: 1, b: 1, c: 1}
more: &more {c: 2, d: 2}
one: {<<: *base, b: 2}
two: {<<: [*more, *base], a: null}
`)
	got, problems := d.Value()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	n := func(s string) json.Number { return json.Number(s) }
	want := map[string]any{"one": map[string]any{"a": n("1"), "b": n("2"), "c": n("1")}, "two": map[string]any{"b": n("1"), "c": n("2"), "d": n("2")}}
	delete(got, "base")
	delete(got, "more")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := object.Text(d.Node, "two", "d"); got != "2" {
		t.Errorf("a getter sees %q through the merge key", got)
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	docs, err := object.ParseFile("f", []byte("# comment\na: 1\n---\n\n---\nb:\n- c: 1\n  d:\n    e: 2\n"))
	if err != nil || len(docs) != 2 {
		t.Fatalf("%d documents, %v", len(docs), err)
	}
	if docs[1].Index != 2 {
		t.Errorf("the third document has index %d", docs[1].Index)
	}
	for _, tt := range []struct {
		path []string
		want int
	}{
		{nil, 6}, {[]string{"b"}, 6}, {[]string{"b", "0"}, 7}, {[]string{"b", "0", "d", "e"}, 9},
		{[]string{"b", "0", "missing"}, 7}, {[]string{"b", "7"}, 6}, {[]string{"b", "0", "d", "e", "f"}, 9},
	} {
		if got := docs[1].Line(tt.path...); got != tt.want {
			t.Errorf("%v is in line %d, want %d", tt.path, got, tt.want)
		}
	}
}

func TestSyntaxErrors(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a: [":            "line ",
		"a: b: c":         "mapping values are not allowed",
		"- a\n":           "must be a mapping",
		"\x00":            "control characters",
		"a: *nothing":     "unknown anchor",
		"a:\n\tb: c":      "a tab stands in the indentation",
		"a: 1\n---\nb: [": "line ",
	} {
		if _, err := object.ParseFile("f", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// FuzzParse: no text makes the parser or the conversion panic, and a document
// that has no problems is JSON.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"a: 1", "a: &a [*a]", "a: {<<: *b}", "? [a]\n: b", "!!set {a}", "a: !!float 1e999", "- a\n---\nb: c", `{"a": "\ud83d\ude00\/\ud83d"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		docs, err := object.ParseFile("f", text)
		if err != nil {
			return
		}
		for _, d := range docs {
			d.Name()
			d.Annotation("a")
			value, problems := d.Value()
			if len(problems) > 0 {
				continue
			}
			if _, err := json.Marshal(value); err != nil {
				t.Error(err)
			}
		}
	})
}

// Nulls stay where they say something, merge keys and lists included.
func TestValueWithNulls(t *testing.T) {
	t.Parallel()
	d := parse(t, "a: null\nkept: {b: null, c: {d: null}, e: [null]}\n")
	got, problems := d.ValueWithNulls(func(path []string) bool { return len(path) > 0 && path[0] == "kept" })
	want := map[string]any{"kept": map[string]any{"b": nil, "c": map[string]any{"d": nil}, "e": []any{nil}}}
	if len(problems) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %v (%v), want %v", got, problems, want)
	}
}

// JSON has escapes that YAML does not have.
func TestParseJSON(t *testing.T) {
	t.Parallel()
	const text = "{\"a\": \"\\/x\",\n \"b\": \"\\ud83d\\ude00\\ud83d\\\\u\\u00e9\\\\/\", \"c\": [1]}"
	docs, err := object.ParseFile("in.json", []byte(text))
	if err != nil || len(docs) != 1 {
		t.Fatalf("%v, %v", docs, err)
	}
	value, _ := docs[0].Value()
	var want map[string]any
	if err := json.Unmarshal([]byte(text), &want); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"a", "b"} {
		if value[key] != want[key] {
			t.Errorf("%s is %q, want %q", key, value[key], want[key])
		}
	}
	if line := docs[0].Line("b"); line != 2 {
		t.Errorf("b is in line %d", line)
	}
}
