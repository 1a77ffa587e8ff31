// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check_test

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestCases runs testdata/*.txtar: files, and what there is to say about them.
// Each archive begins with the reason it exists and has
//
//	options     the data of the ConfigMap
//	*           the files
//	want.txt    the findings as text
//
// Every case is also run with its files in other orders.
func TestCases(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(bytes.TrimSpace(archive.Comment)) == 0 {
				t.Error("the archive does not say why it exists")
			}
			want, options, files := split(t, archive)
			got := run(t, options, files)
			for _, secret := range []string{"correct-horse", "Y29ycmVj", "31415926535"} {
				if strings.Contains(got, secret) {
					t.Errorf("a secret is shown: %s", got)
				}
			}
			random := rand.New(rand.NewPCG(1, 2))
			for range 5 {
				random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
				if again := run(t, options, files); again != got {
					t.Errorf("the order of the files changes the findings:\n%s\nwant\n%s", again, got)
				}
			}
			switch {
			case *update:
				archive.Files = append(slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want.txt" }),
					txtar.File{Name: "want.txt", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			case got != want:
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func split(t *testing.T, archive *txtar.Archive) (want string, options map[string]string, files []check.File) {
	t.Helper()
	for _, f := range archive.Files {
		switch f.Name {
		case "want.txt":
			want = string(f.Data)
		case "options":
			if err := yaml.Unmarshal(f.Data, &options); err != nil {
				t.Fatal(err)
			}
		default:
			files = append(files, check.File{Path: f.Name, Data: f.Data})
		}
	}
	return want, options, files
}

func run(t *testing.T, values map[string]string, files []check.File) string {
	t.Helper()
	options, found := check.Parse(values, report.Object{Kind: "ConfigMap", Name: "options"})
	if !found.Failed() {
		found = check.Files(files, options)
	}
	var b strings.Builder
	for _, f := range found.Sorted() {
		b.WriteString(f.Text() + "\n")
	}
	return b.String()
}
