// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command flux-status reports for each FluxConfiguration whether the cluster
// complies with it, standalone and as a KRM function.
package main

import (
	_ "embed"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/command/reporting"
)

//go:embed README.md
var documentation string

// version is set by the build; a plain go install has the module's.
var version = ""

func main() {
	// As flux-bundle: the input is read once and kept.
	debug.SetGCPercent(gcPercent)
	debug.SetMemoryLimit(gcMemory)
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

const (
	gcPercent = 800
	// gcMemory is where the collector works as usual again, in bytes.
	gcMemory = 1 << 30
)

// run is the command; it returns the exit code.
func run(args []string, stdin, stdout *os.File, stderr io.Writer) (code int) {
	return command.Program{
		Name: "flux-status", Version: command.Version(version), Documentation: documentation, Broken: reporting.Unusable,
		Function: function,
		Command:  func() *cobra.Command { return reporting.Command("flux-status") },
	}.Run(args, stdin, stdout, stderr)
}

// function is the KRM function.
func function(input []byte) command.Said {
	output, outcome := functions.RunStatus(input)
	said := command.Said{Output: output, Lines: outcome.Lines, Shown: outcome.Shown, Code: reporting.Compliant}
	switch {
	case len(output) == 0:
		said.Code = reporting.Unusable
	case outcome.Failed:
		said.Code = reporting.NotCompliant
	}
	return said
}
