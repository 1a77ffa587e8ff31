// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

// Fleets.
const (
	// ChooseCluster: the inputs describe several clusters, and the host takes the
	// bundle of one.
	// Cure: name it in spec.cluster of the FluxBundle or with --cluster, or render
	// to a folder.
	ChooseCluster Reason = "ChooseCluster"
	// ClusterException: an exception that belongs to one cluster.
	// Cure: none is needed; remove it when its reason is gone.
	ClusterException Reason = "ClusterException"
	// ClusterValueMisplaced: a reference to a value of the cluster where none is
	// put in.
	// Cure: move it to a value below spec.
	ClusterValueMisplaced Reason = "ClusterValueMisplaced"
	// ClusterValueType: a list or a mapping of the cluster inside of a text.
	// Cure: let the reference be the whole value, or refer to a part of it.
	ClusterValueType Reason = "ClusterValueType"
	// DuplicateCluster: two FluxClusters with one name.
	// Cure: give each a name of its own.
	DuplicateCluster Reason = "DuplicateCluster"
	// EmptySelector: a selector of clusters that says nothing.
	// Cure: leave it out for all clusters, or say which.
	EmptySelector Reason = "EmptySelector"
	// FleetShrinks: a render that would remove more clusters than one and a tenth.
	// Cure: see whether the list of clusters is complete; if so, allow the number
	// with --allow-removed.
	FleetShrinks Reason = "FleetShrinks"
	// NestedClusterValue: a value of a cluster that refers to another.
	// Cure: write the text itself.
	NestedClusterValue Reason = "NestedClusterValue"
	// NoExtensionForCluster: a cluster without a FluxExtension.
	// Cure: none is needed if Flux is installed there by other means.
	NoExtensionForCluster Reason = "NoExtensionForCluster"
	// OverrideConflict: two overrides that give one field different values in one
	// cluster.
	// Cure: let one of them say that it comes after the other.
	OverrideConflict Reason = "OverrideConflict"
	// OverrideOrder: overrides of one name, or an order that cannot be.
	// Cure: mend the names in after.
	OverrideOrder Reason = "OverrideOrder"
	// SelectsNothing: a selector that no cluster matches.
	// Cure: mend it, or say expect: {atLeast: 0}.
	SelectsNothing Reason = "SelectsNothing"
	// SelectsTooFew: a selector that matches fewer clusters than expected.
	// Cure: mend the selector or the expectation.
	SelectsTooFew Reason = "SelectsTooFew"
	// SelectsTooMany: a selector that matches more clusters than expected.
	// Cure: mend the selector or the expectation.
	SelectsTooMany Reason = "SelectsTooMany"
	// SharedSealingIdentity: two clusters for which the same is sealed in the same
	// way, so that each has the keys of the other.
	// Cure: leave sealingIdentity out, or make it of ${cluster.name}.
	SharedSealingIdentity Reason = "SharedSealingIdentity"
	// SyncPathMismatch: a root sync that does not read the folder of its cluster.
	// Cure: leave the path out, or let it end with clusters/NAME.
	SyncPathMismatch Reason = "SyncPathMismatch"
	// UnknownCluster: the name of a cluster that is not there.
	// Cure: correct the name, or add the FluxCluster.
	UnknownCluster Reason = "UnknownCluster"
	// UnknownClusterValue: a reference to something that the cluster does not have.
	// Cure: correct the name, add the value, or give a default with :=.
	UnknownClusterValue Reason = "UnknownClusterValue"
	// UnknownOverrideTarget: an exception of a cluster for an input that is not
	// there.
	// Cure: correct the kind and the name.
	UnknownOverrideTarget Reason = "UnknownOverrideTarget"
	// UnknownSelectorKey: a selector by a label that no cluster has.
	// Cure: correct the key, or label the clusters.
	UnknownSelectorKey Reason = "UnknownSelectorKey"
)
