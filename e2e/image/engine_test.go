// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"sigs.k8s.io/yaml"
)

// load loads the image of a function into the Docker engine and returns its
// name, and the folder with the same binary for this machine. Nothing is pulled,
// and the image is gone after the test.
func load(t *testing.T, function string) (image, bin string) {
	t.Helper()
	platform, err := exec.Command("docker", "version", "--format", "{{.Server.Os}}-{{.Server.Arch}}").Output()
	if err != nil {
		t.Skip("no Docker engine answers")
	}
	all := images(t)
	i := slices.IndexFunc(all, func(w written) bool { return functionName(w) == function })
	if i < 0 {
		t.Fatalf("%s has no image", function)
	}
	image = all[i].tag.String()
	program(t, nil, "docker", "load", "--quiet", "-i", filepath.Join(imagesDir, function+"-"+strings.TrimSpace(string(platform))+".tar"))
	t.Cleanup(func() { program(t, nil, "docker", "image", "rm", image) })
	bin = t.TempDir()
	if err := testBuild.compile(functionOf(t, function), here, filepath.Join(bin, function)); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return image, bin
}

// here is the platform of the machine that runs the test, which need not be that
// of the engine.
var here = v1.Platform{OS: runtime.GOOS, Architecture: runtime.GOARCH}

func functionOf(t *testing.T, name string) function {
	t.Helper()
	f, err := readFunction(filepath.Join("../../functions", name))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// program runs a program that has to succeed and returns its standard output.
func program(t *testing.T, stdin []byte, name string, args ...string) []byte {
	t.Helper()
	stdout, stderr, err := attempt(stdin, name, args...)
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, stderr)
	}
	return stdout
}

func attempt(stdin []byte, name string, args ...string) (stdout []byte, stderr string, err error) {
	cmd := exec.Command(name, args...)
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(stdin), &out, &errs
	err = cmd.Run()
	return out.Bytes(), errs.String(), err
}

// Every image does what its binary does, with nothing but standard input and
// output: no network, no right, no file to write. Its input is that of testdata,
// or a list that is empty.
func TestImageIsTheFunction(t *testing.T) {
	for _, w := range images(t) {
		f := functionName(w)
		t.Run(f, func(t *testing.T) {
			image, bin := load(t, f)
			confined := []string{
				"run", "--rm", "-i", "--pull", "never", "--network", "none", "--user", "nobody",
				"--security-opt", "no-new-privileges", "--cap-drop", "ALL", "--read-only", image,
			}
			list, err := os.ReadFile(filepath.Join("testdata", f+".yaml"))
			if errors.Is(err, os.ErrNotExist) {
				list, err = []byte("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\n"), nil
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{nil, {"--help"}, {"--version"}, {"--unknown"}} {
				want, _, wantErr := attempt(list, filepath.Join(bin, f), args...)
				got, stderr, err := attempt(list, "docker", append(slices.Clip(confined), args...)...)
				if !bytes.Equal(got, want) || exitCode(err) != exitCode(wantErr) {
					t.Errorf("arguments %q: the image prints\n%s%s%v\nthe binary prints\n%s%v", args, got, stderr, err, want, wantErr)
				}
				if args == nil && len(got) == 0 {
					t.Error("the list has no output")
				}
			}
		})
	}
}

func exitCode(err error) int {
	if err == nil {
		return 0
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return -1
}

// Standalone, the image reads a folder that is mounted.
func TestImageRenders(t *testing.T) {
	image, bin := load(t, "flux-bundle")
	in, err := filepath.Abs("../../examples/bootstrap/in")
	if err != nil {
		t.Fatal(err)
	}
	want := program(t, nil, filepath.Join(bin, "flux-bundle"), "render", in)
	got := program(t, nil, "docker", "run", "--rm", "--pull", "never", "--network", "none", "-v", in+":/in:ro", image, "render", "/in")
	if len(got) == 0 || !bytes.Equal(got, want) {
		t.Errorf("the image prints %d bytes, the binary %d", len(got), len(want))
	}
}

// kustomize runs the quickstart from the image as it does from the binary.
func TestKustomizeContainer(t *testing.T) {
	image, _ := load(t, "flux-bundle")
	for example, config := range map[string]string{"generator": "flux.yaml", "transformer": "flux-bundle.yaml"} {
		t.Run(example, func(t *testing.T) {
			dir := copyOf(t, example)
			want := program(t, nil, "kustomize", "build", "--enable-alpha-plugins", "--enable-exec", dir)
			edit(t, filepath.Join(dir, config), func(object map[string]any) { inContainer(object, image) })
			got := program(t, nil, "kustomize", "build", "--enable-alpha-plugins", dir)
			if len(got) == 0 || !bytes.Equal(got, want) {
				t.Errorf("%d bytes from the image, %d from the binary", len(got), len(want))
			}
		})
	}
}

// An error of the function reaches whoever runs kustomize.
func TestKustomizeContainerError(t *testing.T) {
	image, _ := load(t, "flux-bundle")
	dir := copyOf(t, "generator")
	edit(t, filepath.Join(dir, "flux.yaml"), func(object map[string]any) {
		inContainer(object, image)
		object["spec"].(map[string]any)["wrong"] = true
	})
	stdout, stderr, err := attempt(nil, "kustomize", "build", "--enable-alpha-plugins", dir)
	if err == nil || len(stdout) > 0 || !strings.Contains(stderr, "[error] FluxBundle quickstart spec.wrong: ") {
		t.Errorf("%v, %d bytes and\n%s", err, len(stdout), stderr)
	}
}

// kpt renders the quickstart from the image as it does from the binary.
func TestKptContainer(t *testing.T) {
	image, _ := load(t, "flux-bundle")
	if _, err := exec.LookPath("kpt"); err != nil {
		if os.Getenv("FLUXBUNDLE_REQUIRE_KPT") != "" {
			t.Fatal("kpt is required and not installed")
		}
		t.Skip("kpt is not installed")
	}
	render := func(run map[string]any, flags ...string) map[string][]byte {
		dir := copyOf(t, "kpt")
		for _, output := range []string{"flux", "cluster-config"} {
			if err := os.RemoveAll(filepath.Join(dir, output)); err != nil {
				t.Fatal(err)
			}
		}
		edit(t, filepath.Join(dir, "Kptfile"), func(object map[string]any) {
			object["pipeline"] = map[string]any{"mutators": []any{run}}
		})
		program(t, nil, "kpt", append([]string{"fn", "render", dir}, flags...)...)
		files := filesOf(t, dir)
		// It says how the function was run.
		delete(files, "Kptfile")
		return files
	}
	want := render(map[string]any{"exec": "flux-bundle"}, "--allow-exec")
	got := render(map[string]any{"image": image}, "--image-pull-policy", "never")
	committed := filesOf(t, "../../examples/quickstart/kpt")
	for file := range committed {
		if filepath.Dir(file) != "." && !strings.HasPrefix(file, ".") && !bytes.Equal(got[file], committed[file]) {
			t.Errorf("%s is not what is committed", file)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files from the image, %d from the binary", len(got), len(want))
	}
	for file := range want {
		if !bytes.Equal(got[file], want[file]) {
			t.Errorf("%s differs", file)
		}
	}
}

// copyOf is a copy of a quickstart.
func copyOf(t *testing.T, example string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), example)
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("../../examples/quickstart", example))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// edit changes the object in a file.
func edit(t *testing.T, file string, change func(map[string]any)) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	object := map[string]any{}
	if err := yaml.Unmarshal(data, &object); err != nil {
		t.Fatal(err)
	}
	change(object)
	if data, err = yaml.Marshal(object); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// inContainer makes the object a function that runs from an image.
func inContainer(object map[string]any, image string) {
	object["metadata"].(map[string]any)["annotations"] = map[string]any{
		"config.kubernetes.io/function": "container:\n  image: " + image + "\n",
	}
}
