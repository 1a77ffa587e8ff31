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
	"github.com/fluxbundle/fluxbundle/functions/internal/fluxseal"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
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
	defer func() {
		// What a panic says may hold a value of the input, and so a secret.
		if r := recover(); r != nil {
			fmt.Fprintf(stderr, "[error] internal error of type %T; please report it with the input that causes it, secrets taken out (InternalError)\n", r)
			code = 1
		}
	}()
	switch {
	case len(args) == 0 && command.IsTerminal(stdin):
		fmt.Fprint(stderr, usage)
		return 2
	case len(args) == 0:
		return function(stdin, stdout, stderr)
	case args[0] == "render":
		return render(args[1:], stdout, stderr)
	case args[0] == "--help" || args[0] == "-h" || args[0] == "help":
		fmt.Fprint(stdout, usage+"\n"+documentation)
		return 0
	case args[0] == "--version" || args[0] == "version":
		fmt.Fprintln(stdout, "flux-seal "+command.Version(version))
		return 0
	default:
		fmt.Fprintf(stderr, "flux-seal: unknown argument %q\n\n%s", args[0], usage)
		return 2
	}
}

// function is the KRM function. Results go into the list, and to standard error
// unless the host prints them.
func function(stdin io.Reader, stdout, stderr io.Writer) int {
	input, err := io.ReadAll(stdin)
	if err != nil {
		return command.Fail(stderr, err)
	}
	output, found, shown := fluxseal.Run(input)
	if !shown || len(output) == 0 {
		say(stderr, found)
	}
	if _, err := stdout.Write(output); err != nil {
		return command.Fail(stderr, err)
	}
	return exitCode(found)
}

// render seals files.
func render(args []string, stdout, stderr io.Writer) int {
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
	inputs, err := readFiles(paths)
	if err != nil {
		return command.Fail(stderr, err)
	}
	earlier, err := readSealed(*dir)
	if err != nil {
		return command.Fail(stderr, err)
	}
	files, found := fluxseal.Render(inputs, fluxseal.Options{Earlier: earlier, Shown: *dir == ""})
	say(stderr, found)
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

func say(stderr io.Writer, found report.Findings) {
	for _, f := range found {
		fmt.Fprintln(stderr, f.Text())
	}
}

func exitCode(found report.Findings) int {
	if found.Failed() {
		return 1
	}
	return 0
}
