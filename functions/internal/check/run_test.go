// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

const (
	item = `- apiVersion: source.toolkit.fluxcd.io/v1
  kind: GitRepository
  metadata:
    name: app # a comment
    namespace: team
    annotations:
      MARK
  spec: {interval: 10m, url: https://example.com/app}
`
	kustomize = `kustomize.config.k8s.io/id: "a: b"`
	kpt       = `internal.config.kubernetes.io/package-path: /a`
	pipe      = `a: b`
)

func list(mark, items, mode string) string {
	out := "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" + strings.ReplaceAll(items, "MARK", mark)
	if mode != "" {
		out += "functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: check\n  data:\n    mode: " + mode + "\n"
	}
	return out
}

// A host gets its items back as they came, apart from kustomize, whose
// validators have to return none.
func TestItemsComeBack(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, mark, mode string
		want             bool
	}{
		{"pipe", pipe, "", true}, {"pipe validates", pipe, "validate", true},
		{"kpt", kpt, "", true}, {"kpt validates", kpt, "validate", true},
		{"kustomize", kustomize, "", true}, {"kustomize checks", kustomize, "check", true}, {"kustomize validates", kustomize, "validate", false},
	} {
		for _, wrong := range []bool{false, true} {
			items := item
			if wrong {
				items = strings.ReplaceAll(item, "interval", "intervall")
			}
			output, found, _ := check.Run([]byte(list(tt.mark, items, tt.mode)))
			if found.Failed() != wrong {
				t.Errorf("%s: %v", tt.name, found)
			}
			if got := strings.Contains(string(output), strings.ReplaceAll(items, "MARK", tt.mark)); got != tt.want {
				t.Errorf("%s: the item is returned: %t\n%s", tt.name, got, output)
			}
			if !strings.Contains(string(output), "reason: NeededOutside") {
				t.Errorf("%s: no results\n%s", tt.name, output)
			}
		}
	}
}

func TestBadLists(t *testing.T) {
	t.Parallel()
	for input, reason := range map[string]report.Reason{
		"":                            report.UnreadableInput,
		"a: [":                        report.UnreadableInput,
		"kind: List":                  report.UnreadableInput,
		list(pipe, item, "validator"): report.InvalidValue,
		list(pipe, item, "[]"):        report.WrongType,
		strings.Replace(list(pipe, item, "check"), "kind: ConfigMap", "kind: FluxBundle", 1): report.UnsupportedKind,
	} {
		_, found, _ := check.Run([]byte(input))
		if !found.Failed() || found[0].Reason != reason {
			t.Errorf("%q: %v, want %s", input, found, reason)
		}
	}
}

// FuzzRun: whatever comes in, there is an output that the SDK reads, or an
// error; the same the second time, and never a secret in a finding.
func FuzzRun(f *testing.F) {
	f.Add([]byte(list(kustomize, item, "validate")))
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			for doc := range strings.SplitSeq(string(file.Data), "\n---\n") {
				indented := "- " + strings.ReplaceAll(strings.TrimSpace(doc), "\n", "\n  ") + "\n"
				f.Add([]byte(list(pipe, indented, "check")))
			}
		}
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		output, found, _ := check.Run(input)
		if output == nil {
			if !found.Failed() {
				t.Fatal("no output and no error")
			}
			return
		}
		if _, err := fn.ParseResourceList(output); err != nil {
			t.Fatalf("%v\n%s", err, output)
		}
		again, _, _ := check.Run(input)
		if !bytes.Equal(output, again) {
			t.Fatalf("a second run differs:\n%s\n%s", output, again)
		}
		for _, finding := range found {
			if strings.Contains(finding.Text(), "correct-horse") && finding.Reason == report.PlaintextSecret {
				t.Fatalf("a secret is shown: %s", finding.Text())
			}
		}
	})
}
