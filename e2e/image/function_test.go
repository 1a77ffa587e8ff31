// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is wrong is named before anything is compiled, and nothing is written.
func TestBadInput(t *testing.T) {
	const good = "image: hello\ndescription: Says hello.\nlicense: Apache-2.0\nsourceURL: https://github.com/o/r/tree/main/functions/hello\n"
	arguments := []string{"-version", "v1", "-revision", "abc", "-created", "2026-02-03T04:05:06Z"}
	for _, c := range []struct {
		name, metadata string
		args           []string
		want           string
	}{
		{name: "no version", args: []string{"-revision", "abc"}, want: "-version and -revision are needed"},
		{name: "no date", args: []string{"-version", "v1", "-revision", "abc"}, want: "-created: parsing time"},
		{name: "a date without a zone", args: []string{"-version", "v1", "-revision", "abc", "-created", "2026-02-03 04:05:06"}, want: "-created: parsing time"},
		{name: "no functions", want: "has no functions/*/main.go"},
		{name: "no metadata", metadata: "-", want: "metadata.yaml: no such file"},
		{name: "metadata that is no YAML", metadata: "image: [", want: "metadata.yaml: "},
		{name: "metadata of another function", metadata: strings.Replace(good, "hello", "bye", 1), want: `image is "bye", but the function is hello`},
		{name: "no description", metadata: strings.Replace(good, "Says hello.", "", 1), want: "description and license are needed"},
		{name: "no folder in the source", metadata: strings.Replace(good, "/tree/main/functions/hello", "", 1), want: "sourceURL is no https://github.com/"},
		{name: "source elsewhere", metadata: strings.Replace(good, "https://github.com", "https://example.com", 1), want: "sourceURL is no https://github.com/"},
		{name: "a version that is no tag", metadata: good, args: append(arguments, "-version", "v1+2"), want: "v1+2"},
		{name: "a repository that is none", metadata: good, args: append(arguments, "-repository", "Not/A Name"), want: "Not/A Name"},
		{name: "code that does not compile", metadata: good, want: "go build of hello for linux/amd64"},
	} {
		t.Run(c.name, func(t *testing.T) {
			source, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
			if c.metadata != "" {
				writeFunctionFolder(t, filepath.Join(source, "functions", "hello"), c.metadata)
			}
			if c.args == nil {
				c.args = arguments
			}
			err := run(append([]string{"-source", source, "-o", out}, c.args...))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("something was written")
			}
		})
	}
}

func writeFunctionFolder(t *testing.T, dir, metadata string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"main.go": "package main\n\nfunc main() { missing() }\n", "metadata.yaml": metadata}
	if metadata == "-" {
		delete(files, "metadata.yaml")
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
