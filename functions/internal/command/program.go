// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"fmt"
	"io"
	"os"
)

// Program is a command of this module: a KRM function when it is called without
// arguments, and a program of its own with them.
type Program struct {
	// Name of the binary, and what --version prints behind it.
	Name, Version string
	// Usage is printed for people at a terminal, and with the Documentation for
	// --help.
	Usage, Documentation string
	// Function is the KRM function.
	Function func(input []byte) Said
	// Standalone takes the arguments, of which there is at least one.
	Standalone func(args []string) (code int)
	// Broken is the exit code of a panic, and of a KRM function when the system
	// fails.
	Broken int
}

// WrongArguments is the exit code for arguments that nobody can understand.
const WrongArguments = 2

// Run calls what the arguments are for and returns the exit code.
func (p Program) Run(args []string, stdin *os.File, stdout, stderr io.Writer) (code int) {
	defer func() {
		// What a panic says may hold a value of the input, and so a secret.
		if r := recover(); r != nil {
			fmt.Fprintf(stderr, "[error] internal error of type %T; please report it with the input that causes it, secrets taken out (InternalError)\n", r)
			code = p.Broken
		}
	}()
	switch {
	case len(args) == 0 && IsTerminal(stdin):
		fmt.Fprint(stderr, p.Usage)
		return WrongArguments
	case len(args) == 0:
		return p.function(stdin, stdout, stderr)
	case args[0] == "--help" || args[0] == "-h" || args[0] == "help":
		fmt.Fprint(stdout, p.Usage+"\n"+p.Documentation)
		return 0
	case args[0] == "--version" || args[0] == "version":
		fmt.Fprintln(stdout, p.Name+" "+p.Version)
		return 0
	default:
		return p.Standalone(args)
	}
}

// Unknown says that the first argument is unknown, and returns the exit code.
func (p Program) Unknown(args []string, stderr io.Writer) int {
	fmt.Fprintf(stderr, "%s: unknown argument %q\n\n%s", p.Name, args[0], p.Usage)
	return WrongArguments
}

// Said is what a KRM function has made of its input.
type Said struct {
	// Output is the list that goes out; empty when the input cannot be read.
	Output []byte
	// Lines are the results as text. Shown tells that the host prints them.
	Lines []string
	Shown bool
	// Code is the exit code.
	Code int
}

// function runs the KRM function. Results go into the list, and to standard
// error unless the host prints them: kustomize shows nothing else.
func (p Program) function(stdin io.Reader, stdout, stderr io.Writer) (code int) {
	input, err := io.ReadAll(stdin)
	if err != nil {
		Fail(stderr, err)
		return p.Broken
	}
	said := p.Function(input)
	if !said.Shown || len(said.Output) == 0 {
		Say(stderr, said.Lines)
	}
	if _, err := stdout.Write(said.Output); err != nil {
		Fail(stderr, err)
		return p.Broken
	}
	return said.Code
}

// Say prints lines.
func Say(stderr io.Writer, lines []string) {
	for _, line := range lines {
		fmt.Fprintln(stderr, line)
	}
}

// Code is the exit code of a run that may have failed.
func Code(failed bool) int {
	if failed {
		return 1
	}
	return 0
}
