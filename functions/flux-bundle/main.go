// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command flux-bundle is a KRM function and a standalone renderer: it turns
// FluxConfigurations and a FluxExtension into the complete Flux bundle.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

//go:embed README.md
var documentation string

const usage = `flux-bundle renders the complete Flux bundle of FluxConfiguration inputs.

  flux-bundle < LIST                       KRM function: a ResourceList in, a ResourceList out
  flux-bundle render [-o DIR] FILE|DIR...  read inputs (- is standard input), write YAML to standard output or a folder
      --cluster NAME      the bundle of one cluster of a fleet
      --allow-removed N   with -o, how many clusters may leave the tree of a fleet
      --self-contained    with -o, Flux in the folder of each cluster, not once for all
  flux-bundle images FILE|DIR...           read inputs, write the images of the bundle, one on each line
  flux-bundle --help                       the documentation
  flux-bundle --version                    the version
`

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
	program := command.Program{
		Name: "flux-bundle", Version: command.Version(version) + " with Flux " + strings.Join(functions.FluxVersions(), ", "),
		Usage: usage, Documentation: documentation, Broken: 1,
		Function: func(input []byte) command.Said {
			output, outcome := functions.Run(input)
			return command.Said{Output: output, Lines: outcome.Lines, Shown: outcome.Shown, Code: command.Code(outcome.Failed)}
		},
	}
	program.Standalone = func(args []string) int {
		switch args[0] {
		case "render":
			return render(args[1:], stdin, stdout, stderr)
		case "images":
			return images(args[1:], stdin, stdout, stderr)
		}
		return program.Unknown(args, stderr)
	}
	return program.Run(args, stdin, stdout, stderr)
}

func render(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("render", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	dir := flags.String("o", "", "folder to write to")
	tree := treeFlags(flags)
	paths, err := command.Parse(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case len(paths) == 0:
		fmt.Fprintf(stderr, "flux-bundle render: a file or folder with inputs is needed\n\n%s", usage)
		return 2
	}
	inputs, err := readInputs(paths, stdin)
	if err != nil {
		return command.Fail(stderr, err)
	}
	if err := command.RecoverAndSay(stderr, *dir, program); err != nil {
		return command.Fail(stderr, err)
	}
	previous, err := readRendered(*dir)
	if err != nil {
		return command.Fail(stderr, err)
	}
	files, outcome := tree.render(inputs, previous, *dir == "")
	command.Say(stderr, outcome.Lines)
	if outcome.Failed {
		return 1
	}
	if *dir == "" {
		err = writeStream(stdout, files)
	} else {
		err = writeFolder(*dir, files, previous)
	}
	if err != nil {
		return command.Fail(stderr, err)
	}
	return 0
}
