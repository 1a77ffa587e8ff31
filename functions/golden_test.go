// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

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

	"github.com/fluxbundle/fluxbundle/functions"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestInputs runs testdata/inputs/*.txtar: files with inputs, and what they
// yield. Each archive begins with the reason it exists and has
//
//	*.yaml      inputs, any number of files
//	show        kinds of the distribution that want.yaml shows in full; the
//	            others are listed by name, as they are the same in every case
//	want.yaml   the rendered stream; there is none in a case that fails
//	want.txt    the results as text
//
// Every case is also run in every host, twice, and with its inputs shuffled.
func TestInputs(t *testing.T) {
	t.Parallel()
	forEachArchive(t, "testdata/inputs/*.txtar", func(t *testing.T, archive *txtar.Archive) {
		inputs := section(archive, func(name string) bool {
			return strings.HasSuffix(name, ".yaml") && !strings.HasPrefix(name, "want.")
		})
		files, outcome := functions.Render(inputs, nil)
		stream := join(files)
		if outcome.Failed != (len(files) == 0) {
			t.Errorf("failed is %t and there are %d files", outcome.Failed, len(files))
		}
		expect(t, archive, "want.yaml", abridge(t, stream, string(get(archive, "show"))))
		expect(t, archive, "want.txt", lines(outcome.Lines))
		if outcome.Failed {
			checkFailure(t, inputs)
			return
		}
		checkConform(t, stream)
		checkShuffled(t, inputs, stream)
		checkHosts(t, inputs, stream)
		checkPrograms(t, inputs, stream)
	})
}

// TestLists runs testdata/lists/*.txtar: ResourceLists as hosts hand them over,
// and what they get back. Each archive has
//
//	list.yaml   the ResourceList
//	want.yaml   the one that is returned; none when the input cannot be read
//	want.txt    the results as text
//
// A case that does not fail is also run over its own output.
func TestLists(t *testing.T) {
	t.Parallel()
	forEachArchive(t, "testdata/lists/*.txtar", func(t *testing.T, archive *txtar.Archive) {
		list := get(archive, "list.yaml")
		got, outcome := functions.Run(list)
		expect(t, archive, "want.yaml", string(got))
		expect(t, archive, "want.txt", lines(outcome.Lines))
		if outcome.Failed {
			return
		}
		again, _ := functions.Run(got)
		if a, b := withoutResults(t, again), withoutResults(t, got); !bytes.Equal(a, b) {
			t.Errorf("a second run changes the output:\n%s\nfirst:\n%s", a, b)
		}
	})
}

func forEachArchive(t *testing.T, pattern string, run func(*testing.T, *txtar.Archive)) {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives in %s (%v)", pattern, err)
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
			run(t, archive)
			if *update && !t.Failed() {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// expect compares got with a file of the archive, and replaces it with -update.
func expect(t *testing.T, archive *txtar.Archive, name, got string) {
	t.Helper()
	if *update {
		set(archive, name, got)
		return
	}
	if want := string(get(archive, name)); got != want {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}

func get(archive *txtar.Archive, name string) []byte {
	for _, f := range archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

func set(archive *txtar.Archive, name, data string) {
	i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == name })
	switch {
	case i >= 0 && data == "":
		archive.Files = slices.Delete(archive.Files, i, i+1)
	case i >= 0:
		archive.Files[i].Data = []byte(data)
	case data != "":
		archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(data)})
	}
}

func section(archive *txtar.Archive, match func(string) bool) []functions.File {
	var files []functions.File
	for _, f := range archive.Files {
		if match(f.Name) {
			files = append(files, functions.File{Path: f.Name, Data: f.Data})
		}
	}
	return files
}

func lines(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(line + "\n")
	}
	return b.String()
}

// join is what flux-bundle render writes to standard output.
func join(files []functions.File) []byte {
	var out []byte
	for _, f := range files {
		out = append(out, bytes.TrimPrefix(f.Data, []byte(functions.Header))...)
	}
	return out
}

// abridge shows the objects of the distribution by name only, unless show has
// their kind.
func abridge(t *testing.T, stream []byte, show string) string {
	t.Helper()
	var b strings.Builder
	shown := strings.Fields(show)
	for _, doc := range split(stream) {
		o := parse(t, doc)
		byExtension := strings.HasPrefix(o.annotation("fluxbundle.io/owner"), "FluxExtension/") ||
			strings.HasPrefix(o.annotation("fluxbundle.io/owner"), "FluxBundle/")
		if byExtension && !slices.Contains(shown, o.Kind) {
			b.WriteString("# " + o.id() + "\n")
			continue
		}
		b.WriteString("---\n")
		b.Write(doc)
	}
	return b.String()
}

// split returns the documents of a stream.
func split(stream []byte) [][]byte {
	var docs [][]byte
	// A line of a text, such as that of PEM, can end in dashes too.
	for doc := range bytes.SplitSeq(append([]byte("\n"), stream...), []byte("\n---\n")) {
		if len(bytes.TrimSpace(doc)) > 0 {
			docs = append(docs, append(bytes.TrimPrefix(bytes.TrimSuffix(doc, []byte("\n")), []byte("\n")), '\n'))
		}
	}
	return docs
}

// checkShuffled renders the documents of the inputs in other orders.
func checkShuffled(t *testing.T, inputs []functions.File, want []byte) {
	t.Helper()
	docs := inputDocuments(inputs)
	random := rand.New(rand.NewPCG(1, 2))
	for range 10 {
		random.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		files, _ := functions.Render([]functions.File{{Path: "shuffled.yaml", Data: append(bytes.Join(docs, []byte("\n---\n")), '\n')}}, nil)
		if got := join(files); !bytes.Equal(got, want) {
			t.Fatalf("the order of the inputs changes the output:\n%s\nwant\n%s", got, want)
		}
	}
}

// inputDocuments splits the input files into documents.
func inputDocuments(inputs []functions.File) [][]byte {
	var docs [][]byte
	for _, f := range inputs {
		for doc := range bytes.SplitSeq(append([]byte("\n"), f.Data...), []byte("\n---\n")) {
			if len(bytes.TrimSpace(doc)) > 0 {
				// Without its end of line, a text at the end would be another one.
				docs = append(docs, append(bytes.TrimSpace(doc), '\n'))
			}
		}
	}
	return docs
}
