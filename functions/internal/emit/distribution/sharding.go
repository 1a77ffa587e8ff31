// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// shards reports whether c runs once more for each shard. notification-controller
// does not: its objects refer to those of all shards.
func shards(c flux.Component) bool { return c != flux.NotificationController }

// sharded returns w, which does what belongs to no shard, and one workload for
// each shard.
func (in installer) sharded(w workload) []workload {
	if len(in.Sharding.Shards) == 0 || !shards(w.component) {
		return []workload{w}
	}
	out := []workload{w}
	out[0].flags = w.flags.set(watchLabels, "!"+in.Sharding.LabelKey())
	for _, shard := range in.Sharding.Shards {
		out = append(out, in.shard(w, shard))
	}
	return out
}

// shardRole marks the objects of shards, as in Flux's documentation.
var shardRole = manifest.Pair{Key: "sharding.fluxcd.io/role", Value: "shard"}

// marked returns the objects of w, marked if it is a shard.
func (w workload) marked(objects []manifest.Object) []manifest.Object {
	if w.shard == "" {
		return objects
	}
	for i, o := range objects {
		objects[i].Annotations = o.Annotations.With(shardRole)
	}
	return objects
}

const watchLabels = "watch-label-selector"

// shard returns the copy of w that reconciles the objects of a shard.
func (in installer) shard(w workload, shard string) workload {
	w.shard = shard
	w.name += "-" + shard
	w.podLabels = w.podLabels.With(manifest.Pair{Key: "app", Value: w.name})
	w.podAnnotations = w.podAnnotations.With(shardRole)
	w.flags = w.flags.set(watchLabels, in.Sharding.LabelKey()+"="+shard)
	if w.artifacts {
		w.flags = w.flags.set("storage-adv-addr", in.serviceHost(w.name))
	}
	return w
}
