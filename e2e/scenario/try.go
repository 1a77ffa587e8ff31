// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"fmt"
	"os"
	"runtime"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// Try runs the scenario of a folder with the programs of tools instead of
// those of the same name, and reports whether it has failed and what it said.
func (s *Suite) Try(dir, tools string) (failed bool, log string) {
	params := s.Params(dir)
	setup := params.Setup
	params.Setup = func(env *testscript.Env) error {
		err := setup(env)
		env.Setenv("PATH", tools+string(os.PathListSeparator)+s.path())
		return err
	}
	var a attempt
	a.Run("", func(t testscript.T) { testscript.RunT(t, params) })
	return a.failed, a.log.String()
}

// attempt is a run of a script that may fail.
type attempt struct {
	log    strings.Builder
	failed bool
}

// Run runs a part of the attempt and waits for its end.
func (a *attempt) Run(_ string, part func(testscript.T)) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		part(a)
	}()
	<-done
}

// Log keeps what is said.
func (a *attempt) Log(args ...any) { fmt.Fprintln(&a.log, args...) }

// FailNow ends the part that calls it.
func (a *attempt) FailNow() {
	a.failed = true
	runtime.Goexit()
}

// Fatal says why a part ends.
func (a *attempt) Fatal(args ...any) {
	a.Log(args...)
	a.FailNow()
}

// Skip is a failure too: nothing was tried.
func (a *attempt) Skip(args ...any) { a.Fatal(args...) }

// Parallel does nothing, there is one part at a time.
func (a *attempt) Parallel() {}

// Verbose asks for what failures say.
func (a *attempt) Verbose() bool { return false }
