// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package marked_test

import (
	"bytes"
	"encoding/base64"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/marked"
)

var update = flag.Bool("update", false, "rewrite what the cases in testdata expect")

// Each case has the items of a list, at times a functionConfig, and what
// becomes of them. The comment says why the case is there.
func TestCases(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			c := readCase(t, name)
			out, found, _ := marked.Run(c.list(c.items()))
			got := []txtar.File{{Name: "want.yaml", Data: out}, {Name: "want.txt", Data: []byte(lines(found))}}
			if *update {
				c.save(t, got)
			}
			for _, file := range got {
				if diff := cmp.Diff(string(c.file(file.Name)), string(file.Data)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", file.Name, diff)
				}
			}
			checkNoPlaintext(t, string(out)+lines(found), c)
			checkOrder(t, c, out)
			checkRepeat(t, c, out)
		})
	}
}

type testCase struct {
	name    string
	archive *txtar.Archive
}

func mustParse(t testing.TB, name string) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

func readCase(t *testing.T, name string) testCase {
	t.Helper()
	archive := mustParse(t, name)
	if len(bytes.TrimSpace(archive.Comment)) == 0 {
		t.Error("the case does not say why it is there")
	}
	return testCase{name, archive}
}

func (c testCase) file(name string) []byte {
	for _, f := range c.archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// items are the documents of items.yaml.
func (c testCase) items() []string {
	var items []string
	for item := range strings.SplitSeq(strings.TrimSuffix(string(c.file("items.yaml")), "\n"), "\n---\n") {
		if item != "" {
			items = append(items, item+"\n")
		}
	}
	return items
}

// list is the ResourceList of items, and of the functionConfig of the case.
func (c testCase) list(items []string) []byte {
	text := "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n"
	if len(items) == 0 {
		text = strings.TrimSuffix(text, "\n") + " []\n"
	}
	for _, item := range items {
		text += "- " + strings.TrimSuffix(strings.ReplaceAll(item, "\n", "\n  "), "  ")
	}
	if config := c.file("config.yaml"); config != nil {
		text += "functionConfig:\n  " + strings.TrimSuffix(strings.ReplaceAll(string(config), "\n", "\n  "), "  ")
	}
	return []byte(text)
}

func (c testCase) save(t *testing.T, got []txtar.File) {
	t.Helper()
	var files []txtar.File
	for _, f := range c.archive.Files {
		if !strings.HasPrefix(f.Name, "want.") {
			files = append(files, f)
		}
	}
	c.archive.Files = slices.Concat(files, got)
	if err := os.WriteFile(c.name, txtar.Format(c.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

func lines(found report.Findings) string {
	var b strings.Builder
	for _, f := range found {
		b.WriteString(f.Text() + "\n")
	}
	return b.String()
}

// checkNoPlaintext demands that no plaintext shows: in the cases each holds the
// word canary. A host that writes back gets its own items back.
func checkNoPlaintext(t *testing.T, text string, c testCase) {
	t.Helper()
	for _, item := range c.items() {
		text = strings.ReplaceAll(text, strings.TrimSuffix(strings.ReplaceAll(item, "\n", "\n  "), "  "), "")
	}
	for _, form := range []string{"canary", base64.StdEncoding.EncodeToString([]byte("canary"))} {
		if strings.Contains(text, form) {
			t.Errorf("a plaintext shows:\n%s", text)
		}
	}
}

// checkOrder demands that the order of items makes no difference to what is
// made of them.
func checkOrder(t *testing.T, c testCase, want []byte) {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		items := c.items()
		random.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		got, _, _ := marked.Run(c.list(items))
		if diff := cmp.Diff(sortedLines(want), sortedLines(got)); diff != "" {
			t.Errorf("another order of items (-want +got):\n%s", diff)
		}
	}
}

func sortedLines(text []byte) map[string]int {
	out := map[string]int{}
	for line := range strings.Lines(string(text)) {
		out[strings.TrimLeft(line, "- ")]++
	}
	return out
}

// checkRepeat demands that a second run over the output changes nothing.
func checkRepeat(t *testing.T, c testCase, once []byte) {
	t.Helper()
	first, _, _ := strings.Cut(string(once), "results:\n")
	twice, _, _ := marked.Run([]byte(first))
	second, _, _ := strings.Cut(string(twice), "results:\n")
	if diff := cmp.Diff(first, second); diff != "" && c.file("config.yaml") == nil {
		t.Errorf("a second run (-first +second):\n%s", diff)
	}
}

var emptyArchive = new(txtar.Archive)
