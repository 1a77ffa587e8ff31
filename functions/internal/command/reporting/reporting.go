// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package reporting is the command that compares configurations with a cluster:
// flux-status, and flux-bundle status.
package reporting

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

// Exit codes.
const (
	Compliant    = 0
	NotCompliant = 1
	Unusable     = 2
)

// Command is the command, named by the path of words that calls it.
func Command(path string) *cobra.Command {
	var options functions.StatusOptions
	var view functions.StatusView
	cmd := &cobra.Command{
		Use:   command.Name(path) + " [FLAG...] FILE|DIR...",
		Short: "report for each FluxConfiguration whether the cluster complies",
		Long: "Report for each FluxConfiguration whether the cluster complies. The files are\n" +
			"inputs, rendered bundles and live objects, in any mixture; - is standard input.\n\n" +
			"Exit codes: 0 all is compliant or allowed, 1 something is not, 2 wrong arguments or input\nthat cannot be read.",
		Example: "  " + path + " in/ bundle/ live.yaml\n  kubectl get ... -A -o yaml | " + path + " --wide in/ -",
		Args:    command.Some("a file or folder"),
	}
	flags := cmd.Flags()
	flags.StringVarP(&view.Format, "output", "o", "", "`FORMAT`: "+strings.Join(functions.StatusFormats(), ", "))
	flags.BoolVar(&view.Wide, "wide", false, "the objects of every configuration, as a tree")
	flags.StringVar(&options.Now, "now", "", "`TIME` of the status; without it, the newest time in the live objects")
	flags.StringVar(&options.Cluster, "cluster", "", "all live objects are those of the cluster `NAME`;\nwithout it, each folder with live objects is one")
	flags.Func("allow", "states that do not fail: `STATE,...`, such as Suspended", view.Allow)
	flags.Func("fail-on", "the only states that fail: `STATE,...`, such as Non-Compliant;\nUnknown always does", view.FailOn)
	cmd.RunE = command.Run(Unusable, func(cmd *cobra.Command, args []string) int {
		view.Color = command.Colors(cmd)
		return run(cmd, args, options, view)
	})
	return cmd
}

func run(cmd *cobra.Command, paths []string, options functions.StatusOptions, view functions.StatusView) int {
	files, err := readFiles(paths, cmd.InOrStdin())
	if err != nil {
		return fail(cmd.ErrOrStderr(), err)
	}
	report, outcome := functions.Status(files, options)
	command.Say(cmd, outcome.Results, outcome.Lines)
	text, err := report.Text(view)
	if err != nil {
		return fail(cmd.ErrOrStderr(), err)
	}
	if _, err := cmd.OutOrStdout().Write(text); err != nil {
		return fail(cmd.ErrOrStderr(), err)
	}
	switch {
	case outcome.Failed:
		return Unusable
	case !report.Passes(view):
		return NotCompliant
	default:
		return Compliant
	}
}

// readFiles reads the files that the arguments name. Standard input has no
// folder.
func readFiles(paths []string, stdin io.Reader) ([]functions.File, error) {
	files, err := command.Read(paths, stdin)
	for i, f := range files {
		if f.Path == command.StandardInput {
			files[i].Path = "standard input"
		}
	}
	return files, err
}

// fail prints an error of the system.
func fail(stderr io.Writer, err error) int {
	command.Fail(stderr, err)
	return Unusable
}
