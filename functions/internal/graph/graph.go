// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package graph finds cycles among things that wait for one another.
package graph

import "slices"

// Cycle returns one cycle of the graph, beginning and ending with the same
// node, or nil. Nodes are visited in the order given, edges in the order
// returned, so the same graph gives the same cycle. Edges to unknown nodes are
// ignored.
func Cycle(nodes []string, edges func(string) []string) []string {
	const (
		unseen = iota
		open
		done
	)
	state := make(map[string]int, len(nodes))
	for _, node := range nodes {
		state[node] = unseen
	}
	type frame struct {
		node string
		next []string
	}
	for _, start := range nodes {
		if state[start] != unseen {
			continue
		}
		state[start] = open
		stack := []frame{{start, edges(start)}}
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if len(top.next) == 0 {
				state[top.node] = done
				stack = stack[:len(stack)-1]
				continue
			}
			next := top.next[0]
			top.next = top.next[1:]
			current, known := state[next]
			switch {
			case !known || current == done:
			case current == open:
				var path []string
				for _, f := range stack {
					path = append(path, f.node)
				}
				return append(path[slices.Index(path, next):], next)
			default:
				state[next] = open
				stack = append(stack, frame{next, edges(next)})
			}
		}
	}
	return nil
}
