// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package installation

// DefaultShardKey is the label that Flux's documentation shards by
// (https://fluxcd.io/flux/installation/configuration/sharding/).
const DefaultShardKey = "sharding.fluxcd.io/key"

// Sharding runs controllers once more for each shard.
type Sharding struct {
	// Key of the label that assigns an object to a shard; DefaultShardKey when
	// empty.
	Key string
	// Shards are their names; without any, nothing is sharded.
	Shards []string
	// Persistent keeps the artifacts of the shards on volumes of their own, where
	// the installation has a Storage.
	Persistent bool
}

// LabelKey is the label that assigns an object to a shard.
func (s Sharding) LabelKey() string {
	if s.Key == "" {
		return DefaultShardKey
	}
	return s.Key
}

// Storage is a volume that outlives the pod of source-controller.
type Storage struct {
	// Size of the volume; without it there is none.
	Size string
	// Class is the StorageClass, that of the cluster when empty.
	Class string
}
