// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package e2e_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// noticed is how long a mistake may take to be noticed.
const noticed = time.Minute

// The test of the test: mistakes in what flux-bundle emits make a scenario fail
// within a minute, with a message that names the cause.
func TestMutations(t *testing.T) {
	for _, mutation := range []struct {
		name, scenario string
		// mistake is made in the folder bundle by a shell script.
		mistake string
		want    string
	}{
		{
			name: "no right to read sources", scenario: "smallest",
			mistake: `sed -i '/apiGroups:/{n;s/source.toolkit.fluxcd.io/nothing.example.com/}' bundle/10-controllers.yaml`,
			want:    `cannot list resource "helmrepositories" in API group "source.toolkit.fluxcd.io"`,
		},
		{
			name: "misspelled flag", scenario: "smallest",
			mistake: `sed -i 's/--events-addr=/--event-addr=/' bundle/10-controllers.yaml`,
			want:    "unknown flag: --event-addr",
		},
		{
			name: "misspelled key of a sealed Secret", scenario: "derived-key",
			mistake: `sed -i 's/^    identity: /    id: /' bundle/*.yaml`,
			want:    "invalid 'ssh' auth option: 'identity' is required",
		},
	} {
		t.Run(mutation.name, func(t *testing.T) {
			original, err := filepath.Abs("../bin/flux-bundle")
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			script := fmt.Sprintf("#!/bin/bash\n%q \"$@\" && %s\n", original, mutation.mistake)
			if err := os.WriteFile(filepath.Join(dir, "flux-bundle"), []byte(script), 0o755); err != nil {
				t.Fatal(err)
			}
			begun := time.Now()
			failed, log := suite.Try("scenarios/"+mutation.scenario, dir)
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
