// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package object_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// The entries of a mapping are those that a look-up finds, each once, however
// merge keys are nested.
func TestEntries(t *testing.T) {
	t.Parallel()
	var deep strings.Builder
	deep.WriteString("m0: &m0 {k0: 0}\n")
	for i := range 40 {
		fmt.Fprintf(&deep, "m%[1]d: &m%[1]d {<<: [*m%[2]d, *m%[2]d], k%[1]d: %[1]d}\n", i+1, i)
	}
	for _, text := range []string{
		"at: {a: 1, b: 2}",
		"x: &x {a: 1, b: 2}\nat: {<<: *x, b: 3, c: 4}",
		"x: &x {a: 1}\ny: &y {a: 2, b: 2}\nat: {<<: [*x, *y], c: 4}",
		"x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nat: {<<: [*y, *x]}",
		deep.String() + "at: *m40",
		"at: []",
	} {
		root, err := object.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		node := object.Child(root, "at")
		seen := map[string]bool{}
		for _, e := range object.Entries(node) {
			if seen[e.Key.Value] {
				t.Errorf("%.60s: %s is there twice", text, e.Key.Value)
			}
			seen[e.Key.Value] = true
			if found := object.Child(node, e.Key.Value); found != e.Value {
				t.Errorf("%.60s: %s is %v, want %v", text, e.Key.Value, e.Value, found)
			}
		}
		for _, key := range []string{"a", "b", "c", "k0", "k40"} {
			if there := object.Child(node, key) != nil; there != seen[key] {
				t.Errorf("%.60s: %s is listed: %t, want %t", text, key, seen[key], there)
			}
		}
	}
}
