// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

// imagesCommand lists the images of a bundle, for programs that mirror or scan
// them.
func imagesCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "images FILE|DIR...",
		Short:   "list the images of the bundle, one on each line",
		Example: "  flux-bundle images in/ | xargs -n 1 crane manifest",
		Args:    command.Some(needsInputs),
		RunE:    command.Run(1, images),
	}
}

func images(cmd *cobra.Command, paths []string) int {
	inputs, err := command.Read(paths, cmd.InOrStdin())
	if err != nil {
		return command.Fail(cmd.ErrOrStderr(), err)
	}
	list, outcome := functions.Images(inputs)
	command.Say(cmd, outcome.Results, outcome.Lines)
	if outcome.Failed {
		return 1
	}
	for _, image := range list {
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), image); err != nil {
			return command.Fail(cmd.ErrOrStderr(), err)
		}
	}
	return 0
}
