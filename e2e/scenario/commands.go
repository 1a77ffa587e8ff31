// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"context"
	"flag"
	"io"
	"os"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/fluxbundle/fluxbundle/e2e/servers"
)

// awaitTimeout is for what takes Flux some seconds: whoever breaks it does not
// want to wait longer for the news.
const awaitTimeout = 40 * time.Second

// commands are what scripts know besides the commands of testscript.
var commands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"await":      cmdAwait,
	"cluster":    cmdCluster,
	"commit":     cmdCommit,
	"deploy-key": cmdDeployKey,
	"record":     cmdRecord,
}

// cmdCluster: cluster [flux]
//
// Starts an empty cluster, or joins the one in which Flux is installed.
func cmdCluster(ts *testscript.TestScript, neg bool, args []string) {
	s := stateOf(ts)
	if neg || s.world != nil || len(args) > 1 || len(args) == 1 && args[0] != "flux" {
		ts.Fatalf("usage: cluster [flux], once")
	}
	var err error
	if len(args) == 1 {
		s.world, err = s.suite.withFlux()
	} else if s.world, err = s.suite.start(s.name); err == nil {
		ts.Defer(s.world.stop)
	}
	ts.Check(err)
	ts.Setenv("KUBECONFIG", s.world.Kubeconfig)
}

// cmdCommit: commit REPOSITORY FOLDER
//
// Makes the content of the folder the next commit of a repository of the Git
// server, and prints the revision.
func cmdCommit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: commit REPOSITORY FOLDER")
	}
	revision, err := stateOf(ts).suite.servers.Git.Commit(args[0], ts.MkAbs(args[1]))
	ts.Check(err)
	ts.Logf("main is %s", revision)
}

// cmdDeployKey: deploy-key [strange] FILE
//
// Writes the private key that the Git server accepts, or another.
func cmdDeployKey(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 || len(args) > 2 || len(args) == 2 && args[0] != "strange" {
		ts.Fatalf("usage: deploy-key [strange] FILE")
	}
	key, err := servers.DeployKey()
	if len(args) == 2 {
		key, err = servers.StrangeKey()
	}
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[len(args)-1]), key, 0o600))
}

// cmdAwait: [!] await [-t DURATION] FILE...
//
// Waits until the cluster has the objects of the files, with what they say of
// them. With !, until it has none of them.
func cmdAwait(ts *testscript.TestScript, neg bool, args []string) {
	flags := flag.NewFlagSet("await", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	timeout := flags.Duration("t", awaitTimeout, "")
	if err := flags.Parse(args); err != nil || flags.NArg() == 0 {
		ts.Fatalf("usage: [!] await [-t DURATION] FILE...")
	}
	s := stateOf(ts)
	if s.world == nil {
		ts.Fatalf("await comes after cluster")
	}
	var wanted []object
	for _, file := range flags.Args() {
		objects, err := parse(ts.ReadFile(file))
		ts.Check(err)
		wanted = append(wanted, objects...)
	}
	ctx, cancel := context.WithTimeout(context.Background(), *timeout)
	defer cancel()
	if missing := s.world.await(ctx, wanted, neg); missing != "" {
		ts.Fatalf("after %s:\n%s\n%s", *timeout, missing, s.world.diagnose(namespaces(wanted)...))
	}
}
