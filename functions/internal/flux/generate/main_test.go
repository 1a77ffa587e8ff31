// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// standIn is the environment variable that makes the test binary stand in for
// controller-gen: it names the folder whose files are the output.
const standIn = "GENERATE_TEST_OUTPUT"

func TestMain(m *testing.M) {
	if from := os.Getenv(standIn); from != "" {
		if err := copyOutput(from, os.Args[1:]); err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}

// copyOutput is controller-gen as far as generate knows it. It finds the
// release by the module that is required.
func copyOutput(from string, args []string) error {
	var to string
	for _, arg := range args {
		if dir, ok := strings.CutPrefix(arg, "output:crd:dir="); ok {
			to = dir
		}
		if module, ok := strings.CutPrefix(arg, "paths=example.com/"); ok {
			from = filepath.Join(from, strings.TrimSuffix(module, "/..."))
		}
	}
	return os.CopyFS(to, os.DirFS(from))
}

// The hashes of the sample, and of the sample with another group.
const (
	sampleHash = "e09ff9729fb58953a848e95f57b7310ef5051a6d6eb1527e74a108f5afcca01e"
	otherHash  = "73cc569efc79c721dd56a3d497d0389489f19d375cf0f47b1c3898e63ce140bf"
)

const oneRelease = `{"1.0.0": {"controllerGen": "v0.0.0", "specs": {"samples.example.com": "` + sampleHash + `"}}}`

const twoReleases = `{
	"1.0.0": {"controllerGen": "v0.0.0", "specs": {"samples.example.com": "` + sampleHash + `"}},
	"1.0.1": {"controllerGen": "v0.0.0", "sameAs": "1.0.0"}
}`

// workspace lays out a folder of package distribution with two releases, and
// what controller-gen makes of them.
func workspace(t *testing.T, hashes string, output map[string]string) (dir, tools string) {
	t.Helper()
	dir = t.TempDir()
	out := t.TempDir()
	files := map[string]string{
		filepath.Join(dir, "generate/crd-spec-sha256.json"): hashes,
		filepath.Join(dir, "crds/1.0.0/gone.yaml"):          "stale",
		filepath.Join(dir, "crds/0.9.0/gone.yaml"):          "stale",
	}
	for version, module := range map[string]string{"1.0.0": "first", "1.0.1": "second"} {
		files[filepath.Join(dir, "generate", version, "go.mod")] = "module m\n\nrequire (\n" +
			"\texample.com/" + module + " v1.0.0\n\texample.com/indirect v1.0.0 // indirect\n)\n"
	}
	for name, content := range output {
		files[filepath.Join(out, name)] = content
	}
	for name, content := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv(standIn, out)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	tools = t.TempDir()
	for _, version := range []string{"v0.0.0", "v0.0.1"} {
		if err := os.Mkdir(filepath.Join(tools, "controller-gen-"+version), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(self, filepath.Join(tools, "controller-gen-"+version, "controller-gen")); err != nil {
			t.Fatal(err)
		}
	}
	return dir, tools
}

// content returns the files below dir.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		out[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRun(t *testing.T) {
	dir, tools := workspace(t, twoReleases, map[string]string{"first/a.yaml": sample, "second/a.yaml": sample})
	complete, err := parseCRD([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	script, err := complete.descriptions()
	if err != nil || !strings.Contains(string(script), "description: goes") || strings.Contains(string(script), "stays") {
		t.Fatalf("the script of the descriptions is %q, %v", script, err)
	}
	want := map[string]string{"1.0.0/samples.example.com.yaml": stripped, "1.0.0/samples.example.com.descriptions": string(script)}
	for range 2 {
		if err := run(dir, tools); err != nil {
			t.Fatal(err)
		}
		if got := content(t, filepath.Join(dir, "crds")); !maps.Equal(got, want) {
			t.Fatalf("crds holds %v, want %v", got, want)
		}
	}
}

func TestRunWritesNothingOnFailure(t *testing.T) {
	other := strings.Replace(sample, "group: example.com", "group: example.org", 1)
	renamed := strings.Replace(sample, "name: samples.", "name: others.", 1)
	for _, tt := range []struct {
		name   string
		hashes string
		output map[string]string
		want   []string
	}{{
		name:   "other spec",
		hashes: oneRelease,
		output: map[string]string{"first/a.yaml": other},
		want:   []string{"flux 1.0.0", "samples.example.com", sampleHash, otherHash},
	}, {
		name:   "a release differs from the one whose CRDs it shares",
		hashes: twoReleases,
		output: map[string]string{"first/a.yaml": sample, "second/a.yaml": other},
		want:   []string{"flux 1.0.1", "samples.example.com", sampleHash, otherHash},
	}, {
		name:   "missing and surplus",
		hashes: oneRelease,
		output: map[string]string{"first/a.yaml": renamed},
		want: []string{
			"flux 1.0.0: CRD others.example.com is not part of the release",
			"flux 1.0.0: CRD samples.example.com was not generated",
		},
	}, {
		name:   "other controller-gen",
		hashes: strings.ReplaceAll(oneRelease, "v0.0.0", "v0.0.1"),
		output: map[string]string{"first/a.yaml": sample},
		want:   []string{"samples.example.com", "v0.0.0", "v0.0.1"},
	}, {
		name:   "not a CRD",
		hashes: oneRelease,
		output: map[string]string{"first/a.yaml": "kind: Role"},
		want:   []string{"flux 1.0.0", "a.yaml", "Role"},
	}, {
		name:   "no such module",
		hashes: `{"3.0.0": {"specs": {"samples.example.com": ""}}}`,
		want:   []string{"flux 3.0.0"},
	}, {
		name:   "shares the CRDs of an unknown release",
		hashes: `{"1.0.0": {"sameAs": "9.0.0"}}`,
		want:   []string{"1.0.0", "9.0.0"},
	}, {
		name:   "unknown field",
		hashes: `{"1.0.0": {"spec": {}}}`,
		want:   []string{"crd-spec-sha256.json", "spec"},
	}} {
		t.Run(tt.name, func(t *testing.T) {
			dir, tools := workspace(t, tt.hashes, tt.output)
			before := content(t, dir)
			err := run(dir, tools)
			if err == nil {
				t.Fatal("no error")
			}
			for _, part := range tt.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not mention %q", err, part)
				}
			}
			if got := content(t, dir); !maps.Equal(got, before) {
				t.Errorf("files changed to %v", got)
			}
		})
	}
}
