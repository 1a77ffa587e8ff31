// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package importing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/azure"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
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

const (
	openMode   = 0o644
	secretMode = 0o600
	ignoreFile = ".gitignore"
)

// writeFolder writes a file for each document, at once. The .gitignore is there
// before the secrets that it is for, whatever happens in between, and has to keep
// all of them out of Git. A file that differs is only replaced when the user says
// so: people edit what was imported.
func writeFolder(dir string, docs []azure.Document, overwrites bool) error {
	changes, err := plan(dir, docs, overwrites)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if len(changes) > 0 && changes[0].Path == ignoreFile {
		if err := command.Update(dir, program, changes[:1]); err != nil {
			return err
		}
		changes = changes[1:]
	}
	return command.Update(dir, program, changes)
}

const program = "azure-import"

// plan lists the files that have to change, the .gitignore first.
func plan(dir string, docs []azure.Document, overwrites bool) ([]command.Change, error) {
	var files []command.Change
	var conflicts []string
	for _, d := range docs {
		f := command.Change{Path: d.Path, Data: d.YAML(), Mode: openMode}
		if d.Secret {
			f.Mode = secretMode
		}
		found, err := compare(filepath.Join(dir, f.Path), f)
		switch {
		case err != nil:
			return nil, err
		case found == differs && !overwrites:
			conflicts = append(conflicts, filepath.Join(dir, f.Path))
		case found != same:
			files = append(files, f)
		}
	}
	if err := conflict(conflicts); err != nil {
		return nil, err
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
	text, changed := azure.GitIgnore(present)
	for _, d := range docs {
		if line, committed := azure.Committed(text, d.Path); d.Secret && committed {
			return nil, fmt.Errorf("%s would be committed: the line %q in %s takes it back into Git; remove that line", filepath.Join(dir, d.Path), line, path)
		}
	}
	if changed {
		files = append([]command.Change{{Path: ignoreFile, Data: text, Mode: mode}}, files...)
	}
	return files, nil
}

// conflict names every file that would be replaced.
func conflict(paths []string) error {
	switch len(paths) {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("%s exists and differs; move it, write to another folder, or say --overwrite", paths[0])
	default:
		return fmt.Errorf("%d files exist and differ; move them, write to another folder, or say --overwrite:\n  %s", len(paths), strings.Join(paths, "\n  "))
	}
}

// comparison is how a file compares with what is to be written.
type comparison int

const (
	// absent: there is no file.
	absent comparison = iota
	// same: nothing has to be written.
	same
	// loose: it has the text, and others can read it.
	loose
	// differs: it has another text.
	differs
)

// compare looks at the file that a change is for.
func compare(path string, want command.Change) (comparison, error) {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return absent, nil
	case err != nil:
		return absent, err
	case !info.Mode().IsRegular():
		return absent, fmt.Errorf("%s exists and is not a file", path)
	}
	present, err := os.ReadFile(path)
	switch {
	case err != nil:
		return absent, err
	case !bytes.Equal(present, want.Data):
		return differs, nil
	case want.Mode == secretMode && info.Mode().Perm() != secretMode:
		return loose, nil
	default:
		return same, nil
	}
}
