// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions"
)

// TestRenamed: a Kustomization that goes while another one comes for the same
// folder is a warning, since Flux would delete the workload and create it again.
func TestRenamed(t *testing.T) {
	t.Parallel()
	const before = `apiVersion: fluxbundle.io/v1alpha1
kind: FluxConfiguration
metadata: {name: shop}
spec:
  scope: namespace
  namespace: apps
  gitRepository: {url: "https://git.example.com/shop", repositoryRef: {branch: main}}
  kustomizations:
    frontend: {path: ./web, prune: true}
`
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(before) }
	for name, tt := range map[string]struct {
		before, after string
		// want is the Kustomization that comes; empty for no warning.
		want string
	}{
		"kustomization":         {before, change("frontend", "web"), "apps/shop-web"},
		"configuration":         {before, change("name: shop", "name: store"), "apps/store-frontend"},
		"namespace":             {before, change("namespace: apps", "namespace: web"), "web/shop-frontend"},
		"written otherwise":     {before, change("frontend", "web", "./web", "web/"), "apps/shop-web"},
		"same":                  {before, before, ""},
		"other folder":          {before, change("frontend", "web", "./web", "./api"), ""},
		"other repository":      {before, change("name: shop", "name: store", "git.example.com/shop", "git.example.com/store"), ""},
		"prune is off":          {change("prune: true", "prune: false"), change("frontend", "web"), ""},
		"suspended":             {change("namespace: apps", "namespace: apps\n  suspend: true"), change("frontend", "web"), ""},
		"orphan":                {change("prune: true", "prune: true, additionalConfigurations: {deletionPolicy: Orphan}"), change("frontend", "web"), ""},
		"deleted without prune": {change("prune: true", "prune: false, additionalConfigurations: {deletionPolicy: Delete}"), change("frontend", "web"), "apps/shop-web"},
		"other target":          {before, change("frontend", "web", "prune: true", "prune: true, additionalConfigurations: {targetNamespace: x}"), ""},
		"one more beside it":    {before, before + "    web: {path: ./web, prune: true}\n", ""},
	} {
		previous, outcome := functions.Render([]functions.File{{Path: "in.yaml", Data: []byte(tt.before)}}, nil)
		if outcome.Failed {
			t.Fatalf("%s: %s", name, outcome.Lines)
		}
		_, outcome = functions.Render([]functions.File{{Path: "in.yaml", Data: []byte(tt.after)}}, previous)
		lines := strings.Join(outcome.Lines, "\n")
		said := strings.Contains(lines, "(RenamedKustomization)")
		if said != (tt.want != "") || !strings.Contains(lines, "Kustomization "+tt.want) && said {
			t.Errorf("%s: %s", name, lines)
		}
	}
}
