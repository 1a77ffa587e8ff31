// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
)

// stage is the folder in which changes are prepared: beside the folder they are
// for, so that nothing of it is ever applied, and ignored by Git.
type stage struct {
	path string
	lock *os.File
	// mutex is held while the stage is made, used or removed by a signal.
	mutex sync.Mutex
	stop  func()
}

// stagePath is where changes to a folder are prepared.
func stagePath(dir, program string) (string, error) {
	folder, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if resolved, err := filepath.EvalSymlinks(folder); err == nil {
		folder = resolved
	}
	return filepath.Join(filepath.Dir(folder), "."+filepath.Base(folder)+"."+program+".staging"), nil
}

// newStage makes the stage of a folder. There is one at a time.
func newStage(dir, program string) (*stage, error) {
	path, err := stagePath(dir, program)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
		return nil, err
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("%s is there: another run is writing to the folder, or one was interrupted", path)
		}
		return nil, err
	}
	s := &stage{path: path}
	// First of all, so that nothing in here is ever committed.
	if err := os.WriteFile(filepath.Join(path, ".gitignore"), []byte("*\n"), fileMode); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	if s.lock, err = os.Create(filepath.Join(path, lockFile)); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	if _, err := tryLock(s.lock); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	s.watch()
	return s, nil
}

const lockFile = "lock"

// watch removes the stage when the run is asked to end.
func (s *stage) watch() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	ended := make(chan struct{})
	s.stop = func() {
		signal.Stop(signals)
		close(ended)
	}
	go func() {
		select {
		case <-ended:
		case caught := <-signals:
			s.mutex.Lock() // what is being changed is changed to the end
			_ = os.RemoveAll(s.path)
			// Now the signal does what it does without a stage.
			signal.Reset(caught)
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				_ = self.Signal(caught)
			}
		}
	}()
}

// remove takes the stage away.
func (s *stage) remove() error {
	if s.stop != nil {
		s.stop()
		s.stop = nil
	}
	if s.lock != nil {
		_ = s.lock.Close()
		s.lock = nil
	}
	return os.RemoveAll(s.path)
}

// write puts a file into the stage.
func (s *stage) write(name string, c Change) error {
	path := filepath.Join(s.path, name)
	if err := os.MkdirAll(filepath.Dir(path), folderMode); err != nil {
		return err
	}
	if err := os.WriteFile(path, c.Data, c.Mode); err != nil {
		return err
	}
	return os.Chmod(path, c.Mode)
}

// create makes a folder that is not there yet.
func (s *stage) create(dir string, changes []Change) error {
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), folderMode); err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(s.path, treeFolder), folderMode); err != nil {
		return err
	}
	for _, c := range changes {
		if c.Remove {
			continue
		}
		if err := s.write(filepath.Join(treeFolder, filepath.FromSlash(c.Path)), c); err != nil {
			return err
		}
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return os.Rename(filepath.Join(s.path, treeFolder), dir)
}

const treeFolder = "tree"

// staged is the name of a change in the stage.
func staged(i int) string { return "file-" + strconv.Itoa(i) }
