// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"path/filepath"
	"strings"
	"testing"
)

const (
	generatorDir   = "quickstart/generator"
	transformerDir = "quickstart/transformer"
	kptDir         = "quickstart/kpt"
)

// standalone is what flux-bundle renders by itself from the inputs in a folder.
func standalone(t *testing.T, dir string) objects {
	t.Helper()
	return decode(t, run(t, dir, "flux-bundle", "render", "."))
}

// built is what kustomize makes of a folder.
func built(t *testing.T, build kustomizeBuild, dir string) objects {
	t.Helper()
	out, err := build(t, dir, alpha, exe)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, out)
}

// configuration is a FluxConfiguration with one kustomization.
func configuration(name, namespace string) string {
	return `apiVersion: fluxbundle.io/v1alpha1
kind: FluxConfiguration
metadata:
  name: ` + name + `
spec:
  scope: namespace
  namespace: ` + namespace + `
  sourceKind: GitRepository
  gitRepository:
    url: https://github.com/example/` + name + `
    repositoryRef:
      branch: main
  kustomizations:
    app:
      path: ./deploy
`
}

// asFunction makes an input the configuration of its own run.
func asFunction(input string) string {
	return strings.Replace(input, "metadata:\n", `metadata:
  annotations:
    config.kubernetes.io/function: |
      exec:
        path: flux-bundle
`, 1)
}

func TestQuickstartsAreTheSame(t *testing.T) {
	t.Parallel()
	want := standalone(t, kptDir)
	for _, dir := range []string{generatorDir, transformerDir} {
		t.Run(filepath.Base(dir)+" rendered alone", func(t *testing.T) {
			t.Parallel()
			compare(t, standalone(t, dir), want)
		})
		t.Run(filepath.Base(dir), func(t *testing.T) {
			t.Parallel()
			eachKustomize(t, func(t *testing.T, build kustomizeBuild) {
				compare(t, built(t, build, dir), want)
			})
		})
	}
	t.Run("kpt", func(t *testing.T) {
		t.Parallel()
		compare(t, readTree(t, kptDir).objects(t).emitted(), want)
	})
}

// The READMEs warn of this: kustomize skips functions without saying so. When
// the test fails, kustomize has improved and the warnings can go.
func TestFunctionsAreSkippedSilently(t *testing.T) {
	t.Parallel()
	eachKustomize(t, func(t *testing.T, build kustomizeBuild) {
		for _, dir := range []string{generatorDir, transformerDir} {
			if out, err := build(t, dir, alpha); err != nil || out != "" {
				t.Errorf("%s without %s: output %q, error %v", dir, exe, out, err)
			}
		}
		if _, err := build(t, generatorDir); err == nil || !strings.Contains(err.Error(), "external plugins disabled") {
			t.Errorf("without flags: error %v", err)
		}
	})
}

func TestPrefix(t *testing.T) {
	t.Parallel()
	eachKustomize(t, func(t *testing.T, build kustomizeBuild) {
		dir := copyOf(t, "quickstart")
		replace(t, dir, "transformer/configuration.yaml", "    repositoryRef:", "    localAuthRef: git-auth\n    repositoryRef:")
		write(t, dir, tree{
			"dev/kustomization.yaml": "namePrefix: dev-\nresources: [../transformer, secret.yaml]\n",
			"dev/secret.yaml":        "apiVersion: v1\nkind: Secret\nmetadata: {name: git-auth, namespace: cluster-config}\n",
		})
		got := built(t, build, filepath.Join(dir, "dev"))
		const ns = "cluster-config"
		apps := got[id{"kustomize.toolkit.fluxcd.io", "Kustomization", ns, "dev-cluster-config-apps"}]
		source := got[id{"source.toolkit.fluxcd.io", "GitRepository", ns, "dev-cluster-config"}]
		dependency := apps["spec"].(map[string]any)["dependsOn"].([]any)[0].(map[string]any)
		binding := got[id{"rbac.authorization.k8s.io", "ClusterRoleBinding", "", "dev-flux-applier-cluster-config"}]
		subject := binding["subjects"].([]any)[0].(map[string]any)
		for _, reference := range []struct {
			target    id
			name, got string
		}{
			{id{"source.toolkit.fluxcd.io", "GitRepository", ns, "dev-cluster-config"}, "sourceRef", text(apps, "spec", "sourceRef", "name")},
			{id{"kustomize.toolkit.fluxcd.io", "Kustomization", ns, "dev-cluster-config-infra"}, "dependsOn", text(dependency, "name")},
			{id{"", "ServiceAccount", ns, "dev-flux-applier"}, "serviceAccountName", text(apps, "spec", "serviceAccountName")},
			{id{"", "ServiceAccount", ns, "dev-flux-applier"}, "subject", text(subject, "name")},
			{id{"", "Secret", ns, "dev-git-auth"}, "secretRef", text(source, "spec", "secretRef", "name")},
			{id{"", "Namespace", "", ns}, "namespace", text(apps, "metadata", "namespace")},
		} {
			if got[reference.target] == nil || reference.got != reference.target.name {
				t.Errorf("%s is %q, want the existing %v", reference.name, reference.got, reference.target)
			}
		}
	})
}

// A prefix in the kustomization of the transformer is one of the inputs.
func TestPrefixOfInputs(t *testing.T) {
	t.Parallel()
	dir := copyOf(t, transformerDir)
	write(t, dir, tree{"kustomization.yaml": readFile(t, dir, "kustomization.yaml") + "namePrefix: dev-\n"})
	inputs := copyOf(t, transformerDir)
	replace(t, inputs, "configuration.yaml", "name: cluster-config\n  annotations", "name: dev-cluster-config\n  annotations")
	replace(t, inputs, "extension.yaml", "name: flux\n", "name: dev-flux\n")
	want := standalone(t, inputs)
	eachKustomize(t, func(t *testing.T, build kustomizeBuild) { compare(t, built(t, build, dir), want) })
}

// An overlay that lists the transformer again, over a base that is expanded
// already, yields what all inputs would yield together.
func TestOverlays(t *testing.T) {
	t.Parallel()
	base := tree{"configuration.yaml": readFile(t, transformerDir, "configuration.yaml"), "extension.yaml": readFile(t, transformerDir, "extension.yaml")}
	for _, overlay := range []struct{ name, file, input string }{
		{"adds nothing", "none.yaml", ""},
		{"adds a namespace", "second.yaml", configuration("second", "second")},
		{"shares a namespace", "second.yaml", strings.Replace(configuration("second", "cluster-config"), "scope: namespace", "scope: cluster", 1)},
		{"replaces an input", "configuration.yaml", strings.Replace(base["configuration.yaml"], "branch: main", "branch: next", 1)},
	} {
		t.Run(overlay.name, func(t *testing.T) {
			t.Parallel()
			together := t.TempDir()
			write(t, together, base)
			write(t, together, tree{overlay.file: overlay.input})
			want := standalone(t, together)
			eachKustomize(t, func(t *testing.T, build kustomizeBuild) {
				dir := copyOf(t, "quickstart")
				resources := "../transformer"
				if overlay.input != "" {
					resources += ", " + overlay.file
				}
				write(t, dir, tree{
					"overlay/kustomization.yaml": "resources: [" + resources + "]\ntransformers: [flux-bundle.yaml]\n",
					"overlay/flux-bundle.yaml":   readFile(t, transformerDir, "flux-bundle.yaml"),
					"overlay/" + overlay.file:    overlay.input,
				})
				compare(t, built(t, build, filepath.Join(dir, "overlay")), want)
			})
		})
	}
}

// Patches change an input before it is expanded: in the kustomization of the
// transformer, or in a folder of generators.
func TestPatchedInputs(t *testing.T) {
	t.Parallel()
	want := standalone(t, generatorDir)
	source := want[id{"source.toolkit.fluxcd.io", "GitRepository", "cluster-config", "cluster-config"}]
	source["spec"].(map[string]any)["ref"] = map[string]any{"branch": "next"}
	patch := func(kind, path string) string {
		return "patches:\n- target: {kind: " + kind + "}\n  patch: |\n    - op: replace\n      path: " + path +
			"/gitRepository/repositoryRef/branch\n      value: next\n"
	}
	eachKustomize(t, func(t *testing.T, build kustomizeBuild) {
		dir := copyOf(t, "quickstart")
		write(t, dir, tree{
			"transformer/kustomization.yaml": readFile(t, transformerDir, "kustomization.yaml") + patch("FluxConfiguration", "/spec"),
			"folder/kustomization.yaml":      "generators: [./in]\n",
			"folder/in/flux.yaml":            readFile(t, generatorDir, "flux.yaml"),
			"folder/in/kustomization.yaml":   "resources: [flux.yaml]\n" + patch("FluxBundle", "/spec/objects/1/spec"),
		})
		compare(t, built(t, build, filepath.Join(dir, "transformer")), want)
		compare(t, built(t, build, filepath.Join(dir, "folder")), want)
	})
}

func TestLoneConfiguration(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, tree{"first.yaml": asFunction(configuration("first", "shared"))})
	want := standalone(t, dir)
	eachKustomize(t, func(t *testing.T, build kustomizeBuild) {
		dir := t.TempDir()
		write(t, dir, tree{
			"kustomization.yaml": "generators: [first.yaml]\n",
			"first.yaml":         asFunction(configuration("first", "shared")),
		})
		compare(t, built(t, build, dir), want)
	})
}

// Each run knows one of the two and emits their Namespace, so kustomize gets it
// twice. A FluxBundle with both is the way.
func TestLoneConfigurationsCollide(t *testing.T) {
	t.Parallel()
	eachKustomize(t, func(t *testing.T, build kustomizeBuild) {
		dir := t.TempDir()
		write(t, dir, tree{
			"kustomization.yaml": "generators: [first.yaml, second.yaml]\n",
			"first.yaml":         asFunction(configuration("first", "shared")),
			"second.yaml":        asFunction(configuration("second", "shared")),
		})
		_, err := build(t, dir, alpha, exe)
		if err == nil {
			t.Fatal("no error")
		}
		for _, part := range []string{`Kind:"Namespace"`, `Name:"shared"`, "behavior must be merge or replace"} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("the error has no %q:\n%v", part, err)
			}
		}
	})
}

// What makes the Secret of a source is renamed with it.
func TestPrefixOfSealedSecrets(t *testing.T) {
	t.Parallel()
	for kind, object := range map[string]string{
		"SealedSecret":   "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: git-auth, namespace: cluster-config}\nspec: {encryptedData: {}}\n",
		"ExternalSecret": "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: git-auth, namespace: cluster-config}\nspec: {target: {name: git-auth}}\n",
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			eachKustomize(t, func(t *testing.T, build kustomizeBuild) {
				dir := copyOf(t, "quickstart")
				replace(t, dir, "transformer/configuration.yaml", "    repositoryRef:", "    localAuthRef: git-auth\n    repositoryRef:")
				write(t, dir, tree{"dev/kustomization.yaml": "namePrefix: dev-\nresources: [../transformer, secret.yaml]\n", "dev/secret.yaml": object})
				got := built(t, build, filepath.Join(dir, "dev"))
				source := got[id{"source.toolkit.fluxcd.io", "GitRepository", "cluster-config", "dev-cluster-config"}]
				if name := text(source, "spec", "secretRef", "name"); name != "dev-git-auth" {
					t.Errorf("secretRef is %q", name)
				}
				external := got[id{"external-secrets.io", kind, "cluster-config", "dev-git-auth"}]
				if name := text(external, "spec", "target", "name"); kind == "ExternalSecret" && name != "dev-git-auth" {
					t.Errorf("the target is %q", name)
				}
			})
		})
	}
}
