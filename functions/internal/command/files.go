// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
			case name == path && !entry.IsDir(), isManifest(entry.Name()) && isFile(name, entry):
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

func isManifest(name string) bool {
	return !strings.HasPrefix(name, ".") && slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(name))
}

// StandardInput is the argument that stands for it.
const StandardInput = "-"

// File is a file that arguments name.
type File struct {
	// Path is as the arguments have it, with slashes.
	Path string
	Data []byte
	// Named files are those that the arguments name, not a folder among them.
	Named bool
}

// Read reads standard input, where it is named, and the Manifests of the paths.
func Read(paths []string, stdin io.Reader) ([]File, error) {
	var files []File
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
		files = append(files, File{Path: StandardInput, Data: data, Named: true})
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
		files = append(files, File{Path: filepath.ToSlash(name), Data: data, Named: slices.Contains(paths, name)})
	}
	return files, nil
}
