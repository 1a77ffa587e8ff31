// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions"
)

// seed adds the files of the archives whose names match.
func seed(f *testing.F, archives, names string) {
	f.Helper()
	paths, err := filepath.Glob(archives)
	if err != nil || len(paths) == 0 {
		f.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if ok, _ := filepath.Match(names, file.Name); ok {
				f.Add(file.Data)
			}
		}
	}
}

// FuzzRun: whatever comes in, either there is an error and every item goes out
// as it came in, or the output is a list that the SDK reads, that has every
// item which is not ours, and that a second run does not change.
func FuzzRun(f *testing.F) {
	seed(f, "testdata/lists/*.txtar", "list.yaml")
	f.Fuzz(func(t *testing.T, input []byte) {
		output, outcome := functions.Run(input)
		if output == nil {
			if !outcome.Failed {
				t.Fatal("no output and no error")
			}
			return
		}
		if _, err := fn.ParseResourceList(output); err != nil {
			t.Fatalf("%v\n%s", err, output)
		}
		want, inJSON := foreign(input, outcome.Failed)
		if got, _ := foreign(output, outcome.Failed); inJSON {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("items that are not ours changed (-want +got):\n%s", diff)
			}
		}
		if outcome.Failed {
			return
		}
		again, _ := functions.Run(output)
		if a, b := withoutResults(t, again), withoutResults(t, output); !bytes.Equal(a, b) {
			t.Fatalf("a second run changes the output:\n%s\nfirst:\n%s", a, b)
		}
	})
}

// foreign returns the items of a list that are not ours, or all of them, and
// whether JSON can say what is in them.
func foreign(list []byte, all bool) (items []any, inJSON bool) {
	var l struct {
		Items []map[string]any `yaml:"items"`
	}
	var node yaml.Node
	if yaml.Unmarshal(list, &l) != nil || yaml.Unmarshal(list, &node) != nil || !hasStringKeys(&node) {
		return nil, false
	}
	var out []any
	for _, item := range l.Items {
		metadata, _ := item["metadata"].(map[string]any)
		annotations, _ := metadata["annotations"].(map[string]any)
		apiVersion, _ := item["apiVersion"].(string)
		by, _ := annotations["fluxbundle.io/owner"].(string)
		if !all && (strings.HasPrefix(by, "Flux") || annotations["config.kubernetes.io/local-config"] != nil ||
			strings.HasPrefix(apiVersion, "fluxbundle.io/")) {
			continue
		}
		out = append(out, item)
	}
	return out, true
}

func hasStringKeys(n *yaml.Node) bool {
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 && child.ShortTag() != "!!str" && child.ShortTag() != "!!merge" {
			return false
		}
		if !hasStringKeys(child) {
			return false
		}
	}
	return true
}

// FuzzRender: inputs of any kind yield a bundle or an error, never both, and
// neither only with the warning that there is nothing to do; and the same the
// second time.
func FuzzRender(f *testing.F) {
	seed(f, "testdata/inputs/*.txtar", "*.yaml")
	f.Fuzz(func(t *testing.T, input []byte) {
		inputs := []functions.File{{Path: "in.yaml", Data: input}}
		files, outcome := functions.Render(inputs, nil)
		nothing := !outcome.Failed && strings.Contains(lines(outcome.Lines), "(NothingToDo)")
		if !nothing && outcome.Failed == (len(files) > 0) {
			t.Fatalf("failed is %t with %d files\n%s", outcome.Failed, len(files), lines(outcome.Lines))
		}
		again, outcomeAgain := functions.Render(inputs, nil)
		if !bytes.Equal(join(files), join(again)) || lines(outcome.Lines) != lines(outcomeAgain.Lines) {
			t.Fatal("a second render differs")
		}
		for _, doc := range split(join(files)) {
			parse(t, doc)
		}
	})
}
