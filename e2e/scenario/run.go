// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// Result is a line of the table at the end.
type Result struct {
	Name   string
	Result string
	Time   time.Duration
}

// key finds the state of a script among its values.
type key struct{}

// state is what the commands of one script share.
type state struct {
	suite *Suite
	name  string
	dir   string // the folder of the scenario
	world *world // nil before the command cluster
}

// Run runs the scenario of a folder.
func (s *Suite) Run(t *testing.T, dir string) {
	name := filepath.Base(dir)
	begun := time.Now()
	t.Cleanup(func() { s.Note(t, name, time.Since(begun)) })
	testscript.Run(t, s.Params(dir))
}

// Params is how testscript runs the scenario of a folder.
func (s *Suite) Params(dir string) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		RequireExplicitExec: true,
		Cmds:                commands,
		Setup:               func(env *testscript.Env) error { return s.setup(env, dir) },
	}
}

func (s *Suite) setup(env *testscript.Env, dir string) error {
	if err := os.CopyFS(env.WorkDir, os.DirFS(dir)); err != nil {
		return err
	}
	scenarios, err := filepath.Abs(filepath.Dir(dir))
	if err != nil {
		return err
	}
	env.Values[key{}] = &state{suite: s, name: filepath.Base(dir), dir: dir}
	env.Setenv("HOME", env.WorkDir)
	env.Setenv("PATH", s.path())
	env.Setenv("EXAMPLES", s.Examples)
	env.Setenv("SCENARIOS", scenarios)
	return nil
}

// path is the PATH of scripts.
func (s *Suite) path() string {
	return strings.Join([]string{s.Tools, s.Bin, os.Getenv("PATH")}, string(os.PathListSeparator))
}

func stateOf(ts *testscript.TestScript) *state { return ts.Value(key{}).(*state) }

// exec runs a program as an administrator of a cluster.
func (s *Suite) exec(w *world, args ...string) error {
	// The PATH of this process has no kubectl of the version of the cluster.
	cmd := exec.Command("env", append([]string{"PATH=" + s.path(), "KUBECONFIG=" + w.Kubeconfig}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// Note keeps the result of a scenario, and the logs of one that has failed.
func (s *Suite) Note(t *testing.T, name string, took time.Duration) {
	result := "ok"
	switch {
	case t.Failed():
		result = "FAILED"
	case t.Skipped():
		result = "skipped"
	default:
		_ = os.RemoveAll(filepath.Join(s.Logs, name)) // they are in nobody's way
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.results = append(s.results, Result{Name: name, Result: result, Time: took})
}

// Table prints the results.
func (s *Suite) Table(w io.Writer) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "scenario\tresult\tseconds\n")
	for _, r := range s.results {
		fmt.Fprintf(table, "%s\t%s\t%.1f\n", r.Name, r.Result, r.Time.Seconds())
	}
	return table.Flush()
}
