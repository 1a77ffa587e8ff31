// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions/internal/command"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// What a program does by its arguments. A panic is an exit code of its own and
// shows nothing of what it says, which may be a value of the input.
func TestProgram(t *testing.T) {
	t.Parallel()
	stdin, err := os.Create(filepath.Join(t.TempDir(), "stdin"))
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	for _, tt := range []struct {
		args           []string
		code           int
		stdout, stderr string
	}{
		{nil, 7, "", "internal error of type string"},
		{[]string{"help", "all"}, 0, "documentation", ""},
		{[]string{"--version"}, 0, "name 1.0\n", ""},
		{[]string{"fail"}, 5, "", "internal error of type string"},
		{[]string{"what"}, command.WrongArguments, "", "name: unknown command \"what\"; accepted: completion, fail"},
	} {
		var stdout, stderr bytes.Buffer
		program := command.Program{
			Name: "name", Version: "1.0", Documentation: "documentation", Broken: 7,
			Function: func([]byte) command.Said { panic("CANARY") },
			Command: func() *cobra.Command {
				root := &cobra.Command{Use: "name COMMAND"}
				root.AddCommand(&cobra.Command{Use: "fail", RunE: command.Run(5, func(*cobra.Command, []string) int { panic("CANARY") })})
				return command.Group(root)
			},
		}
		code := program.Run(tt.args, stdin, &stdout, &stderr)
		if code != tt.code || stdout.String() != tt.stdout || !strings.Contains(stderr.String(), tt.stderr) || strings.Contains(stderr.String(), "CANARY") {
			t.Errorf("%q: %d, %q, %q", tt.args, code, stdout.String(), stderr.String())
		}
	}
}

// Results are said once: by the host where it shows them, and by the function
// where there is no list that could.
func TestFunction(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "stdin")
	if err := os.WriteFile(path, []byte("in"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		said   command.Said
		stderr string
	}{
		{command.Said{Output: []byte("list"), Lines: []string{"a", "b"}}, "a\nb\n"},
		{command.Said{Output: []byte("list"), Lines: []string{"a"}, Shown: true}, ""},
		{command.Said{Lines: []string{"a"}, Shown: true, Code: 1}, "a\n"},
	} {
		stdin, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		program := command.Program{Broken: 3, Function: func(input []byte) command.Said {
			if string(input) != "in" {
				t.Errorf("input %q", input)
			}
			return tt.said
		}}
		var stdout, stderr bytes.Buffer
		code := program.Run(nil, stdin, &stdout, &stderr)
		if code != tt.said.Code || stdout.String() != string(tt.said.Output) || stderr.String() != tt.stderr {
			t.Errorf("%+v: %d, %q, %q", tt.said, code, stdout.String(), stderr.String())
		}
		if err := stdin.Close(); err != nil {
			t.Error(err)
		}
		stderr.Reset()
		if code := program.Run(nil, stdin, &stdout, &stderr); code != 3 || !strings.HasPrefix(stderr.String(), "[error] ") {
			t.Errorf("standard input is closed: %d, %q", code, stderr.String())
		}
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"b.yaml": "b", "a.yml": "a", ".hidden.yaml": "h", "c.txt": "c"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	named := filepath.Join(dir, "b.yaml")
	files, err := command.Read([]string{dir, "-", named}, strings.NewReader("in"))
	if err != nil {
		t.Fatal(err)
	}
	want := []object.File{
		{Path: "-", Data: []byte("in"), Named: true},
		{Path: filepath.ToSlash(filepath.Join(dir, "a.yml")), Data: []byte("a")},
		{Path: filepath.ToSlash(named), Data: []byte("b"), Named: true},
	}
	if len(files) != len(want) {
		t.Fatalf("%d files", len(files))
	}
	for i, f := range files {
		if f.Path != want[i].Path || !bytes.Equal(f.Data, want[i].Data) || f.Named != want[i].Named {
			t.Errorf("%+v, want %+v", f, want[i])
		}
	}
	if _, err := command.Read([]string{filepath.Join(dir, "none")}, nil); err == nil {
		t.Error("a file that is not there is no error")
	}
}
