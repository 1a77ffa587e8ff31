// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command flux-check finds mistakes in objects of Flux before anything is
// applied: as a validator of kustomize and kpt, and standalone.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

//go:embed README.md
var documentation string

const usage = `flux-check finds mistakes in objects of Flux before anything is applied.

  flux-check [OPTION...] FILE|DIR...  check what goes into one cluster; - is standard input
  flux-check < LIST                   KRM function: a ResourceList in, a ResourceList out
  flux-check --help                   the documentation
  flux-check --version                the version

  --flux-version VERSION  release to check against
  --multi-tenancy MODE    auto, true or false: whether references must stay in their namespace
  --ignore REASON,...     reasons that are not reported
  --strict                warnings are errors
`

// version is set by the build; a plain go install has the module's.
var version = ""

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the command; it returns the exit code: 0 done, 1 errors in the objects
// or while reading, 2 wrong arguments.
func run(args []string, stdin *os.File, stdout, stderr io.Writer) (code int) {
	return command.Program{
		Name: "flux-check", Version: command.Version(version) + " with Flux " + strings.Join(functions.FluxVersions(), ", "),
		Usage: usage, Documentation: documentation, Broken: 1,
		Function: func(input []byte) command.Said {
			output, found, shown := check.Run(input)
			return command.Said{Output: output, Lines: found.Lines(), Shown: shown, Code: command.Code(found.Failed())}
		},
		Standalone: func(args []string) int { return standalone(args, stdin, stderr) },
	}.Run(args, stdin, stdout, stderr)
}

func standalone(args []string, stdin io.Reader, stderr io.Writer) int {
	values, paths, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case len(paths) == 0:
		fmt.Fprintf(stderr, "flux-check: a file or folder to check is needed\n\n%s", usage)
		return 2
	}
	options, found := check.Parse(values, report.Object{})
	if found.Failed() {
		for i := range found {
			option := found[i].Field[len(found[i].Field)-1]
			found[i].Field = []string{"--" + flagOf[option]}
		}
		command.Say(stderr, found.Lines())
		return 2
	}
	files, err := read(paths, stdin)
	if err != nil {
		return command.Fail(stderr, err)
	}
	found = check.Files(files, options)
	command.Say(stderr, found.Lines())
	return command.Code(found.Failed())
}

// flagOf has the flag of each option.
var flagOf = map[string]string{
	check.OptionFluxVersion: "flux-version", check.OptionMultiTenancy: "multi-tenancy",
	check.OptionIgnore: "ignore", check.OptionStrict: "strict",
}

// parse returns the options that are given, and the paths before, between and
// after them.
func parse(args []string, stderr io.Writer) (values map[string]string, paths []string, err error) {
	values = map[string]string{}
	flags := flag.NewFlagSet("flux-check", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	for option, name := range flagOf {
		set := func(value string) error {
			values[option] = value
			return nil
		}
		if option == check.OptionStrict {
			flags.BoolFunc(name, "", set)
		} else {
			flags.Func(name, "", set)
		}
	}
	paths, err = command.Parse(flags, args)
	return values, paths, err
}

// read reads the files that the arguments name.
func read(paths []string, stdin io.Reader) ([]check.File, error) {
	files, err := command.Read(paths, stdin)
	out := make([]check.File, len(files))
	for i, f := range files {
		out[i] = check.File(f)
	}
	return out, err
}
