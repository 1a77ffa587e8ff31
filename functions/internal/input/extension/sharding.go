// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"slices"
	"strconv"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// longestShard leaves room for the longest name of a controller and a hyphen in
// the name of a Service.
const longestShard = 63 - len(flux.ImageAutomationController) - 1

// sharding resolves the shards.
func (r *resolver) sharding(s *v1alpha1.ExtensionSharding) {
	if s == nil {
		return
	}
	if s.Key != "" && !isKey(s.Key) {
		r.error(report.InvalidName, problem{report.Quote(s.Key) + " is not a valid key of a label", labelKey}, "spec", "sharding", "key")
	}
	for i, shard := range s.Shards {
		field := []string{"spec", "sharding", "shards", strconv.Itoa(i)}
		switch {
		case !input.IsNamespace(shard) || len(shard) > longestShard:
			r.error(report.InvalidName, problem{
				report.Quote(shard) + " is not a valid name of a shard",
				"accepted are up to " + strconv.Itoa(longestShard) + " lower case letters, digits and hyphens, which end the names of the Deployments",
			}, field...)
		case slices.Contains(s.Shards[:i], shard):
			r.error(report.Contradiction, problem{report.Quote(shard) + " is there twice", "remove one"}, field...)
		}
	}
	persistent := s.Storage == "Persistent"
	if persistent && r.options.Storage.Size == "" {
		r.error(report.MissingField, problem{"the shards need the size of their volumes", "set storage.size, or Ephemeral"}, "spec", "sharding", "storage")
	}
	shards := slices.Clone(s.Shards)
	slices.Sort(shards)
	r.options.Sharding = installation.Sharding{Key: s.Key, Shards: shards, Persistent: persistent}
}
