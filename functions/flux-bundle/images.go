// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

// images writes the images of a bundle, for programs that mirror or scan them.
func images(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("images", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, usage) }
	paths, err := command.Parse(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case len(paths) == 0:
		fmt.Fprintf(stderr, "flux-bundle images: a file or folder with inputs is needed\n\n%s", usage)
		return 2
	}
	inputs, err := readInputs(paths, stdin)
	if err != nil {
		return command.Fail(stderr, err)
	}
	list, outcome := functions.Images(inputs)
	command.Say(stderr, outcome.Lines)
	if outcome.Failed {
		return 1
	}
	for _, image := range list {
		if _, err := fmt.Fprintln(stdout, image); err != nil {
			return command.Fail(stderr, err)
		}
	}
	return 0
}
