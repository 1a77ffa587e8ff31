// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command generate derives everything in schemas/ that describes the inputs of
// flux-bundle from the Go types in functions/api: the CRDs, the JSON Schemas
// and the reference page.
//
//	cd schemas/generate && go run . -out ..
//
// It is a module of its own, so that the libraries it needs are none of the
// product's, and it loads the types by directory, so that a dependency of the
// product cannot disturb it. The output depends on the types only: two runs
// give the same bytes. Nothing is written when anything fails.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
)

func main() {
	out := flag.String("out", "..", "directory to write to")
	api := flag.String("api", "../../functions/api/v1alpha1", "directory of the Go types")
	reasons := flag.String("reasons", "../../functions/internal/report", "directory of the reason codes")
	flag.Parse()
	if err := run(*api, *reasons, *out, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// run loads the types in the directory api and the reason codes in the directory
// reasons, and writes what follows from them to the directory out.
func run(api, reasons, out string, args []string) error {
	if len(args) > 0 {
		return errors.New("unexpected arguments: the directories are flags")
	}
	kinds, err := load(api)
	if err != nil {
		return err
	}
	files, err := render(kinds)
	if err != nil {
		return err
	}
	page, err := reasonsFile(reasons)
	if err != nil {
		return err
	}
	return write(out, append(files, page))
}

// render returns the content of all generated files.
func render(kinds []kind) ([]file, error) {
	var files []file
	schemas := make([]map[string]any, len(kinds))
	for i, k := range kinds {
		crd, err := crdFile(k)
		if err != nil {
			return nil, fmt.Errorf("CRD of %s: %w", k.name, err)
		}
		schemas[i], err = jsonSchema(k)
		if err != nil {
			return nil, fmt.Errorf("JSON Schema of %s: %w", k.name, err)
		}
		json, err := jsonFile(k, schemas[i])
		if err != nil {
			return nil, fmt.Errorf("JSON Schema of %s: %w", k.name, err)
		}
		files = append(files, crd, json)
	}
	all, err := allFile(kinds)
	if err != nil {
		return nil, fmt.Errorf("JSON Schema of all kinds: %w", err)
	}
	return append(files, all, referenceFile(kinds, schemas)), nil
}
