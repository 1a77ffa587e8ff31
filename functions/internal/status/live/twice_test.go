// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

// Of an object that was read twice the newer state counts, whatever the order.
func TestTwice(t *testing.T) {
	t.Parallel()
	older, newer := fmt.Sprintf(item, "one", 99), fmt.Sprintf(item, "one", 100)
	for _, text := range []string{older + newer, newer + older} {
		set, _ := live.Read([]live.File{{Path: "a", Data: []byte(head + text + foot)}})
		clusters, found := set.Clusters("")
		if len(clusters) != 1 || len(found) != 1 || found[0].Reason != report.SeenTwice {
			t.Fatalf("%d clusters, %v", len(clusters), found)
		}
		id := set.Live[0].ID
		if got := clusters[0].Get(id).Text("metadata", "resourceVersion"); got != "100" {
			t.Errorf("version %s", got)
		}
	}
}

// Where nobody can tell which of two states is the newer one, both are there, in
// an order of their own, and that is said.
func TestTwiceOfOneAge(t *testing.T) {
	t.Parallel()
	one := func(version, rest string) string {
		return "- {apiVersion: g/v1, kind: A, metadata: {name: one" + version + "}, " + rest + "}\n"
	}
	const same, other = ", resourceVersion: '100'", ", resourceVersion: '99'"
	for _, tt := range []struct {
		name, a, b     string
		states, warned int
	}{
		{"the same", one(same, "spec: 1"), one(same, "spec: 1"), 1, 0},
		{"no versions, the same", one("", "spec: 1"), one("", "spec: 1"), 1, 0},
		{"null", one(same, "spec: {a: null}"), one(same, "spec: {}"), 1, 0},
		{"fields that kubectl hides", one(same+", managedFields: []", "spec: 1"), one(same, "spec: 1"), 1, 0},
		{"one version", one(same, "spec: 1"), one(same, "spec: 2"), 2, 1},
		{"no versions", one("", "spec: 1"), one("", "spec: 2"), 2, 1},
		{"no version of one", one("", "spec: 1"), one(same, "spec: 2"), 2, 1},
		{"a newer one", one(other, "spec: 1"), one(same, "spec: 2"), 1, 1},
		{"other API version", one(same, "spec: 1"), strings.Replace(one(same, "spec: 2"), "g/v1", "g/v1beta1", 1), 1, 0},
		{"three", one(other, "spec: 1") + one(same, "spec: 2"), one(same, "spec: 3"), 2, 1},
	} {
		var seen []string
		for _, text := range []string{tt.a + tt.b, tt.b + tt.a} {
			set, _ := live.Read([]live.File{{Path: "a", Data: []byte(head + text + foot)}})
			clusters, found := set.Clusters("")
			states := clusters[0].States(set.Live[0].ID)
			if len(states) != tt.states || len(found) != tt.warned || states[0] != clusters[0].Get(set.Live[0].ID) {
				t.Errorf("%s: %d states, %v", tt.name, len(states), found)
			}
			order := ""
			for _, o := range states {
				order += o.APIVersion + o.Text("spec") + " "
			}
			seen = append(seen, order)
		}
		if seen[0] != seen[1] {
			t.Errorf("%s: %s, and %s the other way round", tt.name, seen[0], seen[1])
		}
	}
}
