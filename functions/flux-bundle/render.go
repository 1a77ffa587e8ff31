// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"runtime/debug"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

// needsInputs is what render and the commands beside it cannot do without.
const needsInputs = "a file or folder with inputs"

// renderCommand writes the bundle.
func renderCommand() *cobra.Command {
	var dir string
	var tree tree
	cmd := &cobra.Command{
		Use:     "render [-o DIR] FILE|DIR...",
		Short:   "write the bundle to standard output or a folder",
		Long:    "Write the bundle of the inputs to standard output or a folder; - is standard input.",
		Example: "  flux-bundle render -o bundle/ in/\n  flux-bundle render in/ | kubectl apply --server-side -f -",
		Args:    command.Some(needsInputs),
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "", "folder `DIR` to write to; without it, standard output")
	tree.flags(cmd.Flags())
	cmd.RunE = command.Run(1, func(cmd *cobra.Command, args []string) int { return render(cmd, args, dir, &tree) })
	return cmd
}

func render(cmd *cobra.Command, paths []string, dir string, tree *tree) int {
	stderr := cmd.ErrOrStderr()
	inputs, err := readInputs(paths, cmd.InOrStdin())
	if err != nil {
		return command.Fail(stderr, err)
	}
	if err := command.RecoverAndSay(stderr, dir, program); err != nil {
		return command.Fail(stderr, err)
	}
	previous, err := readRendered(dir)
	if err != nil {
		return command.Fail(stderr, err)
	}
	files, outcome := tree.render(inputs, previous, dir == "")
	command.Say(cmd, outcome.Results, outcome.Lines)
	if outcome.Failed {
		return 1
	}
	if dir == "" {
		if err := writeStream(cmd.OutOrStdout(), files); err != nil {
			return command.Fail(stderr, err)
		}
		return 0
	}
	done, err := writeFolder(dir, files, previous)
	if err != nil {
		return command.Fail(stderr, err)
	}
	if !command.Quiet(cmd) {
		fmt.Fprint(stderr, done.text(dir))
	}
	return 0
}

// tree are the flags for fleets.
type tree struct {
	cluster string
	options functions.TreeOptions
}

func (t *tree) flags(flags *pflag.FlagSet) {
	flags.StringVar(&t.cluster, "cluster", "", "the bundle of the cluster `NAME` of a fleet")
	flags.Func("allow-removed", "with -o, how many clusters may leave the tree of a fleet: `N`", func(value string) error {
		n, err := strconv.ParseUint(value, 10, 31)
		removable := int(n)
		t.options.Removable = &removable
		return err
	})
	flags.BoolVar(&t.options.SelfContained, "self-contained", false, "with -o, Flux in the folder of each cluster, not once for all")
}

const fleetPercent = 100

// render renders one bundle, or the tree of a fleet.
func (t *tree) render(inputs, previous []functions.File, stream bool) ([]functions.File, functions.Outcome) {
	switch {
	case stream:
		return functions.RenderCluster(inputs, t.cluster)
	case t.cluster == "" && functions.IsFleet(inputs):
		// A run over a fleet is long enough to collect garbage.
		debug.SetGCPercent(fleetPercent)
		return functions.RenderTree(inputs, previous, t.options)
	default:
		return functions.Render(inputs, previous)
	}
}
