// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// Manifests lists the named files, and the YAML and JSON files in and below the
// named folders, hidden ones left out; links to files are followed, links to
// folders only where they are named. A file that is named twice is there once.
func Manifests(paths []string) ([]string, error) {
	var names []string
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			path += string(filepath.Separator) // a link to a folder is followed
		}
		err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case name != path && strings.HasPrefix(entry.Name(), ".") && entry.IsDir():
				return filepath.SkipDir
			case name == path && !entry.IsDir(), IsManifest(entry.Name()) && isFile(name, entry):
				names = append(names, filepath.Clean(name))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

func isFile(name string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// IsManifest reports whether a file of this name is read when its folder is named:
// YAML and JSON, unless it is hidden.
func IsManifest(name string) bool {
	return !strings.HasPrefix(name, ".") && slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(name))
}

// StandardInput is the argument that stands for it.
const StandardInput = "-"

// Read reads standard input, where it is named, and the Manifests of the paths.
func Read(paths []string, stdin io.Reader) ([]object.File, error) {
	var files []object.File
	var others []string
	for _, path := range paths {
		if path != StandardInput {
			others = append(others, path)
			continue
		}
		data, err := io.ReadAll(stdin)
		if err != nil {
			return nil, err
		}
		files = append(files, object.File{Path: StandardInput, Data: data, Named: true})
	}
	names, err := Manifests(others)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, object.File{Path: filepath.ToSlash(name), Data: data, Named: slices.Contains(paths, name)})
	}
	return files, nil
}

// WriteStream writes files as one stream of documents, without the header that
// marks each of them as a file of ours.
func WriteStream(w io.Writer, files []object.File, header string) error {
	for _, file := range files {
		if _, err := w.Write(bytes.TrimPrefix(file.Data, []byte(header))); err != nil {
			return err
		}
	}
	return nil
}
