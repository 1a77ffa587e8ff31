// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command azure-import turns what Azure and its clients print about Flux into
// FluxConfigurations and FluxExtensions, standalone and as a KRM function.
package main

import (
	_ "embed"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions/internal/azure"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/command/importing"
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
		Name: "azure-import", Version: command.Version(version), Documentation: documentation, Broken: 1,
		Function: func(input []byte) command.Said {
			output, found, shown := azure.Run(input)
			return command.Said{Output: output, Lines: found.Lines(), Shown: shown, Code: command.Code(found.Failed())}
		},
		Command: func() *cobra.Command { return importing.Command("azure-import") },
	}.Run(args, stdin, stdout, stderr)
}
