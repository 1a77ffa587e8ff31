// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fluxbundle/fluxbundle/functions"
)

const (
	// repeated has something to say for whoever reads objects.
	repeated = `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
- apiVersion: fluxbundle.io/v1alpha1
  kind: FluxConfiguration
  metadata:
    name: shop
  spec:
    namespace: shop
    gitRepository:
      url: https://github.com/example/shop
      repositoryRef:
        branch: main
    kustomizations:
      apps:
        path: ./apps
`
	// misunderstood is an error for every function.
	misunderstood = repeated + `functionConfig:
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: settings
  data:
    nothing: known
`
)

// A host that runs a function again hands it the results of the first run.
func TestResultsOnce(t *testing.T) {
	t.Parallel()
	for name, run := range map[string]func([]byte) ([]byte, functions.Outcome){
		"flux-bundle": functions.Run, "flux-check": functions.RunCheck, "flux-seal": functions.RunSeal,
		"azure-import": functions.RunImport, "flux-status": functions.RunStatus,
	} {
		for _, list := range []string{repeated, misunderstood} {
			once, first := run([]byte(list))
			again, second := run(once)
			if diff := cmp.Diff(string(once), string(again)); diff != "" {
				t.Errorf("%s (-once +again):\n%s", name, diff)
			}
			if len(first.Results) != len(second.Results) || list == misunderstood && len(first.Results) == 0 {
				t.Errorf("%s: %d results, then %d", name, len(first.Results), len(second.Results))
			}
		}
	}
}
