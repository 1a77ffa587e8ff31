// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
)

// fileSets are the files to embed: a folder per set, in it the files by name.
type fileSets map[string]map[string][]byte

// write makes dir hold exactly these sets. What is right already is not
// touched.
func (sets fileSets) write(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	if err := removeOthers(root, ".", keysOf(sets)); err != nil {
		return err
	}
	for _, set := range keysOf(sets) {
		if err := root.MkdirAll(set, 0o755); err != nil {
			return err
		}
		if err := removeOthers(root, set, keysOf(sets[set])); err != nil {
			return err
		}
		for _, name := range keysOf(sets[set]) {
			if err := writeFile(root, path.Join(set, name), sets[set][name]); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeOthers removes what is in dir under a name that is not to be kept.
func removeOthers(root *os.Root, dir string, keep []string) error {
	entries, err := fs.ReadDir(root.FS(), dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if slices.Contains(keep, entry.Name()) {
			continue
		}
		if err := root.RemoveAll(path.Join(dir, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(root *os.Root, name string, content []byte) error {
	if old, err := root.ReadFile(name); err == nil && bytes.Equal(old, content) {
		return nil
	}
	return root.WriteFile(name, content, 0o644)
}

func keysOf[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
