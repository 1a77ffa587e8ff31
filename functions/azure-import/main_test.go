// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	open   = `{"name": "app", "properties": {"namespace": "app", "gitRepository": {"url": "https://example.com/app"}}}`
	secret = `{"name": "app", "properties": {"configurationProtectedSettings": {"httpsKey": "CANARY1"}}}`
)

// call runs azure-import with the given standard input.
func call(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "stdin")
	if err := os.WriteFile(path, []byte(stdin), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out, errOut bytes.Buffer
	code = run(args, file, &out, &errOut)
	if shown := out.String() + errOut.String(); strings.Contains(shown, "CANARY") {
		t.Errorf("a secret is shown: %s", shown)
	}
	return code, out.String(), errOut.String()
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestArguments(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		stdin          string
		args           []string
		code           int
		stdout, stderr string
	}{
		{"", []string{"help", "overview"}, 0, "## Overview", ""},
		{"", []string{"help", "all"}, 0, documentation, ""},
		{"", []string{"--help"}, 0, "Usage:\n  azure-import ", ""},
		{"", []string{"-o", "x", "-h"}, 0, "Usage:\n  azure-import ", ""},
		{"", []string{"--version"}, 0, "azure-import ", ""},
		{"", []string{"--nonsense"}, 2, "", "unknown flag: --nonsense"},
		{"", []string{"-o", "x"}, 2, "", "a file to import is needed"},
		{"", []string{"no-such-file"}, 1, "", "no-such-file"},
		{"", nil, 1, "", "the input is empty"},
		{open, []string{"-"}, 0, "kind: FluxConfiguration", ""},
		{open, []string{"-", "--name", "other"}, 0, "name: other", ""},
		{open, []string{"--patch", "no-such-file", "-"}, 1, "", "no-such-file"},
		{secret, []string{"-"}, 1, "", "SecretExposed"},
		{secret, []string{"--no-secrets", "-"}, 0, "kind: FluxConfiguration", "SecretLeftOut"},
		{"{", []string{"-"}, 1, "", "UnreadableInput"},
	} {
		code, stdout, stderr := call(t, tt.stdin, tt.args...)
		if code != tt.code || !strings.Contains(stdout, tt.stdout) || !strings.Contains(stderr, tt.stderr) {
			t.Errorf("%q: %d, %q, %q", tt.args, code, stdout, stderr)
		}
		if code != 0 && stdout != "" {
			t.Errorf("%q: output in spite of an error: %q", tt.args, stdout)
		}
	}
}

// TestFolder: secrets are in a file of their own that only its owner reads and
// git ignores, and what people have edited is not overwritten.
func TestFolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new")
	if code, _, stderr := call(t, secret, "-o", dir, "-"); code != 0 || !strings.Contains(stderr, "SecretMoved") {
		t.Fatalf("%d, %s", code, stderr)
	}
	if got := read(t, dir, "app.secret.yaml"); !strings.Contains(got, "httpsKey: CANARY1") {
		t.Error(got)
	}
	if info, err := os.Stat(filepath.Join(dir, "app.secret.yaml")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if got := read(t, dir, "app.yaml"); strings.Contains(got, "CANARY") {
		t.Error(got)
	}
	if got := read(t, dir, ".gitignore"); got != "/*.secret.yaml\n" {
		t.Errorf("%q", got)
	}
	if code, _, stderr := call(t, secret, "-o", dir, "-"); code != 0 {
		t.Errorf("a second import fails: %s", stderr)
	}
	if code, _, stderr := call(t, open, "-o", dir, "-"); code != 1 || !strings.Contains(stderr, "exists and differs") {
		t.Errorf("%d, %s", code, stderr)
	}
	if code, _, stderr := call(t, open, "-o", dir, "--overwrite", "-"); code != 0 || !strings.Contains(read(t, dir, "app.yaml"), "example.com") {
		t.Errorf("%d, %s", code, stderr)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".azure-import-*")); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}

// TestConflicts: all files that would be replaced are named at once, and none is
// written.
func TestConflicts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	two := strings.Replace("["+open+","+open+"]", `"app"`, `"web"`, 1)
	if code, _, stderr := call(t, two, "-o", dir, "-"); code != 0 {
		t.Fatal(stderr)
	}
	changed := strings.ReplaceAll(two, "example.com", "example.org")
	code, _, stderr := call(t, changed, "-o", dir, "-")
	for _, want := range []string{"2 files exist and differ", filepath.Join(dir, "app.yaml"), filepath.Join(dir, "web.yaml")} {
		if code != 1 || !strings.Contains(stderr, want) {
			t.Errorf("%d, %q is not in %s", code, want, stderr)
		}
	}
	if code, _, stderr := call(t, changed, "-o", dir, "--overwrite", "-"); code != 0 || !strings.Contains(read(t, dir, "web.yaml"), "example.org") {
		t.Errorf("%d, %s", code, stderr)
	}
}

// TestLooseSecret: a Secret file that others can read is written anew.
func TestLooseSecret(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if code, _, stderr := call(t, secret, "-o", dir, "-"); code != 0 {
		t.Fatal(stderr)
	}
	path := filepath.Join(dir, "app.secret.yaml")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, ".gitignore"), []byte("mine"), 0o640); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := call(t, secret, "-o", dir, "-"); code != 0 {
		t.Fatal(stderr)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if got := read(t, dir, ".gitignore"); got != "mine\n/*.secret.yaml\n" {
		t.Errorf("%q", got)
	}
}
