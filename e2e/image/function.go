// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sigs.k8s.io/yaml"
)

// function is one folder of functions/, with what its metadata.yaml says.
type function struct {
	Name        string   `json:"image"`
	Description string   `json:"description"`
	Tags        []string `json:"tags"`
	SourceURL   string   `json:"sourceURL"`
	License     string   `json:"license"`
}

// functions are those of the source, by name.
func (b build) functions() ([]function, error) {
	mains, err := filepath.Glob(filepath.Join(b.source, "functions", "*", "main.go"))
	if err != nil {
		return nil, err
	}
	if len(mains) == 0 {
		return nil, fmt.Errorf("%s has no functions/*/main.go", b.source)
	}
	var found []function
	for _, file := range mains {
		f, err := readFunction(filepath.Dir(file))
		if err != nil {
			return nil, err
		}
		found = append(found, f)
	}
	return found, nil
}

func readFunction(dir string) (function, error) {
	var f function
	file := filepath.Join(dir, "metadata.yaml")
	data, err := os.ReadFile(file)
	if err != nil {
		return f, err
	}
	if err := yaml.Unmarshal(data, &f); err != nil {
		return f, fmt.Errorf("%s: %w", file, err)
	}
	if f.Name != filepath.Base(dir) {
		return f, fmt.Errorf("%s: image is %q, but the function is %s", file, f.Name, filepath.Base(dir))
	}
	if f.Description == "" || f.License == "" {
		return f, fmt.Errorf("%s: description and license are needed", file)
	}
	if _, _, err := f.source(); err != nil {
		return f, fmt.Errorf("%s: %w", file, err)
	}
	return f, nil
}

// source is the repository and the folder in it that the URL of the source
// names: https://github.com/OWNER/REPOSITORY/tree/BRANCH/FOLDER.
func (f function) source() (repository, folder string, err error) {
	repository, rest, ok := strings.Cut(f.SourceURL, "/tree/")
	_, folder, inFolder := strings.Cut(rest, "/")
	if !ok || !inFolder || !strings.HasPrefix(repository, "https://github.com/") {
		return "", "", errors.New("sourceURL is no https://github.com/OWNER/REPOSITORY/tree/BRANCH/FOLDER")
	}
	return repository, folder, nil
}

// labels are those of the OCI image specification (annotations.md), and those
// from which Artifact Hub lists an image:
// https://artifacthub.io/docs/topics/repositories/container-images/. They name
// the documentation of the very commit.
func (b build) labels(f function) (map[string]string, error) {
	repository, folder, err := f.source()
	if err != nil {
		return nil, err
	}
	raw := strings.Replace(repository, "https://github.com/", "https://raw.githubusercontent.com/", 1)
	return map[string]string{
		"org.opencontainers.image.title":         f.Name,
		"org.opencontainers.image.description":   f.Description,
		"org.opencontainers.image.licenses":      f.License,
		"org.opencontainers.image.vendor":        "The flux-bundle Authors",
		"org.opencontainers.image.url":           repository,
		"org.opencontainers.image.source":        repository,
		"org.opencontainers.image.documentation": repository + "/blob/" + b.revision + "/" + folder + "/README.md",
		"org.opencontainers.image.revision":      b.revision,
		"org.opencontainers.image.version":       b.version,
		"org.opencontainers.image.created":       b.created.Format(time.RFC3339),
		"io.artifacthub.package.readme-url":      raw + "/" + b.revision + "/" + folder + "/README.md",
		"io.artifacthub.package.license":         f.License,
		"io.artifacthub.package.keywords":        strings.Join(append([]string{"krm-function"}, f.Tags...), ","),
		"io.artifacthub.package.category":        "integration-delivery",
	}, nil
}
