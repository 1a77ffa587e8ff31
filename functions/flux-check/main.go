// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command flux-check finds mistakes in objects of Flux before anything is
// applied: as a validator of kustomize and kpt, and standalone.
package main

import (
	_ "embed"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/command/checking"
)

//go:embed README.md
var documentation string

// version is set by the build; a plain go install has the module's.
var version = ""

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the command; it returns the exit code: 0 done, 1 errors in the objects
// or while reading, 2 wrong arguments.
func run(args []string, stdin *os.File, stdout, stderr io.Writer) (code int) {
	return command.Program{
		Name: "flux-check", Version: command.Version(version) + " with Flux " + strings.Join(functions.FluxVersions(), ", "),
		Documentation: documentation, Broken: 1,
		Function: func(input []byte) command.Said {
			output, found, shown := check.Run(input)
			return command.Said{Output: output, Lines: found.Lines(), Shown: shown, Code: command.Code(found.Failed())}
		},
		Command: func() *cobra.Command { return checking.Command("flux-check", command.Version(version)) },
	}.Run(args, stdin, stdout, stderr)
}
