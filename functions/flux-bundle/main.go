// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command flux-bundle is a KRM function and the command line of the product: it
// turns FluxConfigurations and a FluxExtension into the complete Flux bundle.
package main

import (
	_ "embed"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/command/checking"
	"github.com/fluxbundle/fluxbundle/functions/internal/command/importing"
	"github.com/fluxbundle/fluxbundle/functions/internal/command/reporting"
	"github.com/fluxbundle/fluxbundle/functions/internal/command/sealing"
)

//go:embed README.md
var documentation string

// version is set by the build; a plain go install has the module's.
var version = ""

func main() {
	// A run reads its input once, keeps it, and ends: collecting garbage before
	// the heap is a few times as large as the input is work for nothing.
	debug.SetGCPercent(gcPercent)
	debug.SetMemoryLimit(gcMemory)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

const (
	gcPercent = 800
	// gcMemory is where the collector works as usual again, in bytes.
	gcMemory = 1 << 30
)

// run is the command; it returns the exit code: 0 done, 1 errors in the input
// or while reading and writing, 2 wrong arguments.
func run(args []string, stdin *os.File, stdout, stderr io.Writer) (code int) {
	return command.Program{
		Name: program, Version: command.Version(version) + " with Flux " + strings.Join(functions.FluxVersions(), ", "),
		Documentation: documentation, Broken: 1,
		Function: func(input []byte) command.Said {
			output, outcome := functions.Run(input)
			return command.Said{Output: output, Lines: outcome.Lines, Shown: outcome.Shown, Code: command.Code(outcome.Failed)}
		},
		Command: commands,
	}.Run(args, stdin, stdout, stderr)
}

// commands is the command line: one file for each command.
func commands() *cobra.Command {
	root := &cobra.Command{
		Use:   program + " COMMAND",
		Short: "render the complete Flux bundle of FluxConfiguration inputs",
		Long: "flux-bundle renders the complete Flux bundle of FluxConfiguration inputs.\n" +
			"Without arguments it is a KRM function: flux-bundle < LIST",
		Example: "  flux-bundle render -o bundle/ in/\n" +
			"  flux-bundle check bundle/\n" +
			"  flux-bundle status in/ bundle/ live.yaml",
	}
	importCommand := command.Group(&cobra.Command{Use: "import COMMAND", Short: "turn what other products have into inputs"})
	importCommand.AddCommand(importing.Command(program + " import azure"))
	root.AddCommand(
		renderCommand(), imagesCommand(), diffCommand(), checking.Command(program+" check", command.Version(version)), sealing.Command(program+" seal"),
		reporting.Command(program+" status"), importCommand,
	)
	return command.Group(root)
}
