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

	"github.com/fluxbundle/fluxbundle/functions/internal/azure"
)

// readFiles reads the named files; - is standard input.
func readFiles(paths []string, stdin io.Reader) ([]azure.File, error) {
	var files []azure.File
	for _, path := range paths {
		read := func() ([]byte, error) { return os.ReadFile(path) }
		name := filepath.ToSlash(path)
		if path == "-" {
			read = func() ([]byte, error) { return io.ReadAll(stdin) }
			name = "standard input"
		}
		data, err := read()
		if err != nil {
			return nil, err
		}
		files = append(files, azure.File{Path: name, Data: data})
	}
	return files, nil
}

// writeStream writes the documents as one stream.
func writeStream(w io.Writer, docs []azure.Document) error {
	for _, d := range docs {
		if _, err := w.Write(append([]byte("---\n"), d.YAML()...)); err != nil {
			return err
		}
	}
	return nil
}

// output is a file to write.
type output struct {
	name string
	data []byte
	mode fs.FileMode
}

const (
	openMode   = 0o644
	secretMode = 0o600
	ignoreFile = ".gitignore"
)

// writeFolder writes a file for each document. Everything is written beside its
// place first, so that a full disk or a missing right leaves the folder as it
// was, and the .gitignore takes its place before the secrets it is for. A file
// that differs is only replaced when the user says so: people edit what was
// imported.
func writeFolder(dir string, docs []azure.Document, overwrites bool) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	files, err := plan(dir, docs, overwrites)
	if err != nil {
		return err
	}
	stage, err := os.MkdirTemp(dir, ".azure-import-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(stage)) }()
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(stage, f.name), f.data, f.mode); err != nil {
			return err
		}
	}
	for _, f := range files {
		if err := os.Rename(filepath.Join(stage, f.name), filepath.Join(dir, f.name)); err != nil {
			return err
		}
	}
	return nil
}

// plan lists the files that have to change, the .gitignore first.
func plan(dir string, docs []azure.Document, overwrites bool) ([]output, error) {
	var files []output
	for _, d := range docs {
		f := output{d.Path, d.YAML(), openMode}
		if d.Secret {
			f.mode = secretMode
		}
		same, err := unchanged(filepath.Join(dir, f.name), f, overwrites)
		if err != nil {
			return nil, err
		}
		if !same {
			files = append(files, f)
		}
	}
	path := filepath.Join(dir, ignoreFile)
	present, err := os.ReadFile(path)
	mode := fs.FileMode(openMode)
	switch info, statErr := os.Stat(path); {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	case statErr == nil:
		mode = info.Mode().Perm()
	}
	if text, changed := azure.GitIgnore(present); changed {
		files = append([]output{{ignoreFile, text, mode}}, files...)
	}
	return files, nil
}

// unchanged reports whether a file is there as it should be, with an error when
// it is another one.
func unchanged(path string, want output, overwrites bool) (bool, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("%s exists and is not a file", path)
	}
	present, err := os.ReadFile(path)
	switch {
	case err != nil:
		return false, err
	case bytes.Equal(present, want.data):
		return want.mode != secretMode || info.Mode().Perm() == secretMode, nil
	case !overwrites:
		return false, fmt.Errorf("%s exists and differs; move it, write to another folder, or say --overwrite", path)
	default:
		return false, nil
	}
}
