// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// render runs kpt over a package and returns the results, but for the list of
// endpoints that every run has.
func render(t *testing.T, dir string) []result {
	t.Helper()
	need(t, "kpt")
	out := t.TempDir()
	run(t, "", "kpt", "fn", "render", "--allow-exec", "--results-dir", out, dir)
	var list struct {
		Items []struct {
			Results []result `json:"results"`
		} `json:"items"`
	}
	if err := yaml.Unmarshal([]byte(readFile(t, out, "results.yaml")), &list); err != nil {
		t.Fatal(err)
	}
	var results []result
	for _, item := range list.Items {
		results = append(results, item.Results...)
	}
	return slices.DeleteFunc(results, func(r result) bool { return r.Tags.Reason == "Endpoints" })
}

// result is what the tests look at in a result.
type result struct {
	Severity    string `json:"severity"`
	ResourceRef struct {
		Kind, Name string
	} `json:"resourceRef"`
	Tags struct {
		Reason string `json:"reason"`
	} `json:"tags"`
}

func TestKptRemovedInput(t *testing.T) {
	t.Parallel()
	dir := copyOf(t, kptDir)
	want := readTree(t, dir)
	maps.DeleteFunc(want, func(name, _ string) bool {
		return name == "configuration.yaml" || strings.HasPrefix(name, "cluster-config/")
	})
	if err := os.Remove(filepath.Join(dir, "configuration.yaml")); err != nil {
		t.Fatal(err)
	}
	results := render(t, dir)
	compareTrees(t, readTree(t, dir), want)
	var stay []string
	for _, r := range results {
		if r.Severity != "warning" || r.Tags.Reason != "StaysInCluster" {
			t.Errorf("unexpected result %+v", r)
		}
		stay = append(stay, r.ResourceRef.Kind+" "+r.ResourceRef.Name)
	}
	slices.Sort(stay)
	if want := []string{"ClusterRoleBinding flux-applier-cluster-config", "Namespace cluster-config", "ServiceAccount flux-applier"}; !slices.Equal(stay, want) {
		t.Errorf("results name %q, want %q", stay, want)
	}
	if again := render(t, dir); len(again) > 0 {
		t.Errorf("a second render has results: %+v", again)
	}
}

func TestKptRenamedInput(t *testing.T) {
	t.Parallel()
	dir := copyOf(t, kptDir)
	replace(t, dir, "configuration.yaml", "name: cluster-config\n  annotations", "name: renamed\n  annotations")
	// Each Kustomization has another name; the account stays.
	results := render(t, dir)
	for _, r := range results {
		if r.Tags.Reason != "RenamedKustomization" {
			t.Errorf("unexpected result %+v", r)
		}
	}
	if len(results) != 2 {
		t.Errorf("results %+v, want one for each Kustomization", results)
	}
	files := readTree(t, dir)
	for name, want := range map[string]bool{
		"cluster-config/cluster-config/source.yaml":         false,
		"cluster-config/cluster-config/kustomizations.yaml": false,
		"cluster-config/renamed/source.yaml":                true,
		"cluster-config/renamed/kustomizations.yaml":        true,
		"cluster-config/namespace.yaml":                     true,
	} {
		if _, exists := files[name]; exists != want {
			t.Errorf("%s: exists is %t, want %t", name, exists, want)
		}
	}
	compare(t, files.objects(t).emitted(), standalone(t, dir))
}

func TestKptKeepsWhatIsNotOurs(t *testing.T) {
	t.Parallel()
	dir := copyOf(t, kptDir)
	write(t, dir, tree{
		"configuration.yaml": "# Why this exists.\n" + strings.Replace(readFile(t, dir, "configuration.yaml"),
			"branch: main", "branch: main # the only branch", 1),
		// Neither the order of the fields nor the style is ours to change.
		"foreign.yaml": `# A comment.
kind: ConfigMap
apiVersion: v1
metadata:
  name: foreign
data: # another one
  answer: "yes"
  text: |
    two
    lines
`,
		"kustomization.yaml": "kind: Kustomization\nresources:\n- foreign.yaml\n",
	})
	want := readTree(t, dir)
	render(t, dir)
	compareTrees(t, readTree(t, dir), want)
}

// With selectors the function does not see what it wrote before and would
// write it twice.
func TestKptSelectors(t *testing.T) {
	t.Parallel()
	dir := copyOf(t, kptDir)
	for _, rendered := range []string{"flux", "cluster-config"} {
		if err := os.RemoveAll(filepath.Join(dir, rendered)); err != nil {
			t.Fatal(err)
		}
	}
	replace(t, dir, "Kptfile", "- exec: flux-bundle", "- exec: flux-bundle\n    selectors:\n    - kind: FluxConfiguration")
	if err := os.RemoveAll(filepath.Join(dir, expectedDir)); err != nil {
		t.Fatal(err)
	}
	write(t, dir, tree{expectedDir + "/config.yaml": "allowExec: true\nexitCode: 1\nstdErr: SelectorsNotSupported\n"})
	runGolden(t, dir)
}

func TestKptEval(t *testing.T) {
	t.Parallel()
	need(t, "kpt")
	dir := copyOf(t, kptDir)
	want := readTree(t, dir)
	for _, rendered := range []string{"flux", "cluster-config"} {
		if err := os.RemoveAll(filepath.Join(dir, rendered)); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		run(t, "", "kpt", "fn", "eval", dir, "--exec", "flux-bundle")
		compareTrees(t, readTree(t, dir), want)
	}
	// It may have been called with a part of the package.
	if err := os.Remove(filepath.Join(dir, "configuration.yaml")); err != nil {
		t.Fatal(err)
	}
	delete(want, "configuration.yaml")
	run(t, "", "kpt", "fn", "eval", dir, "--exec", "flux-bundle")
	compareTrees(t, readTree(t, dir), want)
}

func TestKptPipe(t *testing.T) {
	t.Parallel()
	need(t, "kpt")
	want := readTree(t, kptDir)
	maps.DeleteFunc(want, func(name, _ string) bool { return filepath.Ext(name) != ".yaml" && name != "Kptfile" })
	from := kptDir
	for _, round := range []string{"first", "second"} {
		to := filepath.Join(t.TempDir(), round)
		list := run(t, "", "kpt", "fn", "source", from)
		list = runWith(t, "", list, "flux-bundle")
		runWith(t, "", list, "kpt", "fn", "sink", to)
		compareTrees(t, readTree(t, to), want)
		from = to
	}
}

// kustomize fn run works in place, as kpt fn eval does.
func TestKustomizeFnRun(t *testing.T) {
	t.Parallel()
	need(t, "kustomize")
	dir := t.TempDir()
	inputs := []string{"configuration.yaml", "extension.yaml", "flux-bundle.yaml"}
	for _, name := range inputs {
		write(t, dir, tree{name: readFile(t, transformerDir, name)})
	}
	replace(t, dir, "flux-bundle.yaml", "annotations:", "annotations:\n    config.kubernetes.io/local-config: \"true\"")
	var first tree
	for round := range 2 {
		run(t, dir, "kustomize", "fn", "run", dir, "--enable-exec")
		files := readTree(t, dir)
		compare(t, files.objects(t).emitted(), standalone(t, kptDir))
		if round == 1 {
			compareTrees(t, files, first)
		}
		first = files
	}
}

// The repository is a package: kpt renders the packages in it, and then the
// root, and changes nothing.
func TestRootPackage(t *testing.T) {
	t.Parallel()
	need(t, "kpt")
	dir := t.TempDir()
	root := os.DirFS("..")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == ".git" || name == "bin"): // not part of the package
			return fs.SkipDir
		case name == ".git": // in a linked work tree it is a file
			return nil
		case !entry.Type().IsRegular():
			return nil
		}
		data, err := fs.ReadFile(root, name)
		write(t, dir, tree{name: string(data)})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, tree{".github/workflows/foreign.yaml": "on: push\n", ".foreign.yaml": "linters: {}\n", "bin/foreign.yaml": "a: b\n"})
	want := readTree(t, dir)
	for range 2 {
		render(t, dir)
		compareTrees(t, readTree(t, dir), want)
	}
}
