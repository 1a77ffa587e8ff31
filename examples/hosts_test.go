// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package examples_test runs the examples as a user would, in every host.
//
// flux-bundle and flux-check are built from this tree. kustomize and kpt are taken from ../bin
// or from PATH; kustomize is also there as a library. With -update the tests
// rewrite the committed output and the expectations instead of comparing them.
package examples_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

var update = flag.Bool("update", false, "rewrite the committed output and the expectations")

func TestMain(m *testing.M) {
	code, err := withFluxBundle(m.Run)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(code)
}

// withFluxBundle runs the tests with the functions of this tree first on
// PATH: an older one that is installed would hide what is wrong with this one.
func withFluxBundle(tests func() int) (code int, err error) {
	dir, err := os.MkdirTemp("", "flux-bundle-examples-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if out, err := exec.Command("go", "build", "-o", dir, "../functions/flux-bundle", "../functions/flux-check", "../functions/flux-seal", "../functions/flux-status").CombinedOutput(); err != nil {
		return 0, fmt.Errorf("go build: %w\n%s", err, out)
	}
	tools, err := filepath.Abs("../bin")
	if err != nil {
		return 0, err
	}
	for key, value := range map[string]string{
		"PATH": strings.Join([]string{dir, tools, os.Getenv("PATH")}, string(os.PathListSeparator)),
		// Git as nobody in particular: settings that change what it prints, or
		// need a key, are not ours to follow.
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_NOSYSTEM": "1",
		"GIT_AUTHOR_NAME": "nobody", "GIT_AUTHOR_EMAIL": "nobody@localhost",
		"GIT_COMMITTER_NAME": "nobody", "GIT_COMMITTER_EMAIL": "nobody@localhost",
	} {
		if err := os.Setenv(key, value); err != nil {
			return 0, err
		}
	}
	return tests(), trackSources()
}

// trackSources opens the folders that flux-bundle is built from, so that go
// test does not answer from its cache when something in them has changed.
func trackSources() error {
	for _, dir := range []string{"../functions", "../schemas"} {
		if err := filepath.WalkDir(dir, func(_ string, _ fs.DirEntry, err error) error { return err }); err != nil {
			return err
		}
	}
	return nil
}

// need skips the test when a program is not installed. FLUXBUNDLE_REQUIRE_KPT
// turns that into a failure for kpt, which the build cannot install.
func need(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err == nil {
		return
	}
	if program == "kpt" && os.Getenv("FLUXBUNDLE_REQUIRE_KPT") != "" {
		t.Fatal("kpt is not installed, and FLUXBUNDLE_REQUIRE_KPT is set")
	}
	t.Logf("NOT TESTED: %s is not installed", program)
	t.SkipNow()
}

// ended is what a program leaves behind.
type ended struct {
	stdout, stderr string
	code           int
}

// try runs a program in a folder and waits for its end.
func try(t *testing.T, dir, program string, args ...string) ended {
	t.Helper()
	return tryWith(t, dir, "", program, args...)
}

func tryWith(t *testing.T, dir, stdin, program string, args ...string) ended {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = dir, strings.NewReader(stdin), &stdout, &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return ended{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// run runs a program that must succeed and returns its output.
func run(t *testing.T, dir, program string, args ...string) string {
	t.Helper()
	return runWith(t, dir, "", program, args...)
}

func runWith(t *testing.T, dir, stdin, program string, args ...string) string {
	t.Helper()
	done := tryWith(t, dir, stdin, program, args...)
	if done.code != 0 {
		t.Fatalf("%s %s: exit code %d\n%s%s", program, strings.Join(args, " "), done.code, done.stdout, done.stderr)
	}
	return done.stdout
}

// kustomizeBuild is one of the ways to run kustomize.
type kustomizeBuild func(t *testing.T, dir string, flags ...string) (stdout string, err error)

const (
	alpha = "--enable-alpha-plugins"
	exe   = "--enable-exec"
)

// eachKustomize runs a test with the library and with the program.
func eachKustomize(t *testing.T, test func(*testing.T, kustomizeBuild)) {
	t.Helper()
	t.Run("library", func(t *testing.T) {
		t.Parallel()
		test(t, buildByLibrary)
	})
	t.Run("program", func(t *testing.T) {
		t.Parallel()
		need(t, "kustomize")
		test(t, buildByProgram)
	})
}

// library is held while kustomize runs in this process: it is not written for
// several builds at a time.
var library sync.Mutex

func buildByLibrary(_ *testing.T, dir string, flags ...string) (string, error) {
	library.Lock()
	defer library.Unlock()
	options := krusty.MakeDefaultOptions()
	options.Reorder = krusty.ReorderOptionLegacy
	for _, f := range flags {
		switch f {
		case alpha:
			options.PluginConfig = types.EnabledPluginConfig(types.BploUseStaticallyLinked)
		case exe:
			options.PluginConfig.FnpLoadingOptions.EnableExec = true
		}
	}
	objects, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), dir)
	if err != nil {
		return "", err
	}
	out, err := objects.AsYaml()
	return string(out), err
}

func buildByProgram(t *testing.T, dir string, flags ...string) (string, error) {
	t.Helper()
	done := try(t, dir, "kustomize", append([]string{"build"}, flags...)...)
	if done.code != 0 {
		return done.stdout, errors.New(done.stderr)
	}
	return done.stdout, nil
}
