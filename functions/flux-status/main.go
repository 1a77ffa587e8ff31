// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command flux-status says of every FluxConfiguration whether the cluster is
// what it says, standalone and as a KRM function.
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

const usage = `flux-status says of every FluxConfiguration whether the cluster is what it says.

  flux-status [OPTION...] FILE|DIR...   inputs, rendered bundles and live objects, in any mixture; - is standard input
  flux-status < LIST                    KRM function: a ResourceList in, a ResourceList out
  flux-status --help                    the documentation
  flux-status --version                 the version

  -o FORMAT       table, json, yaml, markdown or fluxconfig
  --wide          the objects of every configuration, as a tree
  --now TIME      the time of the status; without it, the newest time in the live objects
  --cluster NAME  all live objects are those of this cluster; without it, each folder with live objects is one

Exit codes: 0 all is compliant, 1 something is not, 2 wrong arguments or input that cannot be read.
`

// version is set by the build; a plain go install has the module's.
var version = ""

// Exit codes.
const (
	compliant    = 0
	notCompliant = 1
	unusable     = 2
)

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
		Name: "flux-status", Version: command.Version(version), Usage: usage, Documentation: documentation, Broken: unusable,
		Function:   function,
		Standalone: func(args []string) int { return standalone(args, stdin, stdout, stderr) },
	}.Run(args, stdin, stdout, stderr)
}

// function is the KRM function.
func function(input []byte) command.Said {
	output, outcome := functions.RunStatus(input)
	said := command.Said{Output: output, Lines: outcome.Lines, Shown: outcome.Shown, Code: compliant}
	switch {
	case len(output) == 0:
		said.Code = unusable
	case outcome.Failed:
		said.Code = notCompliant
	}
	return said
}

func standalone(args []string, stdin io.Reader, stdout *os.File, stderr io.Writer) int {
	var options functions.StatusOptions
	view := functions.StatusView{Color: command.IsTerminal(stdout)}
	flags := flag.NewFlagSet("flux-status", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	flags.StringVar(&view.Format, "o", "", strings.Join(functions.StatusFormats(), ", "))
	flags.BoolVar(&view.Wide, "wide", false, "the objects of every configuration")
	flags.StringVar(&options.Now, "now", "", "the time of the status")
	flags.StringVar(&options.Cluster, "cluster", "", "the name of the cluster")
	paths, err := command.Parse(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return compliant
	case err != nil:
		return unusable
	case len(paths) == 0:
		fmt.Fprintf(stderr, "flux-status: a file or folder is needed\n\n%s", usage)
		return unusable
	}
	files, err := readFiles(paths, stdin)
	if err != nil {
		return fail(stderr, err)
	}
	report, outcome := functions.Status(files, options)
	command.Say(stderr, outcome.Lines)
	text, err := report.Text(view)
	if err != nil {
		return fail(stderr, err)
	}
	if _, err := stdout.Write(text); err != nil {
		return fail(stderr, err)
	}
	switch {
	case outcome.Failed:
		return unusable
	case !report.Compliant():
		return notCompliant
	default:
		return compliant
	}
}

// readFiles reads the files that the arguments name. Standard input has the
// folder of nothing.
func readFiles(paths []string, stdin io.Reader) ([]functions.File, error) {
	files, err := command.Read(paths, stdin)
	out := make([]functions.File, len(files))
	for i, f := range files {
		out[i] = functions.File{Path: f.Path, Data: f.Data}
		if f.Path == command.StandardInput {
			out[i].Path = "standard input"
		}
	}
	return out, err
}

// fail prints an error of the system.
func fail(stderr io.Writer, err error) int {
	command.Fail(stderr, err)
	return unusable
}
