// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree reads a folder: its files by name, links by their target.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if entry.Type()&os.ModeSymlink != 0 {
			out[name], err = os.Readlink(path)
			return err
		}
		data, err := os.ReadFile(path)
		out[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func check(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	got := tree(t, dir)
	if len(got) != len(want) {
		t.Errorf("%v, want %v", got, want)
	}
	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s is %q, want %q", name, got[name], text)
		}
	}
	for _, entry := range entries(t, filepath.Dir(dir)) {
		if strings.Contains(entry, "staging") {
			t.Errorf("%s is left", entry)
		}
	}
}

func entries(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range all {
		names = append(names, entry.Name())
	}
	return names
}

// Changes are made whichever way the folder lets them be made, and what is not
// named stays: other files, folders, links and modes.
func TestUpdate(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(t *testing.T, dir string){
		"exchanged":  func(*testing.T, string) {},
		"repository": func(t *testing.T, dir string) { t.Helper(); mkdir(t, filepath.Join(dir, ".git")) },
		"folder behind a link": func(t *testing.T, dir string) {
			t.Helper()
			if err := os.Rename(dir, dir+"-real"); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(dir+"-real", dir); err != nil {
				t.Fatal(err)
			}
		},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		if err := Update(dir, "p", []Change{{Path: "a.yaml", Data: []byte("1"), Mode: 0o644}, {Path: "b.yaml", Data: []byte("1"), Mode: 0o600}}); err != nil {
			t.Fatal(err)
		}
		mkdir(t, filepath.Join(dir, "foreign"))
		if err := os.WriteFile(filepath.Join(dir, "foreign", "x"), []byte("x"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink("foreign/x", filepath.Join(dir, "link")); err != nil {
			t.Fatal(err)
		}
		prepare(t, dir)
		err := Update(dir, "p", []Change{
			{Path: "a.yaml", Data: []byte("2"), Mode: 0o644}, {Path: "b.yaml", Remove: true}, {Path: "c/d.yaml", Data: []byte("2"), Mode: 0o600},
		})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		resolved, err := filepath.EvalSymlinks(dir)
		if err != nil {
			t.Fatal(err)
		}
		check(t, resolved, map[string]string{"a.yaml": "2", "c/d.yaml": "2", "foreign/x": "x", "link": "foreign/x"})
		for path, mode := range map[string]os.FileMode{"c/d.yaml": 0o600, "foreign/x": 0o755} {
			if info, err := os.Stat(filepath.Join(dir, path)); err != nil || info.Mode().Perm() != mode {
				t.Errorf("%s: %s: %v, %v", name, path, info.Mode(), err)
			}
		}
	}
}

func mkdir(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
}

// A link inside the folder leads nothing out of it.
func TestUpdateFollowsNoLink(t *testing.T) {
	t.Parallel()
	dir, outside := filepath.Join(t.TempDir(), "out"), t.TempDir()
	mkdir(t, dir)
	if err := os.Symlink(outside, filepath.Join(dir, "sub")); err != nil {
		t.Fatal(err)
	}
	err := Update(dir, "p", []Change{{Path: "a.yaml", Data: []byte("1"), Mode: 0o644}, {Path: "sub/b.yaml", Data: []byte("1"), Mode: 0o644}})
	if err == nil || !strings.Contains(err.Error(), "is a link") || len(entries(t, outside)) != 0 || len(entries(t, dir)) != 1 {
		t.Errorf("%v, %v, %v", err, entries(t, outside), entries(t, dir))
	}
}

// What a run that was killed has left is undone before its journal is whole, and
// finished after that; a stage that a process holds is left alone.
func TestRecover(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, journal, said string
		want                map[string]string
	}{
		{"before", "", "removed ", map[string]string{"a.yaml": "1", "b.yaml": "1"}},
		{"after", `[{"path":"a.yaml","staged":"file-0"},{"path":"b.yaml"},{"path":"c/d.yaml","staged":"gone"}]`, "finished ", map[string]string{"a.yaml": "2"}},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		if err := Update(dir, "p", []Change{{Path: "a.yaml", Data: []byte("1"), Mode: 0o644}, {Path: "b.yaml", Data: []byte("1"), Mode: 0o644}}); err != nil {
			t.Fatal(err)
		}
		stage, err := stagePath(dir, "p")
		if err != nil {
			t.Fatal(err)
		}
		mkdir(t, stage)
		for name, text := range map[string]string{"file-0": "2", lockFile: "", journalFile: tt.journal} {
			if name == journalFile && text == "" {
				continue
			}
			if err := os.WriteFile(filepath.Join(stage, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		said, err := Recover(dir, "p")
		if err != nil || !strings.HasPrefix(said, tt.said) {
			t.Errorf("%s: %q, %v", tt.name, said, err)
		}
		check(t, dir, tt.want)
		if said, err := Recover(dir, "p"); said != "" || err != nil {
			t.Errorf("%s: again: %q, %v", tt.name, said, err)
		}
	}
	dir := filepath.Join(t.TempDir(), "out")
	s, err := newStage(dir, "p")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.remove() }()
	if _, err := Recover(dir, "p"); err == nil || !strings.Contains(err.Error(), "another run") {
		t.Errorf("a stage that is in use: %v", err)
	}
	if err := Update(dir, "p", []Change{{Path: "a", Mode: 0o644}}); err == nil {
		t.Error("two runs write to one folder")
	}
}
