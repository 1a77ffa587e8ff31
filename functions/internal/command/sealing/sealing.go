// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package sealing is the command that seals files: flux-seal render, and
// flux-bundle seal.
package sealing

import (
	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/marked"
)

// Command is the command, named by the path of words that calls it.
func Command(path string) *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:     command.Name(path) + " [-o DIR] FILE|DIR...",
		Short:   "seal the Secrets that are marked for it, the same bytes every time",
		Example: "  " + path + " -o sealed/ secrets/ policy.yaml",
		Args:    command.Some("a file or folder with Secrets"),
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "", "folder `DIR` to write to; without it, standard output")
	cmd.RunE = command.Run(1, func(cmd *cobra.Command, args []string) int { return run(cmd, args, dir) })
	return cmd
}

func run(cmd *cobra.Command, paths []string, dir string) int {
	stderr := cmd.ErrOrStderr()
	inputs, err := command.Read(paths, cmd.InOrStdin())
	if err != nil {
		return command.Fail(stderr, err)
	}
	if err := command.RecoverAndSay(stderr, dir, program); err != nil {
		return command.Fail(stderr, err)
	}
	earlier, err := readSealed(dir)
	if err != nil {
		return command.Fail(stderr, err)
	}
	files, found := marked.Render(inputs, marked.Options{Earlier: earlier, Shown: dir == ""})
	command.Say(cmd, found.Results(), found.Lines())
	if found.Failed() {
		return 1
	}
	if dir == "" {
		err = command.WriteStream(cmd.OutOrStdout(), files, marked.Header)
	} else {
		err = writeFolder(dir, files)
	}
	if err != nil {
		return command.Fail(stderr, err)
	}
	return 0
}
