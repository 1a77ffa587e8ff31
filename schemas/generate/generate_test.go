// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	apiDir     = "../../functions/api/v1alpha1"
	reasonsDir = "../../functions/internal/report"
)

// What is committed is what the types yield.
func TestGeneratedFilesAreUpToDate(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	if err := run(apiDir, reasonsDir, out, nil); err != nil {
		t.Fatal(err)
	}
	fresh := tree(t, out)
	if len(fresh) == 0 {
		t.Fatal("nothing was generated")
	}
	for name, want := range fresh {
		got, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("schemas/%s is out of date, run make generate", filepath.ToSlash(name))
		}
	}
}

func TestTwoRunsGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	first, second := t.TempDir(), t.TempDir()
	for _, out := range []string{first, second} {
		if err := run(apiDir, reasonsDir, out, nil); err != nil {
			t.Fatal(err)
		}
	}
	a, b := tree(t, first), tree(t, second)
	if len(a) != len(b) {
		t.Fatalf("%d files, then %d", len(a), len(b))
	}
	for name := range a {
		if !bytes.Equal(a[name], b[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestStaleFilesAreRemoved(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	stale := []string{"crds/fluxbundle.io_gones.yaml", "json/gone.json"}
	kept := []string{"crds/notes.txt", "README.md"}
	for _, name := range append(stale, kept...) {
		if err := writeFile(filepath.Join(out, name), []byte("old\n")); err != nil {
			t.Fatal(err)
		}
	}
	if err := run(apiDir, reasonsDir, out, nil); err != nil {
		t.Fatal(err)
	}
	for _, name := range stale {
		if _, err := os.Stat(filepath.Join(out, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	for _, name := range kept {
		if _, err := os.Stat(filepath.Join(out, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestFailureWritesNothing(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		api  string
		args []string
	}{
		"no such directory": {api: "testdata/missing"},
		"no kind":           {api: "testdata/nokind"},
		"unsupported type":  {api: "testdata/unsupported"},
		"stray argument":    {api: apiDir, args: []string{"out"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := t.TempDir()
			if err := run(tt.api, reasonsDir, out, tt.args); err == nil {
				t.Error("no error")
			}
			if files := tree(t, out); len(files) > 0 {
				t.Errorf("%d files were written", len(files))
			}
		})
	}
}

// A reason without cause or cure is no entry of the page.
func TestReasonsNeedCauseAndCure(t *testing.T) {
	t.Parallel()
	for comment, ok := range map[string]bool{
		"Wrong: it is wrong.\n// Cure: mend it.": true,
		"Wrong: it is wrong.":                    false,
		"Wrong: it is wrong.\n// Cure:":          false,
		"Wrong: Cure: mend it.":                  false,
		"It is wrong.\n// Cure: mend it.":        false,
	} {
		dir := t.TempDir()
		text := "package report\n\n// Block.\nconst (\n// " + comment + "\nWrong Reason = \"Wrong\"\n)\n"
		if err := writeFile(filepath.Join(dir, "reason.go"), []byte(text)); err != nil {
			t.Fatal(err)
		}
		if _, err := reasonsFile(dir); (err == nil) != ok {
			t.Errorf("%q: error %v", comment, err)
		}
	}
	if _, err := reasonsFile(t.TempDir()); err == nil {
		t.Error("a directory without reasons is accepted")
	}
}

func TestTranslate(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ in, want, wantErr string }{
		"struct is closed": {
			in:   `{"type":"object","properties":{"a":{"type":"integer","format":"int64"}}}`,
			want: `{"additionalProperties":false,"properties":{"a":{"type":"integer"}},"type":"object"}`,
		},
		"empty struct is closed": {
			in:   `{"type":"object"}`,
			want: `{"additionalProperties":false,"type":"object"}`,
		},
		"map stays": {
			in:   `{"type":"object","additionalProperties":{"type":"string"}}`,
			want: `{"additionalProperties":{"type":"string"},"type":"object"}`,
		},
		"free form is open": {
			in:   `{"type":"object","x-kubernetes-preserve-unknown-fields":true}`,
			want: `{"type":"object"}`,
		},
		"lists": {
			in:   `{"anyOf":[{"type":"integer"},{"type":"string"}],"x-kubernetes-int-or-string":true}`,
			want: `{"anyOf":[{"type":"integer"},{"type":"string"}]}`,
		},
		"unknown keyword": {
			in:      `{"properties":{"a":{"x-kubernetes-validations":[]}}}`,
			wantErr: "x-kubernetes-validations",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var in map[string]any
			if err := decodeJSON([]byte(tt.in), &in); err != nil {
				t.Fatal(err)
			}
			got, err := translate(in, "kind")
			if tt.wantErr != "" {
				if err == nil || !strings.Contains(err.Error(), tt.wantErr) {
					t.Fatalf("got %v, want an error about %s", err, tt.wantErr)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if text := compactJSON(t, got); text != tt.want {
				t.Errorf("got %s, want %s", text, tt.want)
			}
		})
	}
}

func TestUnwrap(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                        "",
		"one\ntwo":                "one two",
		"one\n\ntwo\nthree":       "one\n\ntwo three",
		"list:\n- one\n- two":     "list:\n- one\n- two",
		"code:\n\n    a\n    b\n": "code:\n\n    a\n    b\n",
	} {
		if got := unwrap(in); got != want {
			t.Errorf("unwrap(%q) = %q, want %q", in, got, want)
		}
	}
}

// tree returns the files below a directory by their path.
func tree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		files[name], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func compactJSON(t *testing.T, value any) string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
