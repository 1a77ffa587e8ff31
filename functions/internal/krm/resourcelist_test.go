// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package krm_test

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
)

const head = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n"

// keepAll reads a list and writes it with all items.
func keepAll(t *testing.T, text string) string {
	t.Helper()
	list, err := krm.Read([]byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	out := krm.Output{KeepConfig: true, Results: list.Results}
	for i := range list.Items {
		out.Kept = append(out.Kept, krm.Kept{Index: i})
	}
	got, err := list.Write(out)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return string(got)
}

// Lists in the form that hosts write come back byte for byte.
func TestItemsAreCopied(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"block scalars": head + "items:\n- a: |\n    # x\n    - y\n\n\n  b: >+\n    z\n\n- c: \"q\\\n    r\"\n",
		"comments":      head + "items:\n# one\n# two\n- a: 1 # three\n  # four\n# five\n- b: 2\n    # six\n",
		"indented":      head + "items:\n    - a: 1\n      b:\n      - 2\n    # about c\n    -   c: 3\n",
		"config first":  head + "items:\n- a: 1\nfunctionConfig: {kind: A, b: [1, 2]}\n",
		"config last":   head + "items: []\nfunctionConfig:\n  # about b\n  b: 1\n",
		"anchors":       head + "items:\n- a: &x {b: 1}\n  c: *x\n- a: &x [2]\n  c: *x\n",
		"dash alone":    head + "items:\n-\n  a: 1\n- # c\n  # d\n\n  b: 2\n-   # e\n  c: 3\n",
		"flow items":    head + "items:\n- {a: 1}\n- {b: [1,\n  2]}\n# about c\n- c: 3\n",
		"quoted hashes": head + "items:\n- a: \"x\n# y\"\n- b: 'x\n# y'\n- c: 3\n",
		"windows":       head + "items:\n- a: 1\r\n  b: |\r\n    c\r\n- d: 2\r\n",
	} {
		if got := keepAll(t, text); got != text {
			t.Errorf("%s: got\n%q\nwant\n%q", name, got, text)
		}
	}
}

// Lists in other forms come back with the same content.
func TestItemsAreEncoded(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, want string }{
		"flow items":        {head + "items: [{a: 1}, {b: {}}]\n", "items:\n- {a: 1}\n- {b: {}}\n"},
		"an anchor":         {head + "items:\n- &x\n  a: 1\n- *x\n", "items:\n- a: 1\n- a: 1\n"},
		"shared anchor":     {head + "items:\n- a: &x {b: 1}\n- c: *x\n", "items:\n- a: {b: 1}\n- c: {b: 1}\n"},
		"anchor in config":  {head + "items:\n- a: &x 1\nfunctionConfig:\n  b: *x\n", "items:\n- a: 1\nfunctionConfig:\n  b: 1\n"},
		"end of document":   {head + "items:\n- a: 1\n...\n", "items:\n- a: 1\n"},
		"old line breaks":   {strings.ReplaceAll(head+"items:\n- a: 1\n- b: 2\n", "\n", "\r"), "items:\n- a: 1\n- b: 2\n"},
		"unicode line ends": {head + "items:\n- a: \"x\u2028 y\"\n", "items:\n- a: \"x\\Ly\"\n"},
		"no line end":       {head + "items:\n- a: 1", "items:\n- a: 1\n"},
		"items before kind": {"items:\n- a: 1\n" + head, "items:\n- a: 1\n"},
	} {
		if got := keepAll(t, tt.text); got != head+tt.want {
			t.Errorf("%s: got\n%q\nwant\n%q", name, got, head+tt.want)
		}
	}
}

func TestHosts(t *testing.T) {
	t.Parallel()
	item := func(annotations ...string) string {
		return "- metadata:\n    annotations: {" + strings.Join(annotations, ", ") + "}\n"
	}
	const config = "functionConfig: {apiVersion: a/v1, kind: K, metadata: {name: n}}\n"
	self := "- {apiVersion: a/v1, kind: K, metadata: {name: n, annotations: {config.kubernetes.io/local-config: 'true'}}}\n"
	for name, tt := range map[string]struct {
		items string
		want  krm.Host
	}{
		"nothing":              {"", krm.Plain},
		"pipe":                 {item(), krm.Plain},
		"eval":                 {item("internal.config.kubernetes.io/path: a.yaml"), krm.Plain},
		"render":               {item("internal.config.kubernetes.io/package-path: /p"), krm.KptRender},
		"transformer":          {item("kustomize.config.k8s.io/id: y") + item("kustomize.config.k8s.io/id: x"), krm.KustomizeTransformer},
		"a copied mark":        {item() + item("kustomize.config.k8s.io/id: x"), krm.Plain},
		"a copied mark in kpt": {item("kustomize.config.k8s.io/id: x", "internal.config.kubernetes.io/package-path: /p"), krm.KptRender},
		"generator":            {self, krm.KustomizeGenerator},
		"config among others":  {self + item(), krm.Plain},
	} {
		list, err := krm.Read([]byte(head + "items:\n" + tt.items + config))
		if tt.items == "" {
			list, err = krm.Read([]byte(head + config))
		}
		if err != nil || list.Host != tt.want {
			t.Errorf("%s: host %d, %v, want %d", name, list.Host, err, tt.want)
		}
	}
}
