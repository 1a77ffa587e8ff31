// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"context"
	"flag"
	"fmt"
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
	"authorize":  cmdAuthorize,
	"await":      cmdAwait,
	"cluster":    cmdCluster,
	"commit":     cmdCommit,
	"credential": cmdCredential,
	"push":       cmdPush,
	"put":        cmdPut,
	"posted":     cmdPosted,
	"show":       cmdShow,
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

// credential is a file that a client of the servers needs, or must not have.
func credential(s *servers.Servers, kind string) ([]byte, error) {
	switch kind {
	case "age-key":
		return servers.AgeKey()
	case "authority":
		return s.PrivateAuthority(), nil
	case "deploy-key":
		return servers.DeployKey()
	case "strange-key":
		return servers.StrangeKey()
	case "known-hosts":
		return servers.KnownHosts()
	case "strange-known-hosts":
		return servers.StrangeHosts()
	default:
		return nil, fmt.Errorf("there is no credential %q, only age-key, authority, deploy-key, strange-key, known-hosts and strange-known-hosts", kind)
	}
}

// cmdCredential: credential KIND FILE
//
// Writes a credential into a file.
func cmdCredential(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: credential KIND FILE")
	}
	content, err := credential(stateOf(ts).suite.servers, args[0])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), content, 0o600))
}

// cmdAuthorize: authorize FILE
//
// Lets the Git server accept an SSH key, in the form of authorized_keys.
func cmdAuthorize(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: authorize FILE")
	}
	ts.Check(stateOf(ts).suite.servers.Git.Authorize([]byte(ts.ReadFile(args[0]))))
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
