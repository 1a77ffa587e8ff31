// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package pattern_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
)

func TestOf(t *testing.T) {
	t.Parallel()
	digits := pattern.Of(`^\d+$`)
	if first := digits(); !first.MatchString("42") || first != digits() {
		t.Error("it does not match, or is compiled twice")
	}
}

// No package compiles a pattern when the program starts, and each that is
// compiled later is one.
func TestPatterns(t *testing.T) {
	t.Parallel()
	found := 0
	err := filepath.WalkDir("../..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "generate") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		for _, declaration := range file.Decls {
			general, ok := declaration.(*ast.GenDecl)
			if !ok {
				continue
			}
			ast.Inspect(general, func(node ast.Node) bool {
				if _, later := node.(*ast.FuncLit); later {
					return false
				}
				call, ok := node.(*ast.CallExpr)
				if !ok {
					return true
				}
				selector, ok := call.Fun.(*ast.SelectorExpr)
				if !ok || len(call.Args) == 0 {
					return true
				}
				of, _ := selector.X.(*ast.Ident)
				switch {
				case of == nil:
				case of.Name == "regexp":
					t.Errorf("%s compiles a pattern when the program starts: use pattern.Of", name)
				case of.Name == "pattern":
					found++
					if literal, ok := call.Args[0].(*ast.BasicLit); ok {
						text, err := strconv.Unquote(literal.Value)
						if err == nil {
							_, err = regexp.Compile(text)
						}
						if err != nil {
							t.Errorf("%s: %v", name, err)
						}
					}
				}
				return true
			})
		}
		return nil
	})
	if err != nil || found < 20 {
		t.Fatalf("%d patterns (%v)", found, err)
	}
}
