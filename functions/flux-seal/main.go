// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command flux-seal replaces Secrets that are marked for it by sealed ones, the
// same bytes every time, as a KRM function and standalone.
package main

import (
	_ "embed"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/command/sealing"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/marked"
)

//go:embed README.md
var documentation string

// version is set by the build; a plain go install has the module's.
var version = ""

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the command; it returns the exit code: 0 done, 1 errors in the input
// or while reading and writing, 2 wrong arguments.
func run(args []string, stdin *os.File, stdout, stderr io.Writer) (code int) {
	return command.Program{
		Name: "flux-seal", Version: command.Version(version), Documentation: documentation, Broken: 1,
		Function: func(input []byte) command.Said {
			output, found, shown := marked.Run(input)
			return command.Said{Output: output, Lines: found.Lines(), Shown: shown, Code: command.Code(found.Failed())}
		},
		Command: commands,
	}.Run(args, stdin, stdout, stderr)
}

// commands is the command line.
func commands() *cobra.Command {
	root := &cobra.Command{
		Use:     "flux-seal COMMAND",
		Short:   "seal the Secrets that are marked for it, the same bytes every time",
		Long:    "flux-seal seals the Secrets that are marked for it, the same bytes every time.\nWithout arguments it is a KRM function: flux-seal < LIST",
		Example: "  flux-seal render -o sealed/ secrets/ policy.yaml",
	}
	root.AddCommand(sealing.Command("flux-seal render"))
	return command.Group(root)
}
