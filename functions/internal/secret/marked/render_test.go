// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package marked_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fluxbundle/fluxbundle/functions/internal/secret/marked"
)

// files are the items of a case as one file each.
func files(items []string) []marked.File {
	var out []marked.File
	for i, item := range items {
		out = append(out, marked.File{Path: string(rune('a'+i)) + ".yaml", Data: []byte(item)})
	}
	return out
}

func TestRender(t *testing.T) {
	t.Parallel()
	items := readCase(t, "testdata/shared-file.txtar").items()
	first, found := marked.Render(files(items), marked.Options{})
	if found.Failed() || len(first) != 2 || first[0].Path != "other/db.yaml" || first[1].Path != "shop/db.yaml" {
		t.Fatalf("%d files:\n%s", len(first), lines(found))
	}
	for _, file := range first {
		if !marked.IsSealed(file.Data) || strings.Contains(string(file.Data), "canary") {
			t.Errorf("%s:\n%s", file.Path, file.Data)
		}
	}
	// Without the plaintexts the files stay, also when they are read twice.
	policy, _, _, _ := split(items)
	second, found := marked.Render(append(files(policy), first[0]), marked.Options{Earlier: first})
	if diff := cmp.Diff(first, second); diff != "" || strings.Count(lines(found), "CarriedOver") != 2 {
		t.Errorf("%s (-want +got):\n%s", lines(found), diff)
	}
}

func TestRenderPlaintext(t *testing.T) {
	t.Parallel()
	items := readCase(t, "testdata/plaintext.txtar").items()
	if out, found := marked.Render(files(items), marked.Options{}); len(out) > 0 || !strings.Contains(lines(found), "PlaintextSecret") {
		t.Errorf("%d files are written: %s", len(out), lines(found))
	}
	out, found := marked.Render(files(items), marked.Options{Shown: true})
	if len(out) != 1 || !strings.Contains(string(out[0].Data), "Y2FuYXJ5LXVzZXI=") || !strings.Contains(lines(found), "[warning]") || !strings.Contains(lines(found), "IS NOT SEALED") {
		t.Errorf("%s:\n%v", lines(found), out)
	}
	if strings.Contains(lines(found), "canary") {
		t.Errorf("a plaintext shows: %s", lines(found))
	}
}

func TestRenderRefuses(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, want string }{
		"nothing": {"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n", "NothingToDo"},
		"no YAML": {"a: b: canary", "UnreadableInput"},
		"an anchor bomb": {"apiVersion: v1\nkind: Secret\nmetadata:\n  annotations: {config.kubernetes.io/local-config: 'true', fluxbundle.io/sealing-policy: p}\n  name: a\n  namespace: a\n" +
			"stringData: &a {a: *a}\n", "Missing"},
	} {
		out, found := marked.Render([]marked.File{{Path: "in.yaml", Data: []byte(test.text)}}, marked.Options{})
		if len(out) > 0 || !found.Failed() || !strings.Contains(lines(found), test.want) || strings.Contains(lines(found), "canary") {
			t.Errorf("%s: %d files, %s", name, len(out), lines(found))
		}
	}
}

// Any list gives its items back or an error, and shows no plaintext.
func FuzzRun(f *testing.F) {
	for _, name := range []string{"kpt", "transformer", "generator", "bad-places", "external", "no-data"} {
		c := testCase{"", mustParse(f, "testdata/"+name+".txtar")}
		f.Add(string(c.list(c.items())))
	}
	f.Fuzz(func(t *testing.T, list string) {
		out, found, _ := marked.Run([]byte(list))
		if len(out) == 0 && !found.Failed() {
			t.Error("there is neither output nor an error")
		}
		if strings.Contains(lines(found), "canary-p") {
			t.Errorf("a plaintext shows: %s", lines(found))
		}
	})
}
