// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// exchange makes a copy of the folder with the changes in it and lets the two
// change places. It is not done where the system or the file system has no such
// step, or no links for files: nothing has changed then.
func (s *stage) exchange(dir string, changes []Change) (done bool, err error) {
	changed := make(map[string]bool, len(changes))
	for _, c := range changes {
		changed[filepath.FromSlash(c.Path)] = true
	}
	tree := filepath.Join(s.path, treeFolder)
	if err := linkTree(dir, tree, changed); err != nil {
		return false, removed(tree)
	}
	for _, c := range changes {
		if c.Remove {
			continue
		}
		if err := s.write(filepath.Join(treeFolder, filepath.FromSlash(c.Path)), c); err != nil {
			return false, err
		}
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if err := exchangeFolders(tree, dir); err != nil {
		return false, removed(tree)
	}
	return true, nil
}

func removed(tree string) error { return os.RemoveAll(tree) }

// mostLinked is how many files a folder may have to be copied by links: beyond
// that, to write the changes alone is less work.
const mostLinked = 20_000

// errManyFiles is a folder that is not worth copying.
var errManyFiles = errors.New("too many files to copy")

// linkTree copies a folder, its files by links; those that change are left out.
func linkTree(from, to string, changed map[string]bool) error {
	count := 0
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if count++; count > mostLinked {
			return errManyFiles
		}
		relative, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, relative)
		switch info, err := entry.Info(); {
		case err != nil:
			return err
		case changed[relative]:
			return nil
		case entry.IsDir():
			if err := os.MkdirAll(target, folderMode); err != nil {
				return err
			}
			return os.Chmod(target, info.Mode().Perm())
		case entry.Type()&fs.ModeSymlink != 0:
			link, err := os.Readlink(path)
			if err != nil {
				return err
			}
			return os.Symlink(link, target)
		default:
			return os.Link(path, target)
		}
	})
}
