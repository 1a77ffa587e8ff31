// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package graph_test

import (
	"reflect"
	"strconv"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux/graph"
)

func TestCycles(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		edges map[string][]string
		nodes []string
		want  [][]string
	}{
		{"none", map[string][]string{"a": {"b", "c"}, "b": {"c"}}, []string{"a", "b", "c"}, nil},
		{"self", map[string][]string{"a": {"a"}}, []string{"a"}, [][]string{{"a", "a"}}},
		{"named whole", map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"a"}}, []string{"a", "b", "c"}, [][]string{{"a", "b", "c", "a"}}},
		{"behind an entry", map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"b"}}, []string{"a", "b", "c"}, [][]string{{"b", "c", "b"}}},
		{"two apart", map[string][]string{"a": {"b"}, "b": {"a"}, "c": {"c"}}, []string{"a", "b", "c"}, [][]string{{"a", "b", "a"}, {"c", "c"}}},
		{"unknown nodes", map[string][]string{"a": {"x"}}, []string{"a"}, nil},
	} {
		got := graph.Cycles(tt.nodes, func(n string) []string { return tt.edges[n] })
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// A chain may be longer than a stack of calls.
func TestLongChain(t *testing.T) {
	t.Parallel()
	const n = 200_000
	nodes := make([]string, n)
	for i := range nodes {
		nodes[i] = strconv.Itoa(i)
	}
	cycles := graph.Cycles(nodes, func(node string) []string {
		i, _ := strconv.Atoi(node)
		return []string{strconv.Itoa((i + 1) % n)}
	})
	if len(cycles) != 1 || len(cycles[0]) != n+1 {
		t.Errorf("%d cycles", len(cycles))
	}
}
