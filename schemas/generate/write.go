// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
)

// The directories below the output directory. Nothing but generated files is
// in them.
const (
	crdDir  = "crds"
	jsonDir = "json"
)

// file is one generated file; its path is relative to the output directory and
// has slashes.
type file struct {
	path string
	data []byte
}

// write brings a directory in line with the files and removes what an earlier
// run left there for a kind that is gone.
func write(dir string, files []file) error {
	keep := map[string]bool{}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.path))
		keep[name] = true
		if err := writeFile(name, f.data); err != nil {
			return err
		}
	}
	return errors.Join(
		removeStale(filepath.Join(dir, crdDir), ".yaml", keep),
		removeStale(filepath.Join(dir, jsonDir), ".json", keep),
	)
}

func removeStale(dir, extension string, keep map[string]bool) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := filepath.Join(dir, entry.Name())
		if keep[name] || filepath.Ext(name) != extension {
			continue
		}
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

// writeFile leaves a file alone that is as it should be, so that its time of
// change tells something.
func writeFile(name string, data []byte) error {
	if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// absolute makes a directory one that cannot be taken for an import path.
func absolute(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		return abs
	}
	return dir
}
