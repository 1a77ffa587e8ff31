// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command kpt is the fn command group of kpt, for the tests of the kpt
// examples: fn render, fn eval, fn source and fn sink, at the version of the
// go.mod beside this file. The complete kpt cannot be built from its module,
// because it depends on modules that are not published.
package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/kptdev/kpt/commands/fn"
	"github.com/kptdev/kpt/pkg/lib/errors"
	"github.com/kptdev/kpt/pkg/lib/errors/resolver"
	"github.com/kptdev/kpt/pkg/printer"
	"github.com/spf13/cobra"
)

func main() {
	os.Exit(run())
}

func run() int {
	root := &cobra.Command{Use: "kpt", Short: "The fn commands of kpt", SilenceUsage: true, SilenceErrors: true}
	root.PersistentFlags().BoolVar(&printer.TruncateOutput, "truncate-output", true, "shorten long output")
	ctx := printer.WithContext(context.Background(), printer.New(root.OutOrStdout(), root.ErrOrStderr()))
	root.AddCommand(fn.GetCommand(ctx, "kpt"), &cobra.Command{
		Use:   "version",
		Short: "Print the version of kpt",
		Run:   func(*cobra.Command, []string) { fmt.Fprintln(root.OutOrStdout(), version()) },
	})
	err := root.Execute()
	if err == nil {
		return 0
	}
	if known, ok := resolver.ResolveError(err); ok {
		if known.Message != "" {
			fmt.Fprintln(os.Stderr, known.Message)
		}
		return known.ExitCode
	}
	if cause, ok := errors.UnwrapErrors(err); ok {
		err = cause
	}
	fmt.Fprintln(os.Stderr, "Error:", err)
	return 1
}

// version is that of the module the commands come from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, module := range info.Deps {
		if module.Path == "github.com/kptdev/kpt" {
			return module.Version
		}
	}
	return "unknown"
}
