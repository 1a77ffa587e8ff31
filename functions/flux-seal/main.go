// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command flux-seal replaces Secrets that are marked for it by sealed ones, the
// same bytes every time, as a KRM function and standalone.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/marked"
)

//go:embed README.md
var documentation string

const usage = `flux-seal seals the Secrets that are marked for it, the same bytes every time.

  flux-seal < LIST                       KRM function: a ResourceList in, a ResourceList out
  flux-seal render [-o DIR] FILE|DIR...  read Secrets and policies, write what is sealed to standard output or a folder
  flux-seal --help                       the documentation
  flux-seal --version                    the version
`

// version is set by the build; a plain go install has the module's.
var version = ""

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the command; it returns the exit code: 0 done, 1 errors in the input
// or while reading and writing, 2 wrong arguments.
func run(args []string, stdin *os.File, stdout, stderr io.Writer) (code int) {
	program := command.Program{
		Name: "flux-seal", Version: command.Version(version), Usage: usage, Documentation: documentation, Broken: 1,
		Function: func(input []byte) command.Said {
			output, found, shown := marked.Run(input)
			return command.Said{Output: output, Lines: found.Lines(), Shown: shown, Code: command.Code(found.Failed())}
		},
	}
	program.Standalone = func(args []string) int {
		if args[0] != "render" {
			return program.Unknown(args, stderr)
		}
		return render(args[1:], stdin, stdout, stderr)
	}
	return program.Run(args, stdin, stdout, stderr)
}

// render seals files.
func render(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("render", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	dir := flags.String("o", "", "folder to write to")
	paths, err := command.Parse(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case len(paths) == 0:
		fmt.Fprintf(stderr, "flux-seal render: a file or folder with Secrets is needed\n\n%s", usage)
		return 2
	}
	inputs, err := readFiles(paths, stdin)
	if err != nil {
		return command.Fail(stderr, err)
	}
	if err := command.RecoverAndSay(stderr, *dir, program); err != nil {
		return command.Fail(stderr, err)
	}
	earlier, err := readSealed(*dir)
	if err != nil {
		return command.Fail(stderr, err)
	}
	files, found := marked.Render(inputs, marked.Options{Earlier: earlier, Shown: *dir == ""})
	command.Say(stderr, found.Lines())
	if found.Failed() {
		return 1
	}
	if *dir == "" {
		err = writeStream(stdout, files)
	} else {
		err = writeFolder(*dir, files)
	}
	if err != nil {
		return command.Fail(stderr, err)
	}
	return 0
}
