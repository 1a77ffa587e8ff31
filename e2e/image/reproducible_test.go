// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A copy of the source in another folder yields the same bytes, over what was
// there before.
func TestReproducible(t *testing.T) {
	images(t)
	again, out := testBuild, t.TempDir()
	again.source = t.TempDir()
	for _, part := range []string{"functions", "schemas"} {
		if err := os.CopyFS(filepath.Join(again.source, part), os.DirFS(filepath.Join("../..", part))); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"go.mod", "go.sum"} {
		copyFile(t, filepath.Join("../..", file), filepath.Join(again.source, file))
	}
	for range 2 {
		if _, err := again.write(out); err != nil {
			t.Fatal(err)
		}
	}
	want, got := filesOf(t, imagesDir), filesOf(t, out)
	if !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want))) {
		t.Errorf("files:\n%q, want\n%q", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
	for file := range want {
		if !bytes.Equal(got[file], want[file]) {
			t.Errorf("%s differs", file)
		}
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// filesOf is the content of all files below a folder, by path.
func filesOf(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err == nil {
			files[rel], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
