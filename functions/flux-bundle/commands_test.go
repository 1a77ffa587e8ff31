// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

func TestArguments(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args           []string
		code           int
		stdout, stderr string
	}{
		{[]string{"--version"}, 0, "flux-bundle " + command.Version(version) + " with Flux 2.6.4, 2.7.5, 2.8.8, 2.9.4, 2.9.5, 2.9.6\n", ""},
		{[]string{"rendre"}, 2, "", `unknown command "rendre"; did you mean flux-bundle render?`},
		{[]string{"render"}, 2, "", "a file or folder with inputs is needed"},
		{[]string{"render", "-x"}, 2, "", "unknown shorthand flag: 'x' in -x"},
		{[]string{"render", "--clustr", "x"}, 2, "", "unknown flag: --clustr; did you mean --cluster?"},
		{[]string{"render", "-clustr", "x"}, 2, "", "unknown shorthand flag"},
		{[]string{"render", "-cluster"}, 2, "", "flag needs an argument: --cluster"},
		{[]string{"app.yaml"}, 2, "", `"app.yaml" is not a command; to render it, run flux-bundle render app.yaml`},
		{[]string{"-"}, 2, "", "run flux-bundle render -\n"},
		{[]string{"import", "azrue"}, 2, "", "did you mean flux-bundle import azure?"},
		{[]string{"import"}, 2, "", "Usage:\n  flux-bundle import COMMAND"},
		{[]string{"help", "all"}, 0, documentation, ""},
		{[]string{"help", "overveiw"}, 2, "", "did you mean overview?"},
		{[]string{"check"}, 2, "", "flux-bundle check: a file or folder to check is needed"},
		{[]string{"seal"}, 2, "", "flux-bundle seal: a file or folder with Secrets is needed"},
		{[]string{"status"}, 2, "", "flux-bundle status: a file or folder is needed"},
		{[]string{"status", "no-such-file.yaml"}, 2, "", "no-such-file.yaml"},
		{[]string{"--color", "blue", "status", "x"}, 2, "", "accepted: auto, always, never"},
		{[]string{"render", "no-such-file.yaml"}, 1, "", "[error] there is no file or folder no-such-file.yaml\n"},
		{[]string{"render", "--allow-removed", "few", "x"}, 2, "", "a whole number is expected"},
		{[]string{"images"}, 2, "", "a file or folder with inputs is needed"},
		{[]string{"images", "no-such-file.yaml"}, 1, "", "no-such-file.yaml"},
		{[]string{"diff", "."}, 2, "", "two folders are needed"},
		{[]string{"diff", "no-such-folder", "."}, 2, "", "[error] there is no file or folder no-such-folder\n"},
		{[]string{"diff", "-o", "html", ".", "."}, 2, "", "accepted: text, markdown, json"},
		{[]string{"diff", "--fail-on", "rigths", ".", "."}, 2, "", "accepted: delete-cluster-wide, "},
		{[]string{"diff", "git:-x:tree", "."}, 2, "", "write git:REVISION:FOLDER"},
		{nil, 1, "", "the input is empty"},
	} {
		code, stdout, stderr := call(t, "", tt.args...)
		if code != tt.code || stdout != tt.stdout || !strings.Contains(stderr, tt.stderr) || tt.stderr == "" && stderr != "" {
			t.Errorf("%q: %d, %q, %q", tt.args, code, stdout, stderr)
		}
	}
}

// Help fits on a screen, for the program and for each command, and the examples
// in it are commands that exist.
func TestHelp(t *testing.T) {
	t.Parallel()
	paths := [][]string{nil}
	for _, c := range commands().Commands() {
		paths = append(paths, []string{c.Name()})
	}
	for _, path := range append(paths, []string{"import", "azure"}) {
		code, stdout, stderr := call(t, "", append(slices.Clone(path), "--help")...)
		_, short, _ := call(t, "", append(slices.Clone(path), "-h")...)
		if code != 0 || stderr != "" || stdout != short || strings.Count(stdout, "\n") >= 30 {
			t.Errorf("%q: %d, %d lines, %q", path, code, strings.Count(stdout, "\n"), stderr)
		}
		if usage := "Usage:\n  " + strings.Join(append([]string{"flux-bundle"}, path...), " "); !strings.Contains(stdout, usage) {
			t.Errorf("%q has no %q:\n%s", path, usage, stdout)
		}
		if len(path) > 0 {
			if _, help, _ := call(t, "", append([]string{"help"}, path...)...); help != stdout {
				t.Errorf("help %q is not %q --help", path, path)
			}
		}
	}
}

// What a shell asks for completion.
func TestCompletion(t *testing.T) {
	t.Parallel()
	if code, stdout, _ := call(t, "", "completion", "bash"); code != 0 || !strings.Contains(stdout, "flux-bundle") {
		t.Errorf("%d, %.100q", code, stdout)
	}
	if code, stdout, _ := call(t, "", "__complete", "re"); code != 0 || !strings.HasPrefix(stdout, "render\t") {
		t.Errorf("%d, %q", code, stdout)
	}
}

// The commands of the other programs are the same under flux-bundle.
func TestFrontDoor(t *testing.T) {
	t.Parallel()
	const azure = `{"name": "app", "properties": {"namespace": "app", "gitRepository": {"url": "https://example.com/app"}}}`
	const source = "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: app, namespace: team}\nspec: {interval: 10m, url: https://example.com/app}\n"
	if code, stdout, stderr := call(t, azure, "import", "azure", "-"); code != 0 || !strings.Contains(stdout, "kind: FluxConfiguration\n") {
		t.Errorf("%d, %q, %q", code, stdout, stderr)
	}
	if code, stdout, stderr := call(t, source, "check", "-v", "-"); code != 0 || !strings.Contains(stdout, "needs source-controller") {
		t.Errorf("%d, %q, %q", code, stdout, stderr)
	}
	if code, stdout, stderr := call(t, source, "check", "-q", "-"); code != 0 || stdout+stderr != "" {
		t.Errorf("%d, %q, %q", code, stdout, stderr)
	}
	if code, _, stderr := call(t, source, "seal", "-q", "-"); code != 1 || !strings.Contains(stderr, "[error]") {
		t.Errorf("%d, %q", code, stderr)
	}
	const live = "../../e2e/testdata/live/ssh"
	if code, stdout, stderr := call(t, "", "status", live); code != 0 || !strings.Contains(stdout, "Compliant") || strings.Contains(stdout, "\x1b") {
		t.Errorf("%d, %q, %q", code, stdout, stderr)
	}
	if code, stdout, stderr := call(t, "", "status", live, "--color", "always"); code != 0 || !strings.Contains(stdout, "\x1b") {
		t.Errorf("%d, %q, %q", code, stdout, stderr)
	}
}

// The folder of a revision begins where the command runs.
func TestDiffOfRevision(t *testing.T) {
	repository := t.TempDir()
	tree := filepath.Join(repository, "deep", "tree")
	if err := os.MkdirAll(tree, 0o755); err != nil {
		t.Fatal(err)
	}
	write := func(branch string) {
		text := "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: {name: a, namespace: n}\nspec: {ref: {branch: " + branch + "}}\n"
		if err := os.WriteFile(filepath.Join(tree, "a.yaml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("main")
	for _, args := range [][]string{
		{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "-q", "-m", "a"},
	} {
		if out, err := exec.Command("git", append([]string{"-C", repository}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v\n%s", args, err, out)
		}
	}
	write("next")
	for dir, folder := range map[string]string{repository: "deep/tree", filepath.Dir(tree): "tree", tree: "."} {
		t.Chdir(dir)
		var stdout, stderr bytes.Buffer
		code := run([]string{"diff", "--exit-code", "git:HEAD:" + folder, folder}, os.Stdin, &stdout, &stderr)
		if code != 1 || !strings.Contains(stdout.String(), `"main" -> "next"`) {
			t.Errorf("in %s: exit code %d\n%s%s", dir, code, stdout.String(), stderr.String())
		}
	}
}
