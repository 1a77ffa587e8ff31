// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions"
)

// binDir holds the flux-bundle that the tests run, once one of them needs it.
var binDir string

// build builds flux-bundle, once for all tests.
var build = sync.OnceValue(func() error {
	cmd := exec.Command("go", "build", "-o", filepath.Join(binDir, "flux-bundle"), "./flux-bundle")
	cmd.Stderr = os.Stderr
	return cmd.Run()
})

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "flux-bundle-test-")
	if err != nil {
		panic(err)
	}
	binDir = dir
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		panic(err)
	}
	os.Exit(code)
}

func binaryDir(t *testing.T) string {
	t.Helper()
	if err := build(); err != nil {
		t.Fatal(err)
	}
	return binDir
}

// checkPrograms runs the inputs through kustomize, as a library with exec
// enabled, and through kpt where it is installed.
func checkPrograms(t *testing.T, inputs []functions.File, stream []byte) {
	t.Helper()
	docs := split(stream)
	// kustomize leaves out what is local-config.
	applied := slices.DeleteFunc(slices.Clone(docs), func(doc []byte) bool {
		return parse(t, doc).annotation("config.kubernetes.io/local-config") == "true"
	})
	compareObjects(t, "kustomize build", documentsOf(t, split(kustomizeBuild(t, inputs))), documentsOf(t, applied))
	checkKpt(t, inputs, documentsOf(t, docs))
}

// kustomizeBuild runs the inputs as one generator.
func kustomizeBuild(t *testing.T, inputs []functions.File) []byte {
	t.Helper()
	dir := t.TempDir()
	config := decode(t, bundleOf(t, inputs))
	config["metadata"].(map[string]any)["annotations"] = map[string]any{
		"config.kubernetes.io/function": "exec:\n  path: " + filepath.Join(binaryDir(t), "flux-bundle") + "\n",
	}
	text, err := yaml.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, dir, "bundle.yaml", text)
	writeFile(t, dir, "kustomization.yaml", []byte("generators: [bundle.yaml]\n"))
	options := krusty.MakeDefaultOptions()
	options.PluginConfig = types.EnabledPluginConfig(types.BploUseStaticallyLinked)
	options.PluginConfig.FnpLoadingOptions.EnableExec = true
	objects, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), dir)
	if err != nil {
		t.Fatal(err)
	}
	out, err := objects.AsYaml()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// checkKpt renders the inputs as a package, twice.
func checkKpt(t *testing.T, inputs []functions.File, want map[string]string) {
	t.Helper()
	kpt, err := exec.LookPath("kpt")
	if err != nil {
		if os.Getenv("FLUXBUNDLE_REQUIRE_KPT") != "" {
			t.Error("kpt is required and not installed")
		}
		t.Log("kpt is not installed: left out")
		return
	}
	dir := t.TempDir()
	for _, f := range inputs {
		writeFile(t, dir, f.Path, f.Data)
	}
	writeFile(t, dir, "Kptfile", []byte("apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: case\npipeline:\n  mutators:\n  - exec: "+
		filepath.Join(binaryDir(t), "flux-bundle")+"\n"))
	var first map[string][]byte
	for run := range 2 {
		out, err := exec.Command(kpt, "fn", "render", "--allow-exec", dir).CombinedOutput()
		if err != nil {
			t.Fatalf("kpt: %v\n%s", err, out)
		}
		files := readFiles(t, dir)
		if run == 0 {
			first = files
			continue
		}
		for name := range files {
			if !bytes.Equal(files[name], first[name]) {
				t.Errorf("kpt: a second render changes %s", name)
			}
		}
		if len(files) != len(first) {
			t.Errorf("kpt: %d files after the first render, %d after the second", len(first), len(files))
		}
	}
	var docs [][]byte
	for _, data := range first {
		for _, doc := range split(append([]byte("---\n"), data...)) {
			if parse(t, doc).annotation("fluxbundle.io/owner") != "" {
				docs = append(docs, doc)
			}
		}
	}
	compareObjects(t, "kpt", documentsOf(t, docs), want)
}

func writeFile(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func readFiles(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files[path], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
