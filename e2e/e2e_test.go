// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package e2e_test proves on a real control plane that what flux-bundle emits
// reconciles, with the real controllers of Flux. make e2e builds them and runs
// it.
package e2e_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/fluxbundle/fluxbundle/e2e/node"
	"github.com/fluxbundle/fluxbundle/e2e/sandbox"
	"github.com/fluxbundle/fluxbundle/e2e/scenario"
)

var record = flag.Bool("record", false, "write what the clusters have at the end of scenarios into testdata/live")

var suite *scenario.Suite

func TestMain(m *testing.M) {
	if node.IsContainer() {
		fmt.Fprintln(os.Stderr, node.RunContainer())
		os.Exit(1)
	}
	flag.Parse()
	code, err := enter(m.Run)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(code)
}

// enter runs the tests in namespaces of their own.
func enter(tests func() int) (int, error) {
	if !sandbox.Inside() {
		return sandbox.Enter()
	}
	if err := sandbox.Prepare(); err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp("", "flux-bundle-e2e-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	tools, err := filepath.Abs("../bin")
	if err != nil {
		return 0, err
	}
	bin := filepath.Join(tools, "e2e")
	config := scenario.Config{
		Bin: bin, Tools: tools, Dir: dir, Logs: filepath.Join(bin, "logs"),
		Flux: "scenarios/flux.yaml", Examples: filepath.Join(filepath.Dir(tools), "examples"),
	}
	if *record {
		config.Record = "testdata/live"
	}
	if suite, err = scenario.New(config); err != nil {
		return 0, err
	}
	defer suite.Close()
	code := tests()
	return code, suite.Table(os.Stdout)
}

func TestScenarios(t *testing.T) {
	scripts, err := filepath.Glob("scenarios/*/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, script := range scripts {
		dir := filepath.Dir(script)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			// Those of a cluster of their own would only take turns.
			if content, err := os.ReadFile(script); err == nil && bytes.Contains(content, []byte("\ncluster flux\n")) {
				t.Parallel()
			}
			suite.Run(t, dir)
		})
	}
}
