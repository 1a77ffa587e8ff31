// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// Program is a command of this module: a KRM function when it is called without
// arguments, and a command line with them.
type Program struct {
	// Name of the binary, and what --version prints behind it.
	Name, Version string
	// Documentation is the long text, which help shows by its headings.
	Documentation string
	// Function is the KRM function.
	Function func(input []byte) Said
	// Command builds the command line. A KRM function never asks for it: hosts
	// start one for every list.
	Command func() *cobra.Command
	// Broken is the exit code of a panic, and of a KRM function when the system
	// fails.
	Broken int
}

// WrongArguments is the exit code for arguments that are not accepted.
const WrongArguments = 2

// Run calls what the arguments are for and returns the exit code.
func (p Program) Run(args []string, stdin *os.File, stdout, stderr io.Writer) (code int) {
	defer func() {
		if r := recover(); r != nil {
			code = panicked(stderr, r, p.Broken)
		}
	}()
	switch {
	case len(args) == 0 && IsTerminal(stdin):
		root := p.root(stdin, stderr, stderr)
		return CodeOf(root.Help(), WrongArguments)
	case len(args) == 0:
		return p.function(stdin, stdout, stderr)
	case args[0] == "--version" || args[0] == "version":
		fmt.Fprintln(stdout, p.Name+" "+p.Version)
		return 0
	default:
		root := p.root(stdin, stdout, stderr)
		root.SetArgs(longFlags(root, args))
		return execute(root)
	}
}

// panicked reports a panic. What it says may hold a value of the input, and so a
// secret.
func panicked(stderr io.Writer, r any, code int) int {
	fmt.Fprintf(stderr, "[error] internal error of type %T; please report it with the input that causes it, secrets taken out (InternalError)\n", r)
	return code
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
		for _, line := range said.Lines {
			fmt.Fprintln(stderr, line)
		}
	}
	if _, err := stdout.Write(said.Output); err != nil {
		Fail(stderr, err)
		return p.Broken
	}
	return said.Code
}

// Code is the exit code of a run that may have failed.
func Code(failed bool) int {
	if failed {
		return 1
	}
	return 0
}
