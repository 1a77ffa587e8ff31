// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live_test

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

// What is in a list inside a list is live too, its kind was read, and an alias
// to a list has no other objects than the list.
func TestNestedLists(t *testing.T) {
	t.Parallel()
	const one, two = `{"kind":"A","metadata":{"name":"one"}}`, `{"kind":"A","metadata":{"name":"two"}}`
	for _, tt := range []struct {
		name, text, want string
		kinds            int
	}{
		{"lists", "---\n{kind: List, items: [{kind: List, items: [" + one + "]}, " + two + "]}", "one two", 0},
		{"lists of a kind", "---\n{kind: List, items: [{apiVersion: v1, kind: BList, items: []}, {apiVersion: v1, kind: AList, metadata: {resourceVersion: ''}, items: [" + one + "]}]}", "one", 2},
		{"deep", "---\n{kind: List, items: [{kind: List, items: [{kind: List, items: [" + one + "]}]}]}", "one", 0},
		{"JSON", `{"kind":"List","items":[{"apiVersion":"v1","kind":"AList","items":[` + one + `,3]},{"kind":"List","items":[{"kind":"List","items":[` + two + `]}]}]}`, "one two", 1},
		{"a kind with such a name", "---\n" + `{kind: List, items: [{kind: AllowList, metadata: {name: one}, items: [` + two + "]}]}", "one", 0},
		{"its JSON", `{"kind":"List","items":[{"kind":"AllowList","metadata":{"name":"one"},"items":[` + two + "]}]}", "one", 0},
		{"aliases", "kind: List\nitems:\n- kind: List\n  items: &a [" + one + "]\n- kind: List\n  items: &b [{kind: List, items: *a}, {kind: List, items: *a}]\n- {kind: List, items: *b}\n", "one", 0},
		{"circle", "kind: List\nitems: &a\n- {kind: List, items: *a}\n- " + one + "\n", "one", 0},
	} {
		set, found := live.Read([]live.File{{Path: "live", Data: []byte(tt.text)}})
		var names []string
		for _, o := range set.Live {
			names = append(names, o.Name)
		}
		// The list around them is of no kind.
		if got := strings.Join(names, " "); got != tt.want || len(found) > 0 || len(set.Kinds) != tt.kinds {
			t.Errorf("%s: %q, %v, kinds %v", tt.name, got, found, set.Kinds)
		}
	}
}
