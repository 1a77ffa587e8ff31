// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// exit is the exit code of a command that has reported everything itself.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// CodeOf is the exit code of a command line: code unless an error says otherwise.
func CodeOf(err error, code int) int {
	var e exit
	switch {
	case err == nil:
		return code
	case errors.As(err, &e):
		return int(e)
	default:
		return WrongArguments
	}
}

// Run makes a function that returns an exit code what cobra runs. A panic has the
// exit code broken.
func Run(broken int, run func(cmd *cobra.Command, args []string) int) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = exit(panicked(cmd.ErrOrStderr(), r, broken))
			}
		}()
		if code := run(cmd, args); code != 0 {
			return exit(code)
		}
		return nil
	}
}

// Name is the name of a command: the last word of the path that calls it.
func Name(path string) string { return path[strings.LastIndex(path, " ")+1:] }

// Some demands arguments, and says what they have to be when there are none.
func Some(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return errors.New(what + " is needed")
		}
		return nil
	}
}

// The flags of every command.
const (
	quietFlag = "quiet"
	colorFlag = "color"
)

// root builds the command line, with what all of them have.
func (p Program) root(stdin io.Reader, stdout, stderr io.Writer) *cobra.Command {
	root := p.Command()
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.Version = p.Version
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetUsageTemplate(usageTemplate)
	help := p.help(root)
	root.SetHelpCommand(help)
	root.AddCommand(help)
	root.SetFlagErrorFunc(flagError)
	root.Flags().Bool("version", false, "the version")
	flags := root.PersistentFlags()
	flags.BoolP(quietFlag, "q", false, "report errors alone")
	flags.Var(&color{value: colorAuto}, colorFlag, "use colors: `WHEN` is auto, always or never")
	finish(root)
	root.InitDefaultCompletionCmd()
	if completion, _, err := root.Find([]string{"completion"}); err == nil && completion != root {
		completion.Short = "print the completion script of a shell"
	}
	return root
}

// finish sets what cobra does not inherit.
func finish(cmd *cobra.Command) {
	cmd.DisableFlagsInUseLine = true
	cmd.Flags().SortFlags = false
	for _, c := range cmd.Commands() {
		finish(c)
	}
}

const usageTemplate = `Usage:
  {{.UseLine}}{{if .HasExample}}

Examples:
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

Commands:{{range .Commands}}{{if or .IsAvailableCommand (eq .Name "help")}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Flags of every command:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
`

// execute runs the command line and reports arguments that it does not accept.
func execute(root *cobra.Command) int {
	cmd, err := root.ExecuteC()
	code := CodeOf(err, 0)
	var e exit
	if err != nil && !errors.As(err, &e) {
		fmt.Fprintf(root.ErrOrStderr(), "%s: %v\nusage: %s\n%s --help shows more\n", cmd.CommandPath(), err, cmd.UseLine(), cmd.CommandPath())
	}
	return code
}

// flagError names the flag that an unknown one is probably meant to be.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err
	}
	if nearest, found := report.Nearest(unknown.GetSpecifiedName(), flagNames(cmd)); found {
		return fmt.Errorf("%w; did you mean --%s?", err, nearest)
	}
	return err
}

// flagNames are the long names of the flags of a command.
func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	slices.Sort(names)
	return names
}

// longFlags gives the flags that have a name of several letters the second dash:
// one was enough for them before the command line had letters for flags.
func longFlags(root *cobra.Command, args []string) []string {
	known := flagNames(root)
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	for _, cmd := range root.Commands() {
		known = append(known, flagNames(cmd)...)
	}
	out := slices.Clone(args)
	for i, arg := range out {
		name, _, _ := strings.Cut(strings.TrimPrefix(arg, "-"), "=")
		switch {
		case arg == "--":
			return out
		case strings.HasPrefix(arg, "-") && len(name) > 1 && slices.Contains(known, name):
			out[i] = "-" + arg
		}
	}
	return out
}

// Group makes a command one that only holds others, and explains arguments that
// name none of them.
func Group(cmd *cobra.Command) *cobra.Command {
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			cmd.SetOut(cmd.ErrOrStderr())
			return errors.Join(cmd.Help(), exit(WrongArguments))
		}
		var names []string
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				names = append(names, c.Name())
			}
		}
		if nearest, found := report.Nearest(args[0], names); found {
			return fmt.Errorf("unknown command %q; did you mean %s %s?", args[0], cmd.CommandPath(), nearest)
		}
		if isInput(args[0]) && slices.Contains(names, "render") {
			return fmt.Errorf("%q is not a command; to render it, run %s render %[1]s", args[0], cmd.CommandPath())
		}
		return fmt.Errorf("unknown command %q; accepted: %s", args[0], strings.Join(names, ", "))
	}
	return cmd
}

// isInput reports whether an argument is a file or folder rather than a command.
func isInput(arg string) bool {
	_, err := os.Stat(arg)
	return err == nil || arg == StandardInput || IsManifest(filepath.Base(arg))
}

// Quiet reports whether errors alone are asked for.
func Quiet(cmd *cobra.Command) bool {
	quiet, err := cmd.Flags().GetBool(quietFlag)
	return err == nil && quiet
}

// Say prints findings on standard error, with -q the errors alone. Each result
// has its line.
func Say(cmd *cobra.Command, results fn.Results, lines []string) {
	quiet := Quiet(cmd)
	for i, line := range lines {
		if quiet && i < len(results) && results[i].Severity != fn.Error {
			continue
		}
		fmt.Fprintln(cmd.ErrOrStderr(), line)
	}
}
