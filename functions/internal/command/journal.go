// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// journalFile lists the changes of a stage; it is there when all of them are
// written.
const journalFile = "journal.json"

// entry is a change in the journal: a file of the stage that takes its place, or
// a removal.
type entry struct {
	Path   string `json:"path"`
	Staged string `json:"staged,omitempty"`
}

// journal writes the changes into the stage, notes that they are whole, and makes
// them one by one.
func (s *stage) journal(dir string, changes []Change) error {
	entries := make([]entry, len(changes))
	for i, c := range changes {
		entries[i].Path = c.Path
		if c.Remove {
			continue
		}
		entries[i].Staged = staged(i)
		if err := s.write(staged(i), c); err != nil {
			return err
		}
	}
	text, err := json.Marshal(entries)
	if err != nil {
		return err
	}
	if err := s.write(journalFile+".new", Change{Data: text, Mode: fileMode}); err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if err := os.Rename(filepath.Join(s.path, journalFile+".new"), filepath.Join(s.path, journalFile)); err != nil {
		return err
	}
	return replay(s.path, dir)
}

// replay makes the changes of a journal that are not made yet.
func replay(stage, dir string) error {
	text, err := os.ReadFile(filepath.Join(stage, journalFile))
	if err != nil {
		return err
	}
	var entries []entry
	if err := json.Unmarshal(text, &entries); err != nil {
		return err
	}
	for _, e := range entries {
		to := filepath.Join(dir, filepath.FromSlash(e.Path))
		if e.Staged == "" {
			if err := os.Remove(to); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(to), folderMode); err != nil {
			return err
		}
		// What is not in the stage any more is in its place.
		if err := os.Rename(filepath.Join(stage, e.Staged), to); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Recover finishes or undoes what a run that was killed has left of changes to a
// folder, and says which of the two; empty when there is nothing. It comes before
// the folder is read.
func Recover(dir, program string) (said string, err error) {
	if dir == "" {
		return "", nil
	}
	path, err := stagePath(dir, program)
	if err != nil {
		return "", err
	}
	if _, err := os.Lstat(path); err != nil {
		return "", nil
	}
	lock, err := os.OpenFile(filepath.Join(path, lockFile), os.O_CREATE|os.O_RDWR, fileMode)
	if err != nil {
		return "", err
	}
	defer func() { _ = lock.Close() }()
	switch ours, err := tryLock(lock); {
	case err != nil:
		return "", err
	case !ours:
		return "", fmt.Errorf("another run is writing to %s", dir)
	}
	said = "removed " + path + ", which a run that was interrupted has left; " + dir + " is whole"
	if _, err := os.Lstat(filepath.Join(path, journalFile)); err == nil {
		if err := replay(path, dir); err != nil {
			return "", err
		}
		said = "finished the changes to " + dir + " that a run which was interrupted has begun"
	}
	return said, os.RemoveAll(path)
}

// RecoverAndSay is Recover for a command, which says what was done.
func RecoverAndSay(stderr io.Writer, dir, program string) error {
	said, err := Recover(dir, program)
	if said != "" {
		fmt.Fprintf(stderr, "[info] %s\n", said)
	}
	return err
}
