// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Change is what becomes of one file of a folder.
type Change struct {
	// Path is relative to the folder, with slashes.
	Path string
	// Data is the new content.
	Data []byte
	// Mode is that of a file that is written.
	Mode fs.FileMode
	// Remove takes the file away; Data and Mode have no meaning then.
	Remove bool
}

// Update makes changes to a folder so that at every moment all of them are there
// or none: whoever reads the folder, and a run that is killed, finds the previous
// tree or the new one. Files that are not named are not touched.
//
// The new tree is staged beside the folder, in a folder that Git ignores from
// its first moment, and exchanged with it in one step. Where that cannot be done
// (on a system that has no such step, for the current folder, for one that is a
// mount point or holds a repository of Git), the changes are written down first
// and then made one by one: a reader may see a part of them then, and the next
// run finishes what one that was killed has begun.
func Update(dir, program string, changes []Change) (err error) {
	if len(changes) == 0 {
		return os.MkdirAll(dir, folderMode)
	}
	if err := noLinks(dir, changes); err != nil {
		return err
	}
	s, err := newStage(dir, program)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.remove()) }()
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return s.create(dir, changes)
	}
	if len(changes) > 1 && canExchange(dir) {
		done, err := s.exchange(dir, changes)
		if done || err != nil {
			return err
		}
	}
	return s.journal(dir, changes)
}

// The modes of what is written for everyone.
const (
	folderMode = 0o755
	fileMode   = 0o644
)

// noLinks refuses paths that lead out of the folder through a link.
func noLinks(dir string, changes []Change) error {
	for _, c := range changes {
		at := dir
		for _, step := range strings.Split(filepath.FromSlash(c.Path), string(filepath.Separator)) {
			at = filepath.Join(at, step)
			info, err := os.Lstat(at)
			if err != nil {
				break
			}
			if info.Mode()&fs.ModeSymlink != 0 {
				return fmt.Errorf("%s is a link, which is not followed when files are written; remove it, or write to another folder", at)
			}
		}
	}
	return nil
}

// canExchange reports whether another folder can take the place of dir without
// anyone losing it: the working folder of a shell would go on being the old one,
// and a repository of Git is more than a folder of files.
func canExchange(dir string) bool {
	if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
		return false
	}
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
		return false // a link to a folder stays one
	}
	folder, err := filepath.Abs(dir)
	current, err2 := os.Getwd()
	if err != nil || err2 != nil {
		return false
	}
	relative, err := filepath.Rel(folder, current)
	return err != nil || relative == ".." || strings.HasPrefix(relative, ".."+string(filepath.Separator))
}
