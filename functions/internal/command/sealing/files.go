// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package sealing

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/marked"
)

// readSealed reads what an earlier run has written to the folder.
func readSealed(dir string) ([]marked.File, error) {
	if _, err := os.Stat(dir); dir == "" || errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	files, err := command.Read([]string{dir}, nil)
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

// writeFolder writes the files that differ from what is there, at once. A file
// that is not ours is never overwritten. Nothing is removed: a Secret whose
// plaintext is absent is kept.
func writeFolder(dir string, files []marked.File) error {
	var changes []command.Change
	for _, file := range files {
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
		changes = append(changes, command.Change{Path: file.Path, Data: file.Data, Mode: fileMode})
	}
	return command.Update(dir, program, changes)
}

const (
	program  = "flux-seal"
	fileMode = 0o644
)
