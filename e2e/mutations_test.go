// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// noticed is how long a mistake may take to be noticed.
const noticed = time.Minute

// The test of the test: mistakes in what flux-bundle emits, or in the Secret
// beside it, make the smallest scenario fail within a minute, with a message
// that names the cause.
func TestMutations(t *testing.T) {
	for _, mutation := range []struct {
		name string
		// program is replaced by a script that calls the real one, $REAL.
		program, script string
		want            string
	}{
		{
			name:    "no right to read sources",
			program: "flux-bundle",
			script:  `"$REAL" "$@" && sed -i '/apiGroups:/{n;s/source.toolkit.fluxcd.io/nothing.example.com/}' bundle/10-controllers.yaml`,
			want:    `cannot list resource "helmrepositories" in API group "source.toolkit.fluxcd.io"`,
		},
		{
			name:    "misspelled flag",
			program: "flux-bundle",
			script:  `"$REAL" "$@" && sed -i 's/--events-addr=/--event-addr=/' bundle/10-controllers.yaml`,
			want:    "unknown flag: --event-addr",
		},
		{
			name:    "misspelled key of a Secret",
			program: "kubectl",
			script:  `exec "$REAL" "${@/--from-file=identity/--from-file=id=identity}"`,
			want:    "identity",
		},
	} {
		t.Run(mutation.name, func(t *testing.T) {
			original, err := exec.LookPath(filepath.Join("..", "bin", mutation.program))
			if err != nil {
				original, err = exec.LookPath(filepath.Join("..", "bin", "e2e", mutation.program))
			}
			if err == nil {
				original, err = filepath.Abs(original)
			}
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			script := fmt.Sprintf("#!/bin/bash\nREAL=%q\n%s\n", original, mutation.script)
			if err := os.WriteFile(filepath.Join(dir, mutation.program), []byte(script), 0o755); err != nil {
				t.Fatal(err)
			}
			begun := time.Now()
			failed, log := suite.Try("scenarios/smallest", dir)
			took := time.Since(begun)
			t.Cleanup(func() { suite.Note(t, "noticed: "+mutation.name, took) })
			switch {
			case !failed:
				t.Errorf("not noticed:\n%s", log)
			case !strings.Contains(log, mutation.want):
				t.Errorf("want %q in what is said:\n%s", mutation.want, log)
			case took > noticed:
				t.Errorf("noticed after %s, which is more than %s", took, noticed)
			}
		})
	}
}
