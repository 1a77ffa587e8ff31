// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command generate writes the CRD specs that package flux embeds.
//
// A release is a folder beside this file with a go.mod that requires the API
// modules of that release, and an entry in crd-spec-sha256.json. For each
// release the command
//
//  1. runs the controller-gen that made the official CRDs over the packages of the required modules, as the
//     make manifests of the controllers does,
//  2. compares every spec with the hash of the official one,
//  3. removes the description texts from the schemas and writes the spec in the
//     form of package manifest to crds/RELEASE/NAME.yaml, unless the release
//     shares the CRDs of another; beside it, in NAME.descriptions, what puts the
//     texts in again.
//
// Files in crds/ that belong to no release are removed. Nothing is written
// unless every release is as expected.
package main

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	tools := flag.String("tools", "bin/.tools", "folder that has controller-gen-VERSION/controller-gen")
	dir := flag.String("dir", "functions/internal/flux", "folder of package flux")
	flag.Parse()
	if err := run(*dir, *tools); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir, tools string) error {
	releases, err := readReleases(filepath.Join(dir, "generate", "crd-spec-sha256.json"))
	if err != nil {
		return err
	}
	sets := fileSets{}
	var problems []error
	for _, version := range slices.Sorted(maps.Keys(releases)) {
		controllerGen := filepath.Join(tools, "controller-gen-"+releases[version].ControllerGen, "controller-gen")
		crds, err := generate(controllerGen, filepath.Join(dir, "generate", version))
		if err != nil {
			problems = append(problems, fmt.Errorf("flux %s: %w", version, err))
			continue
		}
		problems = append(problems, releases.check(version, crds)...)
		if releases[version].SameAs == "" {
			if sets[version], err = render(crds); err != nil {
				problems = append(problems, err)
			}
		}
	}
	if err := errors.Join(problems...); err != nil {
		return err
	}
	return sets.write(filepath.Join(dir, "crds"))
}

// render returns the files of the CRDs, by name.
func render(crds []crd) (map[string][]byte, error) {
	files := make(map[string][]byte, len(crds))
	for _, c := range crds {
		files[c.Metadata.Name+".yaml"] = c.render()
		script, err := c.descriptions()
		if err != nil {
			return nil, err
		}
		files[c.Metadata.Name+".descriptions"] = script
	}
	return files, nil
}
