// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

// needsInputs is what render and the commands beside it cannot do without.
const needsInputs = "a file or folder with inputs"

// renderCommand writes the bundle.
func renderCommand() *cobra.Command {
	var dir string
	var o options
	cmd := &cobra.Command{
		Use:     "render [-o DIR] FILE|DIR...",
		Short:   "write the bundle to standard output or a folder",
		Long:    "Write the bundle of the inputs to standard output or a folder; - is standard input.",
		Example: "  flux-bundle render -o bundle/ in/\n  flux-bundle render in/ | kubectl apply --server-side -f -",
		Args:    command.Some(needsInputs),
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "", "folder `DIR` to write to; without it, standard output")
	o.flags(cmd.Flags())
	cmd.RunE = command.Run(1, func(cmd *cobra.Command, args []string) int { return render(cmd, args, dir, o.RenderOptions) })
	return cmd
}

func render(cmd *cobra.Command, paths []string, dir string, o functions.RenderOptions) int {
	stderr := cmd.ErrOrStderr()
	inputs, err := command.Read(paths, cmd.InOrStdin())
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
	collectMore(inputs)
	o.Shown = dir == ""
	files, outcome := functions.RenderWith(inputs, previous, o)
	command.Say(cmd, outcome.Results, outcome.Lines)
	if outcome.Failed {
		return 1
	}
	if dir == "" {
		if err := command.WriteStream(cmd.OutOrStdout(), files, functions.Header); err != nil {
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

// options are the flags of render, but for those of the folder.
type options struct{ functions.RenderOptions }

func (o *options) flags(flags *pflag.FlagSet) {
	flags.StringVar(&o.Cluster, "cluster", "", "the bundle of the cluster `NAME` of a fleet")
	flags.Func("allow-removed", "with -o, how many clusters may leave the tree of a fleet: `N`", func(value string) error {
		n, err := strconv.ParseUint(value, 10, 31)
		if err != nil {
			return errors.New("a whole number is expected")
		}
		removable := int(n)
		o.Removable = &removable
		return nil
	})
	flags.BoolVar(&o.SelfContained, "self-contained", false, "with -o, Flux in the folder of each cluster, not once for all")
}

// collectMore collects garbage as usual again where the inputs may be a fleet,
// whose bundles are many times as large as its inputs. A guess is enough.
func collectMore(inputs []functions.File) {
	const usual = 100
	if slices.ContainsFunc(inputs, func(f functions.File) bool { return bytes.Contains(f.Data, []byte(v1alpha1.KindFluxCluster)) }) {
		debug.SetGCPercent(usual)
	}
}
