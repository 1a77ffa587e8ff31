// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions"
)

const syncInput = `apiVersion: fluxbundle.io/v1alpha1
kind: FluxExtension
metadata:
  name: flux
spec:
  sync:
    source:
      url: https://github.com/org/fleet
      repositoryRef:
        branch: main
    kustomization:
      path: ./bundle
`

// A cluster is started with the definitions, the controllers and the sync, each
// a file of its own; without spec.sync, the sync stays in the cluster, and so
// does what it applied.
func TestSyncIsAFileOfItsOwn(t *testing.T) {
	t.Parallel()
	with := []functions.File{{Path: "flux.yaml", Data: []byte(syncInput)}}
	files, outcome := functions.Render(with, nil)
	if outcome.Failed || len(files) != 3 {
		t.Fatalf("%d files, %s", len(files), lines(outcome.Lines))
	}
	for i, name := range []string{"00-definitions.yaml", "10-controllers.yaml", "50-sync.yaml"} {
		if files[i].Path != name {
			t.Errorf("file %d is %s, want %s", i, files[i].Path, name)
		}
	}
	var ids []string
	for _, doc := range split(join(files[2:])) {
		ids = append(ids, parse(t, doc).id())
	}
	if got := strings.Join(ids, ", "); got != "GitRepository flux-system/flux-system, Kustomization flux-system/flux-system" {
		t.Errorf("the sync is %s", got)
	}

	before, _, _ := strings.Cut(syncInput, "spec:")
	_, outcome = functions.Render([]functions.File{{Path: "flux.yaml", Data: []byte(before)}}, files)
	said := lines(outcome.Lines)
	for _, want := range []string{
		"deleting it deletes nothing else; when Flux has cleaned up, run: kubectl delete kustomization flux-system -n flux-system (StaysInCluster)",
		"kubectl delete gitrepository flux-system -n flux-system (StaysInCluster)",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the removal of the sync does not say %q but\n%s", want, said)
		}
	}
}
