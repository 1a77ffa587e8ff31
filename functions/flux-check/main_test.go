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
	good = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: app, namespace: team}
spec: {interval: 10m, url: https://example.com/app}
`
	plain = `apiVersion: v1
kind: Secret
metadata: {name: app, namespace: team}
stringData: {token: CANARY1}
`
)

// call runs flux-check with the given standard input.
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
	if strings.Contains(out.String()+errOut.String(), "CANARY") {
		t.Errorf("a secret is shown: %s%s", out.String(), errOut.String())
	}
	return code, out.String(), errOut.String()
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
		{"", []string{"--help"}, 0, "Usage:\n  flux-check ", ""},
		{"", []string{"--version"}, 0, "with Flux 2.6.4, 2.7.5, 2.8.8, 2.9.4, 2.9.5, 2.9.6", ""},
		{"", []string{"x", "-h"}, 0, "Usage:\n  flux-check ", ""},
		{"", []string{"--nonsense"}, 2, "", "unknown flag: --nonsense"},
		{"", []string{"--strict"}, 2, "", "a file or folder to check is needed"},
		{"", []string{"no-such-file"}, 1, "", "no-such-file"},
		{"", nil, 1, "", "the input is empty"},
		{good, []string{"-"}, 0, "1 info (infos are shown with -v): exit code 0", ""},
		{good, []string{"-", "-v"}, 0, "-:2: GitRepository team/app kind", ""},
		{good, []string{"-", "--flux-version", "1.0"}, 2, "", "[error] --flux-version: Flux \"1.0\" is not known"},
		{good, []string{"--ignore", "NeededOutside", "-"}, 0, "no findings: exit code 0\n", ""},
		{plain, []string{"-"}, 0, "[warning] PlaintextSecret", ""},
		{plain, []string{"-", "--strict"}, 1, "[error] PlaintextSecret", ""},
		{plain, []string{"-", "--fail-on", "warning"}, 1, "[warning] PlaintextSecret", ""},
		{plain, []string{"-", "--fail-on", "info"}, 2, "", "accepted: error, warning"},
		{plain, []string{"-", "-o", "json"}, 0, `"reason": "PlaintextSecret"`, ""},
		{plain, []string{"-", "-o", "sarif"}, 0, `"ruleId": "PlaintextSecret"`, ""},
		{plain, []string{"-", "-o", "github"}, 0, "::warning title=PlaintextSecret,file=-,line=4::Secret team/app", ""},
		{plain, []string{"-", "-o", "yaml"}, 2, "", "accepted: text, json, sarif, github"},
		{plain, []string{"-", "--strict=maybe"}, 2, "", `[error] --strict: "maybe" is not accepted`},
		{"token: [CANARY1", []string{"-"}, 1, "[error] UnreadableInput\n  not YAML", ""},
		{"", []string{"-"}, 1, "NothingToDo", ""},
		{"{apiVersion: fluxbundle.io/v1alpha1, kind: FluxConfiguration}", []string{"-", "-v"}, 0, "all that is here are inputs of flux-bundle", ""},
		{"token: [CANARY1", nil, 1, "", "the input is not YAML"},
	} {
		code, stdout, stderr := call(t, tt.stdin, tt.args...)
		if code != tt.code || !strings.Contains(stdout, tt.stdout) || !strings.Contains(stderr, tt.stderr) {
			t.Errorf("%q: %d, %q, %q", tt.args, code, stdout, stderr)
		}
	}
}

// The README shows what its example yields.
func TestREADME(t *testing.T) {
	t.Parallel()
	_, examples, _ := strings.Cut(documentation, "\n## Examples\n\n")
	input, output, _ := strings.Cut(examples, "\nyields\n\n")
	output, _, _ = strings.Cut(output, "\n\nwith ")
	output = strings.ReplaceAll("\n"+output, "\n    ", "\n")[1:] + "\n"
	_, got, _ := call(t, strings.ReplaceAll(input, "\n    ", "\n")[len("    "):], "--multi-tenancy", "true", "-")
	if got != output {
		t.Errorf("got\n%s\nwant\n%s", got, output)
	}
}

// The silences of a folder that is named count.
func TestSilences(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"app.yaml":         plain,
		".flux-check.yaml": "silences: [{reason: PlaintextSecret, file: app.yaml, because: a demo}]",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if code, stdout, stderr := call(t, "", "--fail-on", "warning", dir); code != 0 || stdout != "no findings: exit code 0\n" {
		t.Errorf("%d, %s%s", code, stdout, stderr)
	}
}
