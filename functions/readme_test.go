// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions"
)

// The README shows an input, how many objects it yields, and how they begin.
func TestREADMEShowsItsOutput(t *testing.T) {
	t.Parallel()
	readme := readme(t)
	blocks := strings.Split(readme, "```yaml\n")
	if len(blocks) < 3 {
		t.Fatal("the README shows no input and output")
	}
	input, _, _ := strings.Cut(blocks[1], "```")
	want, _, _ := strings.Cut(blocks[2], "```")
	files, outcome := functions.Render([]functions.File{{Path: "in.yaml", Data: []byte(input)}}, nil)
	if len(outcome.Lines) != 1 || !strings.HasSuffix(outcome.Lines[0], "(Endpoints)") {
		t.Errorf("the input of the README: %s", lines(outcome.Lines))
	}
	stream := join(files)
	if !strings.HasPrefix(string(stream), want) {
		t.Errorf("the output of the README is\n%s\nbut begins with\n%.400s", want, stream)
	}
	if count := fmt.Sprintf("into %d objects", len(split(stream))); !strings.Contains(readme, count) {
		t.Errorf("the README does not say %q", count)
	}
}

// What a guarantee is said to be held by is there.
func TestGuaranteesNameTests(t *testing.T) {
	t.Parallel()
	var code strings.Builder
	err := filepath.WalkDir(".", func(path string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, "_test.go") {
			data, readErr := os.ReadFile(path)
			code.Write(data)
			err = readErr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile("`((?:Test|Fuzz|check)[A-Z][A-Za-z]+)`").FindAllStringSubmatch(readPage(t, "../docs/guarantees.md"), -1)
	if len(names) == 0 {
		t.Error("docs/guarantees.md names no tests")
	}
	for _, name := range names {
		if !strings.Contains(code.String(), "func "+name[1]+"(") {
			t.Errorf("docs/guarantees.md names %s, which is not there", name[1])
		}
	}
}

func readme(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
