// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command azure-import turns what Azure and its clients print about Flux into
// FluxConfigurations and FluxExtensions, standalone and as a KRM function.
package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/fluxbundle/fluxbundle/functions/internal/azure"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

//go:embed README.md
var documentation string

const usage = `azure-import turns what Azure has about Flux into inputs of flux-bundle.

  azure-import [-o DIR] [OPTION...] FILE...   write a file for each resource, or a stream; - is standard input
  azure-import < LIST                         KRM function: a ResourceList in, a ResourceList out
  azure-import --help                         the documentation
  azure-import --version                      the version

  -o DIR             folder to write to; without it, standard output
  --cluster NAME     import the resources of one cluster alone
  --name NAME        name of the resource, for a body that has none
  --patch FILE       merge patch to lay over; may be repeated
  --parameters FILE  parameter file of an ARM template; may be repeated
  --no-secrets       leave secrets out
  --overwrite        replace files in DIR that differ
`

// version is set by the build; a plain go install has the module's.
var version = ""

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the command; it returns the exit code: 0 done, 1 errors in the input
// or while reading and writing, 2 wrong arguments.
func run(args []string, stdin *os.File, stdout, stderr io.Writer) (code int) {
	return command.Program{
		Name: "azure-import", Version: command.Version(version), Usage: usage, Documentation: documentation, Broken: 1,
		Function: func(input []byte) command.Said {
			output, found, shown := azure.Run(input)
			return command.Said{Output: output, Lines: found.Lines(), Shown: shown, Code: command.Code(found.Failed())}
		},
		Standalone: func(args []string) int { return standalone(args, stdin, stdout, stderr) },
	}.Run(args, stdin, stdout, stderr)
}

// arguments are those of the standalone command.
type arguments struct {
	dir, name, cluster    string
	inputs                []string
	patches, parameters   []string
	noSecrets, overwrites bool
}

func standalone(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	a, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case len(a.inputs) == 0:
		fmt.Fprintf(stderr, "azure-import: a file to import is needed\n\n%s", usage)
		return 2
	}
	if err := command.RecoverAndSay(stderr, a.dir, program); err != nil {
		return command.Fail(stderr, err)
	}
	files, options, err := load(a, stdin)
	if err != nil {
		return command.Fail(stderr, err)
	}
	result := azure.Import(files, options)
	command.Say(stderr, result.Findings.Lines())
	if result.Findings.Failed() {
		return 1
	}
	if a.dir == "" {
		err = writeStream(stdout, result.Documents)
	} else {
		err = writeFolder(a.dir, result.Documents, a.overwrites)
	}
	if err != nil {
		return command.Fail(stderr, err)
	}
	return 0
}

// parse parses flags before, between and after the files.
func parse(args []string, stderr io.Writer) (arguments, error) {
	var a arguments
	flags := flag.NewFlagSet("azure-import", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	flags.StringVar(&a.dir, "o", "", "folder to write to")
	flags.StringVar(&a.cluster, "cluster", "", "name of the cluster whose resources are imported")
	flags.StringVar(&a.name, "name", "", "name of the resource")
	flags.BoolVar(&a.noSecrets, "no-secrets", false, "leave secrets out")
	flags.BoolVar(&a.overwrites, "overwrite", false, "replace files that differ")
	flags.Func("patch", "merge patch", collect(&a.patches))
	flags.Func("parameters", "parameter file", collect(&a.parameters))
	var err error
	a.inputs, err = command.Parse(flags, args)
	return a, err
}

func collect(to *[]string) func(string) error {
	return func(value string) error {
		*to = append(*to, value)
		return nil
	}
}

// load reads the files that the arguments name.
func load(a arguments, stdin io.Reader) ([]azure.File, azure.Options, error) {
	options := azure.Options{Name: a.name, Cluster: a.cluster}
	switch {
	case a.noSecrets:
		options.Secrets = azure.DropSecrets
	case a.dir == "":
		options.Secrets = azure.RefuseSecrets
	}
	files, err := readFiles(a.inputs, stdin)
	if err != nil {
		return nil, options, err
	}
	if options.Patches, err = readFiles(a.patches, stdin); err != nil {
		return nil, options, err
	}
	options.Parameters, err = readFiles(a.parameters, stdin)
	return files, options, err
}
