// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// entry is the form of a reason's comment, from which schemas/reasons.md is
// made.
var entry = regexp.MustCompile(`^\w+: \S.* Cure: \S.*\.$`)

// Every reason says what causes it and what cures it, is called what its
// constant is, and is used.
func TestReasons(t *testing.T) {
	t.Parallel()
	reasons := map[string]bool{}
	files, err := filepath.Glob("reason*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok {
				return true
			}
			reason := spec.Names[0].Name
			reasons[reason] = true
			comment := strings.Join(strings.Fields(spec.Doc.Text()), " ")
			if !strings.HasPrefix(comment, reason+": ") || !entry.MatchString(comment) {
				t.Errorf("the comment of %s is not\n// %s: the cause.\n// Cure: what to do.", reason, reason)
			}
			if literal, ok := spec.Values[0].(*ast.BasicLit); !ok || literal.Value != `"`+reason+`"` {
				t.Errorf("the code of %s has another name", reason)
			}
			return false
		})
	}
	if len(reasons) == 0 {
		t.Fatal("no reasons")
	}
	// It counts the others.
	delete(reasons, "MoreFindings")
	uses := used(t)
	for reason := range reasons {
		if !slices.Contains(uses, "report."+reason) {
			t.Errorf("nothing reports %s", reason)
		}
	}
}

// used returns what the other packages take from this one.
func used(t *testing.T) []string {
	t.Helper()
	name := regexp.MustCompile(`\breport\.[A-Z]\w*`)
	var found []string
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		found = append(found, name.FindAllString(string(text), -1)...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(found)
	return slices.Compact(found)
}
