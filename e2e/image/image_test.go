// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/tar"
	"bytes"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/validate"
)

// testBuild is a build of the source beside this module under a name that no
// other run and nobody's own image has.
var testBuild = build{
	source:     "../..",
	repository: "fluxbundle.test/images",
	version:    fmt.Sprintf("v0.0.0-%d", os.Getpid()),
	revision:   "0123456789abcdef0123456789abcdef01234567",
	created:    time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC),
}

// imagesDir holds the images of testBuild, once a test needs them.
var imagesDir string

var writeImages = sync.OnceValues(func() ([]written, error) { return testBuild.write(imagesDir) })

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "flux-bundle-images-")
	if err != nil {
		panic(err)
	}
	imagesDir = dir
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		panic(err)
	}
	os.Exit(code)
}

func images(t *testing.T) []written {
	t.Helper()
	all, err := writeImages()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// functionName is the last part of the name of an image.
func functionName(w written) string { return filepath.Base(w.tag.RepositoryStr()) }

// Every function has an image, and each image is for both platforms: a static
// binary and the user nobody, and nothing else.
func TestContent(t *testing.T) {
	mains, err := filepath.Glob("../../functions/*/main.go")
	if err != nil {
		t.Fatal(err)
	}
	all := images(t)
	if len(all) != len(mains) || len(all) == 0 {
		t.Errorf("%d images of %d functions", len(all), len(mains))
	}
	for _, w := range all {
		function := functionName(w)
		for platform, image := range readLayout(t, w) {
			t.Run(function+" "+platform, func(t *testing.T) {
				if err := validate.Image(image); err != nil {
					t.Error(err)
				}
				files := contentOf(t, image)
				if got, want := slices.Sorted(maps.Keys(files)), slices.Sorted(slices.Values([]string{"etc/", "etc/group", "etc/passwd", function})); !slices.Equal(got, want) {
					t.Errorf("the image has %q, want %q", got, want)
				}
				if got := string(files["etc/passwd"]); !strings.HasPrefix(got, "nobody:x:65534:65534:") {
					t.Errorf("/etc/passwd is %q", got)
				}
				checkStatic(t, files[function], platform)
				config, err := image.ConfigFile()
				if err != nil {
					t.Fatal(err)
				}
				if c := config.Config; c.User != "65534:65534" || !slices.Equal(c.Entrypoint, []string{"/" + function}) || c.Cmd != nil {
					t.Errorf("user %q, entry point %q, arguments %q", c.User, c.Entrypoint, c.Cmd)
				}
				if got := config.OS + "/" + config.Architecture; got != platform || !config.Created.Equal(testBuild.created) {
					t.Errorf("the image is for %s, of %s", got, config.Created)
				}
				checkTarball(t, w, platform, image)
			})
		}
	}
}

// readLayout is what a client reads from the OCI layout of a function: the
// images of its only index, by platform. What describes them is the same on
// each level.
func readLayout(t *testing.T, w written) map[string]v1.Image {
	t.Helper()
	root, err := layout.ImageIndexFromPath(filepath.Join(imagesDir, functionName(w)))
	if err != nil {
		t.Fatal(err)
	}
	list, err := root.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Manifests) != 1 || list.Manifests[0].Digest != w.digest {
		t.Fatalf("the layout lists %v, want %s", list.Manifests, w.digest)
	}
	index, err := root.ImageIndex(w.digest)
	if err != nil {
		t.Fatal(err)
	}
	if err := validate.Index(index); err != nil {
		t.Error(err)
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		t.Fatal(err)
	}
	checkLabels(t, functionName(w), manifest.Annotations)
	found := map[string]v1.Image{}
	for _, d := range manifest.Manifests {
		image, err := index.Image(d.Digest)
		if err != nil {
			t.Fatal(err)
		}
		m, err := image.Manifest()
		if err != nil {
			t.Fatal(err)
		}
		config, err := image.ConfigFile()
		if err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(m.Annotations, manifest.Annotations) || !maps.Equal(config.Config.Labels, manifest.Annotations) {
			t.Errorf("annotations of the index, of the manifest and labels differ:\n%v\n%v\n%v", manifest.Annotations, m.Annotations, config.Config.Labels)
		}
		found[d.Platform.String()] = image
	}
	if got := slices.Sorted(maps.Keys(found)); !slices.Equal(got, []string{"linux/amd64", "linux/arm64"}) {
		t.Errorf("platforms %q", got)
	}
	return found
}

func checkLabels(t *testing.T, function string, got map[string]string) {
	t.Helper()
	const home, commit = "github.com/fluxbundle/fluxbundle", "0123456789abcdef0123456789abcdef01234567"
	for key, want := range map[string]string{
		"org.opencontainers.image.title":         function,
		"org.opencontainers.image.source":        "https://" + home,
		"org.opencontainers.image.licenses":      "Apache-2.0",
		"org.opencontainers.image.revision":      commit,
		"org.opencontainers.image.version":       testBuild.version,
		"org.opencontainers.image.created":       "2026-02-03T04:05:06Z",
		"org.opencontainers.image.documentation": "https://" + home + "/blob/" + commit + "/functions/" + function + "/README.md",
		"io.artifacthub.package.readme-url":      "https://raw.githubusercontent.com/fluxbundle/fluxbundle/" + commit + "/functions/" + function + "/README.md",
		"io.artifacthub.package.license":         "Apache-2.0",
	} {
		if got[key] != want {
			t.Errorf("%s is %q, want %q", key, got[key], want)
		}
	}
	for _, key := range []string{"org.opencontainers.image.description", "io.artifacthub.package.keywords"} {
		if got[key] == "" {
			t.Errorf("%s is missing", key)
		}
	}
}

// contentOf is the content of the files of an image, by path.
func contentOf(t *testing.T, image v1.Image) map[string][]byte {
	t.Helper()
	layers, err := image.Layers()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, l := range layers {
		content, err := l.Uncompressed()
		if err != nil {
			t.Fatal(err)
		}
		readTar(t, content, files)
		if err := content.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func readTar(t *testing.T, content io.Reader, files map[string][]byte) {
	t.Helper()
	for r := tar.NewReader(content); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if header.Uid != 0 || header.Mode&0o022 != 0 {
			t.Errorf("%s can be written by nobody: owner %d, mode %o", header.Name, header.Uid, header.Mode)
		}
		if files[header.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
}

// checkStatic demands a binary for the platform that needs no loader and no
// library, and that says nothing about where it was built.
func checkStatic(t *testing.T, binary []byte, platform string) {
	t.Helper()
	file, err := elf.NewFile(bytes.NewReader(binary))
	if err != nil {
		t.Fatal(err)
	}
	machine := map[string]elf.Machine{"linux/amd64": elf.EM_X86_64, "linux/arm64": elf.EM_AARCH64}[platform]
	if file.Machine != machine {
		t.Errorf("the binary is for %s", file.Machine)
	}
	for _, p := range file.Progs {
		if p.Type == elf.PT_INTERP || p.Type == elf.PT_DYNAMIC {
			t.Errorf("the binary is not static: it has %s", p.Type)
		}
	}
	if file.Section(".symtab") != nil || file.Section(".debug_info") != nil {
		t.Error("the binary has symbols")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(binary, []byte(root+"/functions")) || bytes.Contains(binary, []byte("vcs.revision")) {
		t.Error("the binary names the folder or the state of the checkout")
	}
}

// checkTarball demands that the tarball is the image of the layout, with a tag.
func checkTarball(t *testing.T, w written, platform string, want v1.Image) {
	t.Helper()
	path := filepath.Join(imagesDir, functionName(w)) + "-" + strings.ReplaceAll(platform, "/", "-") + ".tar"
	tag, err := name.NewTag(testBuild.repository + "/" + functionName(w) + ":" + testBuild.version)
	if err != nil {
		t.Fatal(err)
	}
	image, err := tarball.ImageFromPath(path, &tag)
	if err != nil {
		t.Fatal(err)
	}
	got, err := image.ConfigName()
	if err != nil {
		t.Fatal(err)
	}
	if id, err := want.ConfigName(); err != nil || got != id {
		t.Errorf("%s has the image %s, want %s, %v", path, got, id, err)
	}
}
