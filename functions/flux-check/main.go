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
	"path/filepath"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/check/show"
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
  --fail-on SEVERITY      error or warning: what the exit code 1 is for
  -o FORMAT               text, json, sarif (code scanning) or github (annotations)
  -v                      show infos too, and every place
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
		Standalone: func(args []string) int { return standalone(args, stdin, stdout, stderr) },
	}.Run(args, stdin, stdout, stderr)
}

func standalone(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case len(a.paths) == 0:
		fmt.Fprintf(stderr, "flux-check: a file or folder to check is needed\n\n%s", usage)
		return 2
	}
	options, found := check.Parse(a.values, report.Object{})
	if found.Failed() {
		for i := range found {
			option := found[i].Field[len(found[i].Field)-1]
			found[i].Field = []string{"--" + flagOf[option]}
		}
		command.Say(stderr, found.Lines())
		return 2
	}
	files, err := read(a.paths, stdin)
	if err != nil {
		return command.Fail(stderr, err)
	}
	found = check.Files(files, options)
	if _, err := stdout.Write(show.Write(a.format, found, a.show)); err != nil {
		return command.Fail(stderr, err)
	}
	return command.Code(a.show.Failed(found))
}

// arguments are those of the standalone command.
type arguments struct {
	// values are the options of the check that are given.
	values map[string]string
	paths  []string
	format string
	show   show.Options
}

// flagOf has the flag of each option.
var flagOf = map[string]string{
	check.OptionFluxVersion: "flux-version", check.OptionMultiTenancy: "multi-tenancy",
	check.OptionIgnore: "ignore", check.OptionStrict: "strict",
}

// parse reads the options, and the paths before, between and after them.
func parse(args []string, stderr io.Writer) (arguments, error) {
	a := arguments{values: map[string]string{}, format: show.Formats()[0], show: show.Options{FailOn: fn.Error, Version: command.Version(version)}}
	flags := flag.NewFlagSet("flux-check", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	for option, name := range flagOf {
		set := func(value string) error {
			a.values[option] = value
			return nil
		}
		if option == check.OptionStrict {
			flags.BoolFunc(name, "", set)
		} else {
			flags.Func(name, "", set)
		}
	}
	flags.BoolVar(&a.show.Verbose, "v", false, "")
	flags.Func("o", "", oneOf(&a.format, show.Formats()...))
	flags.Func("fail-on", "", oneOf(&a.show.FailOn, fn.Error, fn.Warning))
	var err error
	a.paths, err = command.Parse(flags, args)
	return a, err
}

// oneOf takes one of the accepted values.
func oneOf[T ~string](to *T, accepted ...T) func(string) error {
	return func(value string) error {
		if !slices.Contains(accepted, T(value)) {
			names := make([]string, len(accepted))
			for i, name := range accepted {
				names[i] = string(name)
			}
			return fmt.Errorf("accepted: %s", strings.Join(names, ", "))
		}
		*to = T(value)
		return nil
	}
}

// read reads the files that the arguments name, and the silences of the current
// folder and of those that are named.
func read(paths []string, stdin io.Reader) ([]check.File, error) {
	files, err := command.Read(paths, stdin)
	if err != nil {
		return nil, err
	}
	out := make([]check.File, len(files))
	for i, f := range files {
		out[i] = check.File(f)
	}
	seen := map[string]bool{}
	for _, folder := range append([]string{"."}, paths...) {
		name := filepath.Join(folder, check.SilencesFile)
		if info, err := os.Stat(name); err != nil || info.IsDir() || seen[name] {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		seen[name] = true
		out = append(out, check.File{Path: filepath.ToSlash(name), Data: data})
	}
	return out, nil
}
