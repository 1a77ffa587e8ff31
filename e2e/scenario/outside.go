// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdPush: push REPOSITORY:TAG [FOLDER]
//
// Makes the content of the folder an artifact of the registry; without a
// folder, pushes an empty image.
func cmdPush(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 || len(args) > 2 {
		ts.Fatalf("usage: push REPOSITORY:TAG [FOLDER]")
	}
	s := stateOf(ts).suite.servers
	if len(args) == 1 {
		ts.Check(s.PushImage(args[0]))
		return
	}
	ts.Check(s.PushArtifact(args[0], ts.MkAbs(args[1])))
}

// cmdPut: put BUCKET FOLDER
//
// Makes a bucket with the content of the folder.
func cmdPut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: put BUCKET FOLDER")
	}
	ts.Check(stateOf(ts).suite.servers.PutBucket(args[0], ts.MkAbs(args[1])))
}

// cmdPosted: posted PATH REGEXP
//
// Waits until something that matches was posted to the path of the sink.
func cmdPosted(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: posted PATH REGEXP")
	}
	wanted, err := regexp.Compile(args[1])
	ts.Check(err)
	var bodies []string
	for end := time.Now().Add(awaitTimeout); time.Now().Before(end); time.Sleep(interval) {
		bodies = stateOf(ts).suite.servers.Posted(args[0])
		if slices.ContainsFunc(bodies, wanted.MatchString) {
			return
		}
	}
	ts.Fatalf("nothing that matches %s was posted to %s:\n%s", wanted, args[0], strings.Join(bodies, "\n"))
}

// cmdShow: show REPOSITORY PATH FILE REGEXP
//
// Waits until a file at the tip of main of a repository matches, and copies it.
func cmdShow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: show REPOSITORY PATH FILE REGEXP")
	}
	wanted, err := regexp.Compile(args[3])
	ts.Check(err)
	var content string
	for end := time.Now().Add(awaitTimeout); time.Now().Before(end); time.Sleep(interval) {
		if content, err = stateOf(ts).suite.servers.Git.Show(args[0], args[1]); err == nil && wanted.MatchString(content) {
			ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(content), 0o644))
			return
		}
	}
	ts.Fatalf("%s of %s does not match %s: %v\n%s", args[1], args[0], wanted, err, content)
}
