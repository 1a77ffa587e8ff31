// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// id is what makes an object the same one.
type id struct{ group, kind, namespace, name string }

// objects are decoded, so that only their content counts.
type objects map[id]map[string]any

// decode reads a stream of objects.
func decode(t *testing.T, stream string) objects {
	t.Helper()
	out := objects{}
	decoder := yaml.NewDecoder(strings.NewReader(stream))
	for {
		var o map[string]any
		err := decoder.Decode(&o)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, stream)
		}
		if _, twice := out[idOf(o)]; twice {
			t.Errorf("%v is there twice", idOf(o))
		}
		out[idOf(o)] = o
	}
}

func idOf(o map[string]any) id {
	group, _, found := strings.Cut(text(o, "apiVersion"), "/")
	if !found {
		group = ""
	}
	return id{group, text(o, "kind"), text(o, "metadata", "namespace"), text(o, "metadata", "name")}
}

// text follows keys to a string; it is empty when there is none.
func text(o map[string]any, keys ...string) string {
	for _, key := range keys[:len(keys)-1] {
		o, _ = o[key].(map[string]any)
	}
	s, _ := o[keys[len(keys)-1]].(string)
	return s
}

// emitted returns the objects without inputs and without kpt's own.
func (o objects) emitted() objects {
	out := maps.Clone(o)
	maps.DeleteFunc(out, func(id id, _ map[string]any) bool { return id.group == "fluxbundle.io" || id.group == "kpt.dev" })
	return out
}

func compare(t *testing.T, got, want objects) {
	t.Helper()
	if len(want) == 0 {
		t.Error("nothing is expected: the comparison says nothing")
	}
	for id := range want {
		switch o, ok := got[id]; {
		case !ok:
			t.Errorf("%v is missing", id)
		case !reflect.DeepEqual(o, want[id]):
			t.Errorf("%v is\n%s\nwant\n%s", id, encode(t, o), encode(t, want[id]))
		}
	}
	for id := range got {
		if _, ok := want[id]; !ok {
			t.Errorf("%v is too much", id)
		}
	}
}

func encode(t *testing.T, o map[string]any) string {
	t.Helper()
	out, err := yaml.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// tree is the files of a folder by path.
type tree map[string]string

// readTree reads a folder, without what Git and the golden cases keep in it.
func readTree(t *testing.T, dir string) tree {
	t.Helper()
	out := tree{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == expectedDir):
			return filepath.SkipDir
		case entry.IsDir():
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// objects returns what the YAML files of the folder hold.
func (f tree) objects(t *testing.T) objects {
	t.Helper()
	out := objects{}
	for name, data := range f {
		if filepath.Ext(name) == ".yaml" || name == "Kptfile" {
			maps.Copy(out, decode(t, data))
		}
	}
	return out
}

// compareTrees compares two folders byte by byte.
func compareTrees(t *testing.T, got, want tree) {
	t.Helper()
	for name := range want {
		switch data, ok := got[name]; {
		case !ok:
			t.Errorf("%s is missing", name)
		case data != want[name]:
			t.Errorf("%s is\n%s\nwant\n%s", name, data, want[name])
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s is too much", name)
		}
	}
}

// copyOf copies a folder to a new place, where a test may change it.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	target := filepath.Join(t.TempDir(), filepath.Base(dir))
	if err := os.CopyFS(target, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return target
}

// write puts files into a folder.
func write(t *testing.T, dir string, files tree) {
	t.Helper()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// replace changes text that must be in a file.
func replace(t *testing.T, dir, name, old, changed string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		t.Fatalf("%s does not contain %q", name, old)
	}
	write(t, dir, tree{name: strings.ReplaceAll(string(data), old, changed)})
}
