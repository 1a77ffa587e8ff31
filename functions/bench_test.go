// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"fmt"
	"testing"

	"sigs.k8s.io/kustomize/kyaml/kio"

	"github.com/fluxbundle/fluxbundle/functions"
)

// manyConfigurations is the list of a kustomize transformer with n
// configurations of two kustomizations each.
func manyConfigurations(n int) []byte {
	var b bytes.Buffer
	b.WriteString("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n")
	for i := range n {
		fmt.Fprintf(&b, `- apiVersion: fluxbundle.io/v1alpha1
  kind: FluxConfiguration
  metadata:
    name: app-%[1]d
    annotations:
      kustomize.config.k8s.io/id: "%[1]d"
  spec:
    scope: namespace
    namespace: team-%[1]d
    gitRepository:
      url: https://github.com/org/repo-%[1]d
      repositoryRef:
        branch: main
    kustomizations:
      infra:
        path: ./infrastructure
        prune: true
      apps:
        path: ./apps
        prune: true
        dependsOn: [infra]
`, i)
	}
	return b.Bytes()
}

// BenchmarkRun is a run inside the process; make bench compares whole
// processes.
func BenchmarkRun(b *testing.B) {
	for _, n := range []int{1, 100, 1000} {
		b.Run(fmt.Sprintf("configurations=%d", n), func(b *testing.B) {
			input := manyConfigurations(n)
			for b.Loop() {
				if _, outcome := functions.Run(input); outcome.Failed {
					b.Fatal(outcome.Lines)
				}
			}
		})
	}
}

// BenchmarkReadOutput parses the output for 1,000 configurations with kyaml:
// what a reader of it has to spend.
func BenchmarkReadOutput(b *testing.B) {
	output, _ := functions.Run(manyConfigurations(1000))
	for b.Loop() {
		if _, err := (&kio.ByteReader{Reader: bytes.NewReader(output)}).Read(); err != nil {
			b.Fatal(err)
		}
	}
}
