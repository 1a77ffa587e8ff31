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

	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/marked"
)

// readFiles reads the files that the arguments name.
func readFiles(paths []string, stdin io.Reader) ([]marked.File, error) {
	files, err := command.Read(paths, stdin)
	out := make([]marked.File, len(files))
	for i, f := range files {
		out[i] = marked.File{Path: f.Path, Data: f.Data}
	}
	return out, err
}

// readSealed reads what an earlier run has written to the folder.
func readSealed(dir string) ([]marked.File, error) {
	if _, err := os.Stat(dir); dir == "" || errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	files, err := readFiles([]string{dir}, nil)
	if err != nil {
		return nil, err
	}
	var sealed []marked.File
	for _, file := range files {
		if marked.IsSealed(file.Data) {
			sealed = append(sealed, file)
		}
	}
	return sealed, nil
}

// writeStream writes the files as one stream of documents. The header is for
// files.
func writeStream(w io.Writer, files []marked.File) error {
	for _, file := range files {
		if _, err := w.Write(bytes.TrimPrefix(file.Data, []byte(marked.Header))); err != nil {
			return err
		}
	}
	return nil
}

// writeFolder writes the files that differ from what is there. Everything is
// written beside its place first, so that a full disk or a missing right leaves
// the folder as it was; a file that is not ours is never overwritten. Nothing is
// removed: a Secret whose plaintext is absent is kept.
func writeFolder(dir string, files []marked.File) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	stage, err := os.MkdirTemp(dir, ".flux-seal-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(stage)) }()
	var moves [][2]string
	for i, file := range files {
		to := filepath.Join(dir, filepath.FromSlash(file.Path))
		data, err := os.ReadFile(to)
		switch {
		case err == nil && bytes.Equal(data, file.Data):
			continue
		case err == nil && !marked.IsSealed(data):
			return fmt.Errorf("%s exists and was not written by flux-seal; move it, or write to another folder", to)
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return err
		}
		from := filepath.Join(stage, fmt.Sprint(i))
		if err := os.WriteFile(from, file.Data, 0o644); err != nil {
			return err
		}
		moves = append(moves, [2]string{from, to})
	}
	for _, move := range moves {
		if err := os.MkdirAll(filepath.Dir(move[1]), 0o755); err != nil {
			return err
		}
		if err := os.Rename(move[0], move[1]); err != nil {
			return err
		}
	}
	return nil
}
