// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// reasonsFile returns the page of reason codes: the constants of a Go file, a
// section for each block, with the text after the name in their comments.
func reasonsFile(path string) (file, error) {
	parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		return file{}, err
	}
	var page bytes.Buffer
	page.WriteString("<!-- Generated from functions/internal/report by make generate. DO NOT EDIT. -->\n\n# Reason codes\n\n" +
		"Every result has one, as the tag `reason` and at the end of its message. Programs may rely on them: a code keeps its meaning. " +
		"The message names the value and says what to do.\n")
	for _, decl := range parsed.Decls {
		block, ok := decl.(*ast.GenDecl)
		if !ok || block.Tok != token.CONST {
			continue
		}
		fmt.Fprintf(&page, "\n## %s\n\n| reason | meaning |\n|---|---|\n", strings.TrimSuffix(strings.TrimSpace(block.Doc.Text()), "."))
		for _, spec := range block.Specs {
			if err := reasonRow(&page, spec.(*ast.ValueSpec)); err != nil {
				return file{}, err
			}
		}
	}
	return file{path: "reasons.md", data: page.Bytes()}, nil
}

func reasonRow(page *bytes.Buffer, spec *ast.ValueSpec) error {
	name := spec.Names[0].Name
	literal, ok := spec.Values[0].(*ast.BasicLit)
	if !ok || literal.Value != `"`+name+`"` {
		return fmt.Errorf("reason %s is not called what its constant is", name)
	}
	text := strings.Join(strings.Fields(spec.Doc.Text()), " ")
	meaning, ok := strings.CutPrefix(text, name+": ")
	if !ok {
		return fmt.Errorf("the comment of reason %s does not begin with its name and a colon", name)
	}
	fmt.Fprintf(page, "| `%s` | %s |\n", name, cell(meaning))
	return nil
}
