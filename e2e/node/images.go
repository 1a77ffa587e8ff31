// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package node

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Images are the programs that stand for images, by repository and minor version
// without the registry: fluxcd/source-controller:v1.9. A patch cannot always be
// had as a module, and another patch has the same flags and API.
type Images map[string]string

// FindImages lists the programs of a folder. Each knows the module and the
// version that it was built from, which are the repository and the tag of the
// image that its project publishes.
func FindImages(dir string) (Images, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	images := Images{}
	for _, entry := range entries {
		file := filepath.Join(dir, entry.Name())
		info, err := buildinfo.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		repository := strings.TrimPrefix(info.Main.Path, "github.com/")
		images[repository+":"+minor(info.Main.Version)] = file
	}
	return images, nil
}

// find returns the program of an image. A digest cannot be compared, since
// nothing is pulled; the tag beside it can.
func (i Images) find(image string) (string, error) {
	reference, _, _ := strings.Cut(image, "@")
	_, repository, _ := strings.Cut(reference, "/")
	name, tag, _ := strings.Cut(repository, ":")
	if file, ok := i[name+":"+minor(tag)]; ok {
		return file, nil
	}
	return "", fmt.Errorf("failed to pull %q: no program stands for %s", image, path.Base(reference))
}

// minor is a version without its patch: v1.9.
func minor(version string) string {
	if i := strings.LastIndexByte(version, '.'); i >= 0 {
		return version[:i]
	}
	return version
}
