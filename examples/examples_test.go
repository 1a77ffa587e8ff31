// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

const (
	teamsDir    = "teams/kpt"
	renderedDir = "teams/rendered"
)

// What is committed is what comes out now. The packages are compared by
// TestGolden; with -update they are rendered here, which is why this test does
// not run beside others.
func TestCommittedOutput(t *testing.T) {
	if *update {
		run(t, "", "flux-bundle", "render", "-o", renderedDir, teamsDir)
		for _, dir := range []string{kptDir, teamsDir} {
			t.Run("update of "+filepath.Base(filepath.Dir(dir)), func(t *testing.T) {
				need(t, "kpt")
				run(t, "", "kpt", "fn", "render", "--allow-exec", dir)
			})
		}
	}
	rendered := t.TempDir()
	run(t, "", "flux-bundle", "render", "-o", rendered, teamsDir)
	compareTrees(t, readTree(t, renderedDir), readTree(t, rendered))
	compare(t, readTree(t, teamsDir).objects(t).emitted(), readTree(t, rendered).objects(t))
}

// Every block of commands in a README works in the folder of the README.
func TestCommandsOfREADMEs(t *testing.T) {
	t.Parallel()
	need(t, "kustomize")
	need(t, "kpt")
	for _, name := range readmes(t) {
		commands := commandsOf(readFile(t, "", name))
		if commands == "" {
			t.Errorf("%s has no commands", name)
			continue
		}
		t.Run(filepath.ToSlash(filepath.Dir(name)), func(t *testing.T) {
			t.Parallel()
			dir := copyOf(t, ".")
			run(t, filepath.Join(dir, filepath.Dir(name)), "bash", "-euo", "pipefail", "-c", commands)
		})
	}
}

func TestREADMEListsExamples(t *testing.T) {
	t.Parallel()
	list := readFile(t, "", "README.md")
	for _, name := range readmes(t) {
		if dir := filepath.ToSlash(filepath.Dir(name)); dir != "." && !strings.Contains(list, "["+dir+"]("+dir+")") {
			t.Errorf("README.md does not list %s", dir)
		}
	}
}

func readmes(t *testing.T) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Name() == "README.md" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// commandsOf returns the blocks marked as sh of a page, in order.
func commandsOf(page string) string {
	var commands strings.Builder
	inside := false
	for line := range strings.Lines(page) {
		switch {
		case line == "```sh\n":
			inside = true
		case line == "```\n":
			inside = false
		case inside:
			commands.WriteString(line)
		}
	}
	return commands.String()
}
