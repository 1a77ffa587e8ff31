// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package checking is the command that checks objects of Flux: flux-check, and
// flux-bundle check.
package checking

import (
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/check/show"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Command is the command, named by the path of words that calls it. Version is
// that of the program.
func Command(path, version string) *cobra.Command {
	a := arguments{values: map[string]string{}, format: show.Formats()[0], show: show.Options{FailOn: fn.Error, Version: version}}
	cmd := &cobra.Command{
		Use:     command.Name(path) + " [FLAG...] FILE|DIR...",
		Short:   "find mistakes in objects of Flux before anything is applied",
		Example: "  " + path + " --strict bundle/\n  kustomize build | " + path + " -",
		Args:    command.Some("a file or folder to check"),
	}
	flags := cmd.Flags()
	set := func(option string) func(string) error {
		return func(value string) error {
			a.values[option] = value
			return nil
		}
	}
	flags.Func(flagOf[check.OptionFluxVersion], "release to check against: `VERSION`", set(check.OptionFluxVersion))
	flags.Func(flagOf[check.OptionMultiTenancy], "whether references must stay in their namespace: `MODE` is auto, true or false", set(check.OptionMultiTenancy))
	flags.Func(flagOf[check.OptionIgnore], "reasons that are not reported: `REASON,...`", set(check.OptionIgnore))
	flags.BoolFunc(flagOf[check.OptionStrict], "warnings are errors", set(check.OptionStrict))
	flags.Var(command.OneOf(&a.show.FailOn, fn.Error, fn.Warning), "fail-on", "`SEVERITY` that the exit code 1 is for: error or warning")
	flags.VarP(command.OneOf(&a.format, show.Formats()...), "output", "o", "`FORMAT`: text, json, sarif (code scanning) or github (annotations)")
	flags.BoolVarP(&a.show.Verbose, "verbose", "v", false, "show infos too, and every place")
	cmd.RunE = command.Run(1, func(cmd *cobra.Command, args []string) int { return run(cmd, args, a) })
	return cmd
}

// arguments are those of the command.
type arguments struct {
	// values are the options of the check that are given.
	values map[string]string
	format string
	show   show.Options
}

// flagOf has the flag of each option.
var flagOf = map[string]string{
	check.OptionFluxVersion: "flux-version", check.OptionMultiTenancy: "multi-tenancy",
	check.OptionIgnore: "ignore", check.OptionStrict: "strict",
}

func run(cmd *cobra.Command, paths []string, a arguments) int {
	options, found := check.Parse(a.values, report.Object{})
	if found.Failed() {
		for i := range found {
			option := found[i].Field[len(found[i].Field)-1]
			found[i].Field = []string{"--" + flagOf[option]}
		}
		command.Say(cmd, found.Results(), found.Lines())
		return command.WrongArguments
	}
	files, err := read(paths, cmd.InOrStdin())
	if err != nil {
		return command.Fail(cmd.ErrOrStderr(), err)
	}
	found = check.Files(files, options)
	failed := a.show.Failed(found)
	if command.Quiet(cmd) {
		found = slices.DeleteFunc(found, func(f report.Finding) bool { return f.Severity != fn.Error && f.Severity != a.show.FailOn })
		if !failed && a.format == show.Formats()[0] {
			return 0
		}
	}
	if _, err := cmd.OutOrStdout().Write(show.Write(a.format, found, a.show)); err != nil {
		return command.Fail(cmd.ErrOrStderr(), err)
	}
	return command.Code(failed)
}

// read reads the files that the arguments name, and the silences of the current
// folder and of those that are named.
func read(paths []string, stdin io.Reader) ([]check.File, error) {
	out, err := command.Read(paths, stdin)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, folder := range append([]string{"."}, paths...) {
		name := filepath.Join(folder, check.SilencesFile)
		if info, err := os.Stat(name); err != nil || info.IsDir() || seen[name] {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		seen[name] = true
		out = append(out, check.File{Path: filepath.ToSlash(name), Data: data})
	}
	return out, nil
}
