// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
)

// reasonsFile returns the page of reason codes: the constants of the files
// reason*.go in a directory, a section for each block. The comment of a constant
// has the form
//
//	// NAME: the cause.
//	// Cure: what to do.
func reasonsFile(dir string) (file, error) {
	var page bytes.Buffer
	page.WriteString("<!-- Generated from functions/internal/report by make generate. DO NOT EDIT. -->\n\n# Reason codes\n\n" +
		"Every result has one, as the tag `reason` and at the end of its message. Programs may rely on them: a code keeps its meaning. " +
		"The message names the object, the field and the value; the cause and the cure here are what such findings have in common.\n")
	names, err := filepath.Glob(filepath.Join(dir, "reason*.go"))
	if err != nil {
		return file{}, err
	}
	rows := 0
	for _, name := range names { // Glob sorts
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		n, err := reasonSections(&page, name)
		if err != nil {
			return file{}, err
		}
		rows += n
	}
	if rows == 0 {
		return file{}, fmt.Errorf("no reason codes in %s", dir)
	}
	return file{path: "reasons.md", data: page.Bytes()}, nil
}

// reasonSections writes the blocks of constants of a Go file and returns how
// many constants they have.
func reasonSections(page *bytes.Buffer, path string) (rows int, err error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		return 0, err
	}
	for _, decl := range parsed.Decls {
		block, ok := decl.(*ast.GenDecl)
		if !ok || block.Tok != token.CONST {
			continue
		}
		title := strings.TrimSuffix(strings.TrimSpace(block.Doc.Text()), ".")
		fmt.Fprintf(page, "\n## %s\n\n| reason | cause | cure |\n|---|---|---|\n", title)
		for _, spec := range block.Specs {
			if err := reasonRow(page, spec.(*ast.ValueSpec)); err != nil {
				return 0, err
			}
			rows++
		}
	}
	return rows, nil
}

func reasonRow(page *bytes.Buffer, spec *ast.ValueSpec) error {
	name := spec.Names[0].Name
	literal, ok := spec.Values[0].(*ast.BasicLit)
	if !ok || literal.Value != `"`+name+`"` {
		return fmt.Errorf("reason %s is not called what its constant is", name)
	}
	text := strings.Join(strings.Fields(spec.Doc.Text()), " ")
	text, ok = strings.CutPrefix(text, name+": ")
	cause, cure, hasCure := strings.Cut(text, " Cure: ")
	if !ok || cause == "" || !hasCure || cure == "" {
		return fmt.Errorf(`the comment of reason %s is not "%s: the cause. Cure: what to do."`, name, name)
	}
	fmt.Fprintf(page, "| `%s` | %s | %s |\n", name, cell(strings.TrimSuffix(cause, ".")), cell(strings.TrimSuffix(cure, ".")))
	return nil
}
