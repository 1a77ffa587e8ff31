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
		{"", []string{"--help"}, 0, "## Overview", ""},
		{"", []string{"--version"}, 0, "with Flux 2.6.4, 2.7.5, 2.8.8, 2.9.4, 2.9.5, 2.9.6", ""},
		{"", []string{"x", "-h"}, 0, "", "flux-check finds"},
		{"", []string{"--nonsense"}, 2, "", "flag provided but not defined"},
		{"", []string{"--strict"}, 2, "", "a file or folder to check is needed"},
		{"", []string{"no-such-file"}, 1, "", "no-such-file"},
		{"", nil, 1, "", "the input is empty"},
		{good, []string{"-"}, 0, "", "-:2: [info] GitRepository team/app kind: needs source-controller"},
		{good, []string{"-", "--flux-version", "1.0"}, 2, "", "[error] --flux-version: Flux \"1.0\" is not known"},
		{good, []string{"--ignore", "NeededOutside", "-"}, 0, "", ""},
		{plain, []string{"-"}, 0, "", "PlaintextSecret"},
		{plain, []string{"-", "--strict"}, 1, "", "[error] Secret team/app stringData"},
		{plain, []string{"-", "--strict=maybe"}, 2, "", `[error] --strict: "maybe" is not accepted`},
		{"token: [CANARY1", []string{"-"}, 1, "", "[error] not YAML"},
		{"", []string{"-"}, 1, "", "NothingToDo"},
		{"{apiVersion: fluxbundle.io/v1alpha1, kind: FluxConfiguration}", []string{"-"}, 0, "", "[info] all that is here are inputs of flux-bundle"},
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
	output, _, _ = strings.Cut(strings.TrimSpace(output), "\n")
	_, _, stderr := call(t, strings.ReplaceAll(input, "\n    ", "\n")[len("    "):], "--multi-tenancy", "true", "-")
	if got := strings.SplitN(stderr, ": ", 2); len(got) != 2 || !strings.HasPrefix(got[1], output) {
		t.Errorf("got\n%s\nwant\n%s", stderr, output)
	}
}
