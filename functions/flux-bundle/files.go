// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

// readInputs reads the files that the arguments name.
func readInputs(paths []string, stdin io.Reader) ([]functions.File, error) {
	files, err := command.Read(paths, stdin)
	out := make([]functions.File, len(files))
	for i, f := range files {
		out[i] = functions.File{Path: f.Path, Data: f.Data}
	}
	return out, err
}

// readRendered reads what an earlier run has left in the folder.
func readRendered(dir string) ([]functions.File, error) {
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var files []functions.File
	for _, entry := range entries {
		if !entry.Type().IsRegular() || filepath.Ext(entry.Name()) != ".yaml" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return nil, err
		}
		if functions.IsRendered(data) {
			files = append(files, functions.File{Path: entry.Name(), Data: data})
		}
	}
	return files, nil
}

// writeStream writes the files as one stream of documents. The header is for
// files.
func writeStream(w io.Writer, files []functions.File) error {
	for _, file := range files {
		if _, err := w.Write(bytes.TrimPrefix(file.Data, []byte(functions.Header))); err != nil {
			return err
		}
	}
	return nil
}

// writeFolder makes the folder hold the files and no others of an earlier run, at
// once. A file that is not ours is never overwritten.
func writeFolder(dir string, files, previous []functions.File) error {
	ours := map[string][]byte{}
	for _, file := range previous {
		ours[file.Path] = file.Data
	}
	var changes []command.Change
	for _, file := range files {
		data, isOurs := ours[file.Path]
		if isOurs && bytes.Equal(data, file.Data) {
			continue
		}
		if _, err := os.Lstat(filepath.Join(dir, file.Path)); err == nil && !isOurs {
			return fmt.Errorf("%s exists and was not written by flux-bundle; move it, or render to another folder", filepath.Join(dir, file.Path))
		}
		changes = append(changes, command.Change{Path: file.Path, Data: file.Data, Mode: fileMode})
	}
	for _, file := range previous {
		if !slices.ContainsFunc(files, func(f functions.File) bool { return f.Path == file.Path }) {
			changes = append(changes, command.Change{Path: file.Path, Remove: true})
		}
	}
	return command.Update(dir, program, changes)
}

const (
	program  = "flux-bundle"
	fileMode = 0o644
)
