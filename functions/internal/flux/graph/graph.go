// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package graph finds cycles among things that wait for one another.
package graph

import "slices"

// Cycles returns the cycles of the graph that a walk in depth comes upon, each
// beginning and ending with the same node: none when there is none, at least one
// of those that share nodes, and at most a hundred: a graph may have more cycles
// than nodes, and mending one mends others. Nodes are visited in the order given,
// edges in the order returned, so the same graph gives the same cycles. Edges
// to unknown nodes are ignored.
func Cycles(nodes []string, edges func(string) []string) [][]string {
	w := walk{edges: edges, state: make(map[string]state, len(nodes))}
	for _, node := range nodes {
		w.state[node] = unseen
	}
	for _, node := range nodes {
		if w.state[node] == unseen {
			w.from(node)
		}
	}
	return w.cycles
}

// most is how many cycles are returned.
const most = 100

type state int

const (
	unseen state = iota + 1
	open
	done
)

type walk struct {
	edges  func(string) []string
	state  map[string]state
	cycles [][]string
}

// step is a node on the current path, and the edges that are left to follow.
type step struct {
	node string
	next []string
}

// from visits everything that can be reached. It keeps its own stack: a chain
// of dependencies may be as long as the user likes.
func (w *walk) from(start string) {
	path := []step{w.enter(start)}
	for len(path) > 0 {
		top := &path[len(path)-1]
		if len(top.next) == 0 {
			w.state[top.node] = done
			path = path[:len(path)-1]
			continue
		}
		next := top.next[0]
		top.next = top.next[1:]
		switch w.state[next] {
		case open:
			if len(w.cycles) < most {
				w.cycles = append(w.cycles, cycle(path, next))
			}
		case unseen:
			path = append(path, w.enter(next))
		case done:
		}
	}
}

func (w *walk) enter(node string) step {
	w.state[node] = open
	return step{node, w.edges(node)}
}

// cycle is the end of the path, from the node that it came back to.
func cycle(path []step, node string) []string {
	first := slices.IndexFunc(path, func(s step) bool { return s.node == node })
	var nodes []string
	for _, s := range path[first:] {
		nodes = append(nodes, s.node)
	}
	return append(nodes, node)
}
