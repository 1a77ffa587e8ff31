// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	fleetDir  = "fleet/in"
	fleetSeed = "fleet/seed.yaml"
	fleetTree = "fleet/tree"
)

// The committed tree is what comes out, with the seed and without it, and every
// folder in it builds by itself and has no mistake.
func TestFleet(t *testing.T) {
	t.Parallel()
	need(t, "kustomize")
	if *update {
		run(t, "", "flux-bundle", "render", "-o", fleetTree, fleetDir, fleetSeed)
	}
	dir := copyOf(t, "fleet")
	tree := filepath.Join(dir, "tree")
	run(t, dir, "flux-bundle", "render", "-o", tree, "in")
	compareTrees(t, readTree(t, fleetTree), readTree(t, tree))
	if err := os.RemoveAll(tree); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "flux-bundle", "render", "-o", tree, "in", "seed.yaml")
	compareTrees(t, readTree(t, fleetTree), readTree(t, tree))
	clusters, err := os.ReadDir(filepath.Join(tree, "clusters"))
	if err != nil || len(clusters) != 12 {
		t.Fatalf("%d clusters (%v)", len(clusters), err)
	}
	for _, cluster := range clusters {
		bundle := run(t, "", "kustomize", "build", filepath.Join(tree, "clusters", cluster.Name()))
		runWith(t, "", bundle, "flux-check", "-")
	}
}

// A change of one team touches the files of its clusters, and no others.
func TestFleetChange(t *testing.T) {
	t.Parallel()
	dir := copyOf(t, "fleet")
	replace(t, filepath.Join(dir, "in"), "insights.yaml", "semver: 2.x", "semver: 3.x")
	run(t, dir, "flux-bundle", "render", "-o", "tree", "in")
	before, after := readTree(t, fleetTree), readTree(t, filepath.Join(dir, "tree"))
	var changed []string
	for name, text := range after {
		if before[name] != text {
			changed = append(changed, filepath.ToSlash(name))
		}
	}
	for _, name := range changed {
		if !strings.HasPrefix(name, "clusters/neu-dev-01/") && !strings.HasPrefix(name, "clusters/weu-prod-01/") {
			t.Errorf("%s has changed", name)
		}
	}
	if len(changed) != 2 {
		t.Errorf("%d files have changed, want 2: %v", len(changed), changed)
	}
}

// What eight changes do, as a reviewer reads it: goldens of each format.
func TestFleetDiff(t *testing.T) {
	t.Parallel()
	for _, change := range []struct{ name, file, old, new string }{
		{"branch", "shop.yaml", "branch: main", "branch: next"},
		{"release", "flux.yaml", "    clusters: {matchLabels: {env: prod}}", "    clusters: {names: [neu-prod-01]}"},
		{"removed", "insights.yaml", "names: [neu-dev-01, weu-prod-01]", "names: [neu-dev-01]"},
		{"renamed", "payments.yaml", "    jobs: {", "    batch: {"},
		{"recipient", "sealing.yaml", "age155znczd32hakh63kr7vduxgg4l4ueyz75lp62p0hwfzpwu9klfqsn448mk", "age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l"},
		{"scope", "insights.yaml", "scope: namespace", "scope: cluster"},
		{"prune", "platform.yaml", "      prune: true\n", ""},
		{"namespace", "shop.yaml", "namespace: shop", "namespace: store"},
	} {
		t.Run(change.name, func(t *testing.T) {
			t.Parallel()
			dir := copyOf(t, "fleet")
			replace(t, filepath.Join(dir, "in"), change.file, change.old, change.new)
			run(t, dir, "flux-bundle", "render", "-o", "new", "in", "seed.yaml")
			for format, name := range map[string]string{"text": "txt", "markdown": "md", "json": "json"} {
				got := run(t, dir, "flux-bundle", "diff", "-o", format, "tree", "new")
				path := filepath.Join("fleet", "changes", change.name+"."+name)
				if *update {
					if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				if want := readFile(t, "", path); got != want {
					t.Errorf("%s is\n%s\nwant\n%s", path, got, want)
				}
			}
		})
	}
}
