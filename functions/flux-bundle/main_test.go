// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions"
)

const configuration = `apiVersion: fluxbundle.io/v1alpha1
kind: FluxConfiguration
metadata:
  name: app
spec:
  scope: namespace
  namespace: app
  gitRepository:
    url: https://example.com/app
    repositoryRef: {branch: main}
  kustomizations:
    all: {}
`

const extension = `apiVersion: fluxbundle.io/v1alpha1
kind: FluxExtension
metadata:
  name: flux
`

// call runs flux-bundle with the given standard input.
func call(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "stdin"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteString(stdin); err != nil {
		t.Fatal(err)
	}
	if _, err := file.Seek(0, 0); err != nil {
		t.Fatal(err)
	}
	var out, errOut bytes.Buffer
	code = run(args, file, &out, &errOut)
	return code, out.String(), errOut.String()
}

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// names lists the files in and below a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			name, _ := filepath.Rel(dir, path)
			out = append(out, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// A terminal on standard input gets usage instead of a program that hangs.
func TestTerminal(t *testing.T) {
	t.Parallel()
	null, err := os.Open("/dev/null") // a character device, as a terminal is
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	var out, errOut bytes.Buffer
	if code := run(nil, null, &out, &errOut); code != 2 || !strings.Contains(errOut.String(), "Usage:\n  flux-bundle COMMAND\n") || out.Len() > 0 {
		t.Errorf("%d, %q, %q", code, &out, &errOut)
	}
}

func TestFunction(t *testing.T) {
	t.Parallel()
	const list = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n"
	code, stdout, stderr := call(t, list)
	if code != 0 || stdout != list || stderr != "" {
		t.Errorf("%d, %q, %q", code, stdout, stderr)
	}
	code, stdout, stderr = call(t, list+"functionConfig: {apiVersion: fluxbundle.io/v1alpha1, kind: FluxConfiguration, metadata: {name: a}}\n")
	if code != 1 || !strings.Contains(stdout, "results:") || !strings.Contains(stderr, "[error] FluxConfiguration a spec: is required (MissingField)") {
		t.Errorf("%d, %q, %q", code, stdout, stderr)
	}
}

func TestRenderToStdout(t *testing.T) {
	t.Parallel()
	in := folder(t, map[string]string{
		"app.yaml": configuration, "sub/flux.yml": extension, ".hidden/x.yaml": "a: [", "notes.txt": "a: [",
		"other.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: other}\n",
	})
	code, stdout, stderr := call(t, "", "render", in, filepath.Join(in, "app.yaml"))
	if code != 0 || !strings.HasSuffix(stderr, "(Endpoints)\n[info] documents that are no inputs are left out: ConfigMap other (1); kustomize and kpt pass them through (NotAnInput)\n") {
		t.Fatalf("%d, %q", code, stderr)
	}
	if strings.Contains(stdout, functions.Header) || !strings.HasPrefix(stdout, "---\napiVersion: v1\nkind: Namespace\n") {
		t.Errorf("the stream begins %.200q", stdout)
	}
	for text, times := range map[string]int{"kind: GitRepository\nmetadata:\n  annotations": 1, "\nkind: Deployment\n": 4, "kind: ConfigMap\nmetadata": 0} {
		if got := strings.Count(stdout, text); got != times {
			t.Errorf("%q is there %d times, want %d", text, got, times)
		}
	}
}

// A folder of links is the same as the folder.
func TestRenderLinks(t *testing.T) {
	t.Parallel()
	in := folder(t, map[string]string{"app.yaml": configuration})
	links := t.TempDir()
	if err := os.Symlink(filepath.Join(in, "app.yaml"), filepath.Join(links, "linked.yaml")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(links, filepath.Join(in, "folder")); err != nil {
		t.Fatal(err)
	}
	_, want, _ := call(t, "", "render", in)
	code, got, stderr := call(t, "", "render", filepath.Join(in, "folder"))
	if code != 0 || got != want || want == "" {
		t.Errorf("%d, %q, %q", code, stderr, got)
	}
}

func TestRenderToFolder(t *testing.T) {
	t.Parallel()
	in := folder(t, map[string]string{"app.yaml": configuration, "flux.yaml": extension})
	out := filepath.Join(t.TempDir(), "new", "bundle")
	all := []string{"00-definitions.yaml", "10-controllers.yaml", "30-sources.yaml", "40-kustomizations.yaml"}
	render := func(wantCode int, wantStderr string) {
		t.Helper()
		if code, stdout, stderr := call(t, "", "render", in, "-o", out); code != wantCode || stdout != "" || !strings.Contains(stderr, wantStderr) {
			t.Fatalf("%d, %q, %q", code, stdout, stderr)
		}
	}
	render(0, out+": 4 added, 0 changed, 0 removed\n  added   00-definitions.yaml\n")
	if got := names(t, out); !slices.Equal(got, all) {
		t.Errorf("files are %q", got)
	}
	before, err := os.Stat(filepath.Join(out, all[0]))
	if err != nil {
		t.Fatal(err)
	}
	render(0, "nothing changed in "+out+"\n")
	if code, _, stderr := call(t, "", "render", "-q", in, "-o", out); code != 0 || stderr != "" {
		t.Errorf("%d, %q", code, stderr)
	}
	if after, err := os.Stat(filepath.Join(out, all[0])); err != nil || !os.SameFile(before, after) {
		t.Error("a file that does not change is written again")
	}

	// An input goes: so do its files, and no others.
	if err := os.WriteFile(filepath.Join(out, "mine.yaml"), []byte("mine: true\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(in, "app.yaml")); err != nil {
		t.Fatal(err)
	}
	render(0, "kubectl delete namespace app (StaysInCluster)")
	if err := os.Remove(filepath.Join(out, all[1])); err != nil {
		t.Fatal(err)
	}
	render(0, out+": 1 added, 0 changed, 0 removed\n  added   10-controllers.yaml\n")
	if got, want := names(t, out), []string{all[0], all[1], "mine.yaml"}; !slices.Equal(got, want) {
		t.Errorf("files are %q, want %q", got, want)
	}
	if strings.Contains(read(t, out, all[0]), "name: app\n") {
		t.Error("the Namespace of the input that is gone is still there")
	}
}

// A SealingPolicy by itself is no bundle: what an earlier render wrote stays.
func TestRenderPolicyAlone(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "out")
	if code, _, stderr := call(t, "", "render", "-o", out, folder(t, map[string]string{"app.yaml": configuration})); code != 0 {
		t.Fatal(stderr)
	}
	before := names(t, out)
	policy := "apiVersion: fluxbundle.io/v1alpha1\nkind: SealingPolicy\nmetadata: {name: a}\nspec: {provider: existing}\n"
	code, _, stderr := call(t, "", "render", "-o", out, folder(t, map[string]string{"policy.yaml": policy}))
	if code == 0 || !strings.Contains(stderr, "(NothingToDo)") {
		t.Errorf("%d, %q", code, stderr)
	}
	if after := names(t, out); !slices.Equal(before, after) {
		t.Errorf("the folder holds %q, want %q", after, before)
	}
}

func TestRenderStandardInput(t *testing.T) {
	t.Parallel()
	_, want, _ := call(t, "", "render", folder(t, map[string]string{"app.yaml": configuration}))
	code, stdout, stderr := call(t, configuration, "render", "-")
	if code != 0 || stdout != want || want == "" {
		t.Errorf("%d, %q, %q", code, stdout, stderr)
	}
	if code, _, stderr := call(t, "a: b: c", "render", "-"); code != 1 || !strings.Contains(stderr, "-: [error] not YAML") {
		t.Errorf("%d, %q", code, stderr)
	}
}

// Whatever goes wrong, the folder stays as it was.
func TestRenderToFolderFails(t *testing.T) {
	t.Parallel()
	in := folder(t, map[string]string{"app.yaml": configuration})
	bad := folder(t, map[string]string{"app.yaml": strings.ReplaceAll(configuration, "https", "ftp")})
	foreign := folder(t, map[string]string{"30-sources.yaml": "mine: true\n"})
	for _, tt := range []struct{ name, in, out, stderr string }{
		{"bad input", bad, t.TempDir(), "app.yaml:9: [error] FluxConfiguration app spec.gitRepository.url"},
		{"no input", t.TempDir(), t.TempDir(), "NothingToDo"},
		{"a file of someone else", in, foreign, "30-sources.yaml exists and was not written by flux-bundle"},
		{"a file as folder", in, filepath.Join(in, "app.yaml"), "not a directory"},
	} {
		before := ""
		if info, err := os.Stat(tt.out); err == nil && info.IsDir() {
			before = strings.Join(names(t, tt.out), " ")
		}
		code, stdout, stderr := call(t, "", "render", "-o", tt.out, tt.in)
		if code != 1 || stdout != "" || !strings.Contains(stderr, tt.stderr) {
			t.Errorf("%s: %d, %q, %q", tt.name, code, stdout, stderr)
		}
		if info, err := os.Stat(tt.out); err == nil && info.IsDir() && strings.Join(names(t, tt.out), " ") != before {
			t.Errorf("%s: the folder has %q, had %q", tt.name, names(t, tt.out), before)
		}
	}
	if got := read(t, foreign, "30-sources.yaml"); got != "mine: true\n" {
		t.Errorf("the file of someone else is now %q", got)
	}
}

// The images are those of the inputs, one on each line.
func TestImages(t *testing.T) {
	t.Parallel()
	const input = "apiVersion: fluxbundle.io/v1alpha1\nkind: FluxExtension\nmetadata: {name: flux}\nspec: {version: 2.9.6, components: [helm-controller]}\n"
	const want = "ghcr.io/fluxcd/helm-controller:v1.6.5@sha256:0d52fff5c4d476277b8fcb6beb9041e269adb5db943fe69f5a806ea0c92b1511\n"
	if code, stdout, stderr := call(t, input, "images", "-"); code != 0 || stdout != want {
		t.Errorf("%d, %q, %q", code, stdout, stderr)
	}
}
