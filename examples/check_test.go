// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"path/filepath"
	"strings"
	"testing"
)

const checkDir = "check"

// A validator changes nothing: the build is that without it.
func TestValidatorOfKustomize(t *testing.T) {
	t.Parallel()
	eachKustomize(t, func(t *testing.T, build kustomizeBuild) {
		dir := filepath.Join(copyOf(t, checkDir), "kustomize")
		got, err := build(t, dir, alpha, exe)
		if err != nil {
			t.Fatal(err)
		}
		replace(t, dir, "kustomization.yaml", "validators:\n- flux-check.yaml\n", "")
		want, err := build(t, dir)
		if err != nil {
			t.Fatal(err)
		}
		if got != want || !strings.Contains(got, "kind: Kustomization") {
			t.Errorf("with the validator the build is\n%s\nwithout it\n%s", got, want)
		}
	})
}

// A mistake ends the build, and so does a sealed object that the build itself
// has renamed.
func TestValidatorOfKustomizeFails(t *testing.T) {
	t.Parallel()
	need(t, "kustomize")
	sealed := "---\napiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: auth\n  namespace: apps\n" +
		"  annotations: {fluxbundle.io/slot: apps/auth}\nspec: {}\n"
	for name, tt := range map[string]struct{ file, old, changed, want string }{
		"cycle":   {"app.yaml", "name: infra", "name: app", "(DependencyCycle)"},
		"version": {"app.yaml", "kustomize.toolkit.fluxcd.io/v1", "kustomize.toolkit.fluxcd.io/v1beta2", "use kustomize.toolkit.fluxcd.io/v1 (UnservedVersion)"},
		"tenancy": {"app.yaml", "    name: app\n  dependsOn", "    name: app\n    namespace: flux-system\n  dependsOn", "(CrossNamespaceReference)"},
		"renamed": {"kustomization.yaml", "resources:", "namePrefix: dev-\nresources:", `was sealed for "apps/auth", which is not where it is`},
		"mode":    {"flux-check.yaml", "mode: validate", "mode: check", "shouldn't modify the resource map"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(copyOf(t, checkDir), "kustomize")
			write(t, dir, tree{"app.yaml": readFile(t, dir, "app.yaml") + sealed})
			replace(t, dir, tt.file, tt.old, tt.changed)
			if out, err := buildByProgram(t, dir, alpha, exe); err == nil || out != "" || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v and\n%s\nwant an error with %q", err, out, tt.want)
			}
		})
	}
}

func TestValidatorOfKptFails(t *testing.T) {
	t.Parallel()
	need(t, "kpt")
	dir := copyOf(t, filepath.Join(checkDir, "kpt"))
	replace(t, dir, "app.yaml", "interval:", "intervall:")
	before := readTree(t, dir)
	done := try(t, "", "kpt", "fn", "render", "--allow-exec", "--truncate-output=false", dir)
	if want := "did you mean interval? (UnknownField)"; done.code == 0 || !strings.Contains(done.stderr, want) {
		t.Errorf("exit code %d, want an error with %q:\n%s", done.code, want, done.stderr)
	}
	compareTrees(t, readTree(t, dir), before)
}

// What flux-bundle emits has nothing wrong.
func TestBundlesPassTheCheck(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{kptDir, teamsDir, renderedDir} {
		done := try(t, "", "flux-check", "--strict", dir)
		if done.code != 0 {
			t.Errorf("%s: %s", dir, done.stderr)
		}
	}
}
