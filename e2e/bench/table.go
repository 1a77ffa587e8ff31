// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// row is one comparison.
type row struct {
	name, ours, peer   string
	oursCost, peerCost cost
	// target is the largest ratio that is accepted, 0 when there is none.
	target float64
}

// printTable writes the rows, aligned.
func printTable(w io.Writer, rows []row) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "case\tours\tms\tMiB\tpeer\tms\tMiB\tratio\ttarget\t")
	for _, r := range rows {
		ratio := float64(r.oursCost.cpu) / float64(r.peerCost.cpu)
		target, verdict := "-", ""
		if r.target > 0 {
			target, verdict = fmt.Sprintf("%.3f", r.target), "ok"
			if ratio > r.target {
				verdict = "over"
			}
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%.3f\t%s\t%s\n", r.name, r.ours, r.oursCost, r.peer+"\t"+r.peerCost.String(), ratio, target, verdict)
	}
	return table.Flush()
}

// String returns milliseconds and mebibytes, as two cells.
func (c cost) String() string {
	return fmt.Sprintf("%.1f\t%d", float64(c.cpu.Microseconds())/1000, c.memory>>20)
}
