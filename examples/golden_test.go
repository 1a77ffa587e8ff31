// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// expectedDir makes a package a golden case, in the form of kpt's catalog of
// functions (https://github.com/kptdev/krm-functions-catalog): the package is
// rendered twice in a repository of its own, and compared with
//
//	.expected/config.yaml   how to call kpt and what it says
//	.expected/diff.patch    what a render changes; no file means nothing
//	.expected/results.yaml  the results, if they matter
const expectedDir = ".expected"

// expectation is config.yaml, as far as our cases use it. kpt's own runner
// reads it the same way.
type expectation struct {
	// TestType is render, which is also the default.
	TestType string `json:"testType"`
	// ExitCode of kpt. A case that fails runs only once.
	ExitCode int `json:"exitCode"`
	// StdOut and StdErr are part of what kpt prints.
	StdOut string `json:"stdOut"`
	StdErr string `json:"stdErr"`
	// AllowExec passes --allow-exec.
	AllowExec bool `json:"allowExec"`
	// DisableOutputTruncate shows more than the first lines of an error.
	DisableOutputTruncate bool `json:"disableOutputTruncate"`
}

func TestGolden(t *testing.T) {
	t.Parallel()
	cases, err := filepath.Glob("*/*/" + expectedDir)
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	for _, dir := range cases {
		t.Run(filepath.ToSlash(filepath.Dir(dir)), func(t *testing.T) {
			t.Parallel()
			runGolden(t, filepath.Dir(dir))
		})
	}
}

// runGolden runs the case in dir.
func runGolden(t *testing.T, dir string) {
	t.Helper()
	need(t, "kpt")
	expected := filepath.Join(dir, expectedDir)
	var config expectation
	if err := yaml.UnmarshalStrict([]byte(readFile(t, expected, "config.yaml")), &config); err != nil {
		t.Fatal(err)
	}
	if config.TestType != "" && config.TestType != "render" {
		t.Fatalf("test type %q is not supported", config.TestType)
	}
	pkg := copyOf(t, dir)
	first := commit(t, pkg)
	args, results := []string{"fn", "render", pkg}, ""
	if _, err := os.Stat(filepath.Join(expected, "results.yaml")); err == nil {
		results = t.TempDir()
		args = append(args, "--results-dir", results)
	}
	if config.AllowExec {
		args = append(args, "--allow-exec")
	}
	if config.DisableOutputTruncate {
		args = append(args, "--truncate-output=false")
	}
	for round := 1; round <= 2; round++ {
		done := try(t, "", "kpt", args...)
		checkEnd(t, config, done)
		if results != "" && round == 1 {
			expectFile(t, expected, "results.yaml", readFile(t, results, "results.yaml"))
		}
		commit(t, pkg)
		expectFile(t, expected, "diff.patch", git(t, pkg, "diff", first, "HEAD"))
		if t.Failed() || done.code != 0 {
			return
		}
	}
}

func checkEnd(t *testing.T, config expectation, done ended) {
	t.Helper()
	if done.code != config.ExitCode {
		t.Errorf("exit code %d, want %d", done.code, config.ExitCode)
	}
	if !strings.Contains(done.stdout, config.StdOut) {
		t.Errorf("standard output has no %q", config.StdOut)
	}
	if !strings.Contains(done.stderr, config.StdErr) {
		t.Errorf("standard error has no %q", config.StdErr)
	}
	if t.Failed() {
		t.Logf("kpt said:\n%s%s", done.stdout, done.stderr)
	}
}

// expectFile compares text with a file, or makes it the file with -update. A
// file that would be empty is not there.
func expectFile(t *testing.T, dir, name, got string) {
	t.Helper()
	got = strings.TrimSpace(got)
	switch {
	case *update && got == "":
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	case *update:
		write(t, dir, tree{name: got + "\n"})
	default:
		if want := strings.TrimSpace(readFile(t, dir, name)); got != want {
			t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
		}
	}
}

// readFile reads a file; one that does not exist is empty.
func readFile(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(data)
}

// commit commits everything in a folder, which becomes a repository if it is
// none, and returns the commit.
func commit(t *testing.T, dir string) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(dir, ".git")); err != nil {
		git(t, dir, "init", "--quiet")
	}
	git(t, dir, "add", "--all")
	git(t, dir, "commit", "--quiet", "--allow-empty", "--message", "state")
	return strings.TrimSpace(git(t, dir, "rev-parse", "HEAD"))
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	return run(t, dir, "git", args...)
}
