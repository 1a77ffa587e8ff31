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
	healthy = "../../e2e/testdata/live/ssh"
	broken  = "../../e2e/testdata/live/wrong-key"
	fleet   = "../../e2e/testdata/live"
)

// call runs flux-status with the given standard input.
func call(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "stdin"), filepath.Join(dir, "stdout")
	if err := os.WriteFile(in, []byte(stdin), 0o600); err != nil {
		t.Fatal(err)
	}
	input, err := os.Open(in)
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	output, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer output.Close()
	var errOut bytes.Buffer
	code = run(args, input, output, &errOut)
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return code, string(text), errOut.String()
}

func TestArguments(t *testing.T) {
	t.Parallel()
	live, err := os.ReadFile(broken + "/objects.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const secret = "apiVersion: v1\nitems:\n- kind: Secret\n  data: {a: CANARY: CANARY}\n"
	for _, tt := range []struct {
		stdin          string
		args           []string
		code           int
		stdout, stderr string
	}{
		{"", []string{"help", "overview"}, 0, "## Overview", ""},
		{"", []string{"help", "all"}, 0, documentation, ""},
		{"", []string{"--help"}, 0, "Usage:\n  flux-status ", ""},
		{"", []string{"x", "-h"}, 0, "Usage:\n  flux-status ", ""},
		{"", []string{"--version"}, 0, "flux-status ", ""},
		{"", []string{"--nonsense"}, 2, "", "unknown flag: --nonsense"},
		{"", []string{"--wide"}, 2, "", "a file or folder is needed"},
		{"", []string{"no-such-file"}, 2, "", "no-such-file"},
		{"", nil, 2, "", "the input is empty"},
		{"", []string{healthy}, 0, "Compliant", ""},
		{"", []string{broken}, 1, "unable to authenticate", ""},
		{string(live), []string{broken + "/in", "-"}, 1, "unable to authenticate", ""},
		{"", []string{broken, "-o", "xml"}, 2, "", `"xml" is no format; accepted: table, json, yaml, markdown, fluxconfig, junit`},
		{"", []string{broken, "--now", "yesterday"}, 2, "Non-Compliant", `"yesterday" is no time`},
		{"", []string{healthy, "--now", "2026-01-02T01:00:00+01:00"}, 0, "24h", ""},
		{"", []string{broken, "-o", "junit"}, 1, `<failure type="Non-Compliant" message="Non-Compliant: `, ""},
		{"", []string{broken, "-o", "junit", "--allow", "non-compliant"}, 0, `<testsuites tests="1" failures="0" skipped="1">`, ""},
		{"", []string{broken, "--fail-on", "Pending"}, 0, "unable to authenticate", ""},
		{"", []string{broken, "--fail-on", "Pending,Non-Compliant"}, 1, "unable to authenticate", ""},
		{"", []string{broken, "--allow", "Unknown"}, 2, "", `accepted: Non-Compliant, Pending, Suspended`},
		{"", []string{broken, "--fail-on", "Bad"}, 2, "", `accepted: Non-Compliant, Unknown, Pending, Suspended`},
		{"", []string{healthy + "/in"}, 2, "", "there is no live object"},
		{secret, []string{healthy, "-"}, 2, "app", "the list ends in the middle"},
		{"", []string{fleet, "-o", "markdown"}, 1, "| wrong-key | Non-Compliant | 1 Non-Compliant |", ""},
	} {
		code, stdout, stderr := call(t, tt.stdin, tt.args...)
		if code != tt.code || !strings.Contains(stdout, tt.stdout) || !strings.Contains(stderr, tt.stderr) {
			t.Errorf("%q: %d, %q, %q", tt.args, code, stdout, stderr)
		}
		if strings.Contains(stdout+stderr, "CANARY") {
			t.Errorf("%q: a secret is shown", tt.args)
		}
		if strings.Contains(stdout, "\x1b") {
			t.Errorf("%q: a file gets the colors of a terminal", tt.args)
		}
	}
}
