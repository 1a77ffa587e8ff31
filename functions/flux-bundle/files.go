// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

// readRendered reads what an earlier run has left in the folder, and in the
// folders of the tree of a fleet.
func readRendered(dir string) ([]functions.File, error) {
	if dir == "" {
		return nil, nil
	}
	var files []functions.File
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == dir:
			return nil
		case err != nil:
			return err
		}
		path, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		path = filepath.ToSlash(path)
		switch {
		case entry.IsDir() && !isOfTree(path):
			return filepath.SkipDir
		case !entry.Type().IsRegular() || filepath.Ext(path) != ".yaml":
			return nil
		}
		data, err := os.ReadFile(name)
		if err == nil && functions.IsRendered(data) {
			files = append(files, functions.File{Path: path, Data: data})
		}
		return err
	})
	return files, err
}

// isOfTree reports whether a folder may hold what we write: the root, clusters
// and distributions, and the folders in these.
func isOfTree(path string) bool {
	top, rest, _ := strings.Cut(path, "/")
	return path == "." || (top == "clusters" || top == "distributions") && !strings.Contains(rest, "/")
}

// writeFolder makes the folder hold the files and no others of an earlier run, at
// once, and returns what it changed. A file that is not ours is never overwritten.
func writeFolder(dir string, files, previous []functions.File) (written, error) {
	ours := map[string][]byte{}
	for _, file := range previous {
		ours[file.Path] = file.Data
	}
	var changes []command.Change
	var w written
	for _, file := range files {
		data, isOurs := ours[file.Path]
		if isOurs && bytes.Equal(data, file.Data) {
			continue
		}
		if _, err := os.Lstat(filepath.Join(dir, file.Path)); err == nil && !isOurs {
			return w, fmt.Errorf("%s exists and was not written by flux-bundle; move it, or render to another folder", filepath.Join(dir, file.Path))
		}
		if isOurs {
			w.changed = append(w.changed, file.Path)
		} else {
			w.added = append(w.added, file.Path)
		}
		changes = append(changes, command.Change{Path: file.Path, Data: file.Data, Mode: fileMode})
	}
	stays := make(map[string]bool, len(files))
	for _, file := range files {
		stays[file.Path] = true
	}
	for _, file := range previous {
		if !stays[file.Path] {
			w.removed = append(w.removed, file.Path)
			changes = append(changes, command.Change{Path: file.Path, Remove: true})
		}
	}
	return w, command.Update(dir, program, changes)
}

const (
	program  = "flux-bundle"
	fileMode = 0o644
)
