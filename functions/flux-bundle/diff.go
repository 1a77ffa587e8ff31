// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

// commentLimit is the longest comment that GitHub takes, in characters
// (https://github.com/orgs/community/discussions/27190).
const commentLimit = 65536

// diffSettings are the flags of diff.
type diffSettings struct {
	format, failOn string
	limit          int
	exitCode       bool
}

// diffCommand says what a change of rendered files does. The exit code is 0 when
// the report is written, 1 when it reaches what --exit-code or --fail-on say, and
// 2 for everything that keeps it from being written.
func diffCommand() *cobra.Command {
	s := diffSettings{format: functions.ChangeFormats()[0]}
	cmd := &cobra.Command{
		Use:   "diff [FLAG...] OLD NEW",
		Short: "show what a change of rendered folders does to clusters",
		Long: "diff compares two rendered folders and shows what the change does to clusters,\n" +
			"the riskiest first. git:REVISION:FOLDER is a folder as Git has it.",
		Example: "  flux-bundle diff old/ new/\n" +
			"  flux-bundle diff -o markdown git:origin/main:tree tree > comment.md",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return errors.New("two folders are needed, or git:REVISION:FOLDER for what Git has")
			}
			return nil
		},
	}
	flags := cmd.Flags()
	flags.VarP(command.OneOf(&s.format, functions.ChangeFormats()...), "output", "o", "`FORMAT`: text, markdown (for a comment on a pull request) or json")
	flags.BoolVar(&s.exitCode, "exit-code", false, "exit 1 when there is a change")
	flags.Var(command.OneOf(&s.failOn, functions.Risks()...), "fail-on", "exit 1 when a change is of the class `RISK` or a worse one")
	flags.IntVar(&s.limit, "max-chars", commentLimit, "longest Markdown, `N` characters; 0 is without a limit")
	cmd.RunE = command.Run(command.WrongArguments, s.diff)
	return cmd
}

// diff has a pointer as receiver: the flags are parsed after the command is built.
func (s *diffSettings) diff(cmd *cobra.Command, paths []string) int {
	var sides [2][]functions.File
	var err error
	for i, p := range paths {
		if sides[i], err = readSide(p); err != nil {
			command.Fail(cmd.ErrOrStderr(), err)
			return command.WrongArguments
		}
	}
	change, outcome := functions.Diff(sides[0], sides[1])
	command.Say(cmd, outcome.Results, outcome.Lines)
	if outcome.Failed {
		return command.WrongArguments
	}
	return s.write(change, cmd.OutOrStdout(), cmd.ErrOrStderr())
}

// write writes the report and returns the exit code.
func (s *diffSettings) write(change functions.Change, stdout, stderr io.Writer) int {
	text := change.Text()
	var err error
	switch s.format {
	case "markdown":
		text = change.Markdown(s.limit)
	case "json":
		text, err = change.JSON()
	}
	if err == nil {
		_, err = stdout.Write(text)
	}
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "[error]", err)
		return command.WrongArguments
	case s.exitCode && len(change.Entries) > 0, functions.Reaches(change, s.failOn):
		return 1
	default:
		return 0
	}
}

// readSide reads a folder, or what Git has of one.
func readSide(from string) ([]functions.File, error) {
	if spec, ok := strings.CutPrefix(from, "git:"); ok {
		return readRevision(spec)
	}
	if info, err := os.Stat(from); err != nil {
		return nil, err
	} else if !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder", from)
	}
	files, err := command.Read([]string{from}, nil)
	for i, f := range files {
		name, err := filepath.Rel(from, filepath.FromSlash(f.Path))
		if err != nil {
			return nil, err
		}
		files[i].Path = filepath.ToSlash(name)
	}
	return files, err
}

// readRevision reads REVISION:FOLDER as git archive has it.
func readRevision(spec string) ([]functions.File, error) {
	revision, folder, _ := strings.Cut(spec, ":")
	if revision == "" || strings.HasPrefix(revision, "-") {
		return nil, fmt.Errorf("%q is no revision of Git; write git:REVISION:FOLDER", revision)
	}
	root, err := git("rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	prefix, err := git("rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	tree := revision
	// As everywhere on a command line, a path begins where the command runs.
	if below := path.Join(strings.TrimSpace(string(prefix)), folder); below != "." && below != "" {
		tree += ":" + below
	}
	data, err := git("-C", strings.TrimSuffix(string(root), "\n"), "archive", "--format=tar", tree)
	if err != nil {
		return nil, fmt.Errorf("git has no folder %s: %w", spec, err)
	}
	return untar(data)
}

// git returns what git prints; an error has what it complains of.
func git(args ...string) ([]byte, error) {
	var stderr bytes.Buffer
	cmd := exec.Command("git", args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil && stderr.Len() > 0 {
		return nil, errors.New(strings.TrimSpace(stderr.String()))
	}
	return out, err
}

// untar returns the YAML and JSON files of an archive, hidden ones left out.
func untar(data []byte) ([]functions.File, error) {
	var out []functions.File
	reader := tar.NewReader(bytes.NewReader(data))
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		hidden := strings.HasPrefix(header.Name, ".") || strings.Contains(header.Name, "/.")
		if header.Typeflag != tar.TypeReg || hidden || !command.IsManifest(path.Base(header.Name)) {
			continue
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			return nil, err
		}
		if !fs.ValidPath(header.Name) {
			return nil, fmt.Errorf("%q is no path in a folder", header.Name)
		}
		out = append(out, functions.File{Path: header.Name, Data: content})
	}
}
