// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/check"
)

// BenchmarkFiles checks Kustomizations with two references each that lead
// nowhere: ten times as many should cost ten times as much.
func BenchmarkFiles(b *testing.B) {
	for _, n := range []int{500, 5000} {
		var text strings.Builder
		for i := range n {
			fmt.Fprintf(&text, "---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: a%d, namespace: n%d}\n"+
				"spec: {interval: 10m, prune: true, path: ./p/%d, sourceRef: {kind: GitRepository, name: x%d}, dependsOn: [{name: b%d}]}\n",
				i, i%50, i, i, i)
		}
		files := []check.File{{Path: "in.yaml", Data: []byte(text.String())}}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				check.Files(files, check.Options{})
			}
		})
	}
}
