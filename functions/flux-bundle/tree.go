// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"flag"
	"runtime/debug"
	"strconv"

	"github.com/fluxbundle/fluxbundle/functions"
)

// tree are the flags for fleets.
type tree struct {
	cluster string
	options functions.TreeOptions
}

func treeFlags(flags *flag.FlagSet) *tree {
	t := &tree{}
	flags.StringVar(&t.cluster, "cluster", "", "cluster of a fleet")
	flags.BoolVar(&t.options.SelfContained, "self-contained", false, "Flux in the folder of each cluster")
	flags.Func("allow-removed", "how many clusters may leave the tree", func(value string) error {
		n, err := strconv.ParseUint(value, 10, 31)
		removable := int(n)
		t.options.Removable = &removable
		return err
	})
	return t
}

const fleetPercent = 100

// render renders one bundle, or the tree of a fleet.
func (t *tree) render(inputs, previous []functions.File, stream bool) ([]functions.File, functions.Outcome) {
	switch {
	case stream:
		return functions.RenderCluster(inputs, t.cluster)
	case t.cluster == "" && functions.IsFleet(inputs):
		// A run over a fleet is long enough to collect garbage.
		debug.SetGCPercent(fleetPercent)
		return functions.RenderTree(inputs, previous, t.options)
	default:
		return functions.Render(inputs, previous)
	}
}
