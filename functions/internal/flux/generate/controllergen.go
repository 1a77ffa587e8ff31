// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// generate returns the CRDs of the API modules that the Go module in dir
// requires, ordered by file name.
func generate(controllerGen, dir string) ([]crd, error) {
	packages, err := required(dir)
	if err != nil {
		return nil, err
	}
	controllerGen, err = filepath.Abs(controllerGen)
	if err != nil {
		return nil, err
	}
	out, err := os.MkdirTemp("", "crds-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(out) }()
	args := []string{"crd:crdVersions=v1", "output:crd:dir=" + out}
	for _, pattern := range packages {
		args = append(args, "paths="+pattern)
	}
	if _, err := command(dir, controllerGen, args...); err != nil {
		return nil, err
	}
	return readCRDs(out)
}

// required returns patterns for the packages of the modules that the go.mod in
// dir requires directly.
func required(dir string) ([]string, error) {
	data, err := command(dir, "go", "mod", "edit", "-json")
	if err != nil {
		return nil, err
	}
	var module struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	if err := json.Unmarshal(data, &module); err != nil {
		return nil, err
	}
	var out []string
	for _, r := range module.Require {
		if !r.Indirect {
			out = append(out, r.Path+"/...")
		}
	}
	return out, nil
}

// command runs a program in dir and returns what it prints. The modules are
// those of the go.mod in dir, exactly: neither a workspace nor the caller's
// flags may change them.
func command(dir, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=readonly", "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, stderr.Bytes())
	}
	return stdout, nil
}

func readCRDs(dir string) ([]crd, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	out := make([]crd, len(entries))
	for i, entry := range entries {
		doc, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return nil, err
		}
		out[i], err = parseCRD(doc)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name(), err)
		}
	}
	return out, nil
}
