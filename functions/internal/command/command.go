// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package command is what the commands of this module share at their edge to
// the system. It is the one package below internal that may know of it.
package command

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
)

// IsTerminal reports whether a file is a terminal, or another device that no
// host would hand over as standard input.
func IsTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && info.Mode()&os.ModeDevice != 0
}

// Fail prints an error of the system and returns the exit code for it. Which call
// found that a file is missing is of no use to anyone.
func Fail(stderr io.Writer, err error) int {
	var missing *fs.PathError
	if errors.As(err, &missing) && errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("there is no file or folder %s", missing.Path)
	}
	fmt.Fprintf(stderr, "[error] %v\n", err)
	return 1
}

// Version is the version that the build stamped into the binary, or that of the
// module where go install built it.
func Version(stamped string) string {
	if stamped != "" {
		return stamped
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "development build"
}
