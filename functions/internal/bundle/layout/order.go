// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package layout decides where emitted objects stand: their order, the file of
// each in a kpt package, and the file of each rank in a rendered folder.
package layout

import (
	"cmp"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// Rank is a step of applying a bundle by hand: everything of one rank can be
// sent to the API server at once, when the ranks before it are there.
type Rank int

// The ranks, in the order they are applied.
const (
	// Definitions: Namespaces and CRDs. No client can create a CRD and its
	// objects in one request.
	Definitions Rank = iota
	// Controllers: accounts, rights, policies and the controllers of Flux.
	Controllers
	// Secrets: credentials, sealed or not.
	Secrets
	// Sources: what Flux fetches.
	Sources
	// Notifications: whom Flux tells, and who wakes it. They come before what
	// they tell of.
	Notifications
	// Kustomizations: what Flux applies.
	Kustomizations
	// HelmReleases: the charts that Flux installs.
	HelmReleases
	// Images: what Flux looks for in registries and writes to Git.
	Images
	// Records: what programs of others read.
	Records
	// Sync: with what Flux manages the bundle itself. It is apart, so that a
	// cluster can be started with the first two ranks and this one.
	Sync
	// Endpoints: what the bundle has to reach, for people and programs outside of
	// the cluster.
	Endpoints
)

// Ranks lists all ranks in their order.
var Ranks = []Rank{Definitions, Controllers, Secrets, Sources, Notifications, Kustomizations, HelmReleases, Images, Records, Sync, Endpoints}

// File is the name of the rank's file in a rendered folder. The numbers make
// kubectl apply -f, which reads a folder by name, apply them in order.
func (r Rank) File() string {
	return [...]string{
		"00-definitions.yaml", "10-controllers.yaml", "20-secrets.yaml", "30-sources.yaml", "35-notifications.yaml",
		"40-kustomizations.yaml", "43-helmreleases.yaml", "46-images.yaml", "48-fluxconfigs.yaml", "50-sync.yaml", "60-endpoints.yaml",
	}[r]
}

// position refines the rank: within Controllers, an account comes before what
// runs under it.
type position struct {
	rank  Rank
	order int
}

var positions = map[string]position{
	"Namespace":                {Definitions, 0},
	"CustomResourceDefinition": {Definitions, 1},
	"ServiceAccount":           {Controllers, 0},
	"ClusterRole":              {Controllers, 1},
	"Role":                     {Controllers, 1},
	"ClusterRoleBinding":       {Controllers, 2},
	"RoleBinding":              {Controllers, 2},
	"ConfigMap":                {Controllers, 3},
	"PersistentVolumeClaim":    {Controllers, 3},
	"ResourceQuota":            {Controllers, 3},
	"NetworkPolicy":            {Controllers, 3},
	"Service":                  {Controllers, 4},
	"Deployment":               {Controllers, 5},
	"ExternalSecret":           {Secrets, 0},
	"SealedSecret":             {Secrets, 0},
	"Secret":                   {Secrets, 0},
	"GitRepository":            {Sources, 0},
	"Bucket":                   {Sources, 0},
	"OCIRepository":            {Sources, 0},
	"HelmRepository":           {Sources, 0},
	"HelmChart":                {Sources, 1},
	"ExternalArtifact":         {Sources, 1},
	"ArtifactGenerator":        {Sources, 2},
	"Provider":                 {Notifications, 0},
	"Alert":                    {Notifications, 1},
	"Receiver":                 {Notifications, 1},
	"Kustomization":            {Kustomizations, 0},
	"HelmRelease":              {HelmReleases, 0},
	"ImageRepository":          {Images, 0},
	"ImagePolicy":              {Images, 1},
	"ImageUpdateAutomation":    {Images, 2},
	"FluxConfig":               {Records, 0},
}

// RankOf returns the rank of an emitted object.
func RankOf(o owner.Object) Rank { return at(o).rank }

func at(o owner.Object) position {
	p, known := positions[o.Kind]
	if !known {
		panic("layout: internal error: kind " + o.Kind + " has no rank")
	}
	switch {
	case isSync(o):
		return position{Sync, int(p.rank)}
	case isEndpoints(o):
		return position{Endpoints, 0}
	default:
		return p
	}
}

// isSync reports whether the object is part of the root sync: sources and
// Kustomizations belong to it or to a configuration.
func isSync(o owner.Object) bool {
	return len(o.Owners) > 0 && o.Owners[0].Kind == v1alpha1.KindFluxExtension && positions[o.Kind].rank >= Sources
}

// isEndpoints reports whether the object lists the endpoints or the images: the
// only ConfigMaps that a FluxBundle yields.
func isEndpoints(o owner.Object) bool {
	return len(o.Owners) > 0 && o.Owners[0].Kind == v1alpha1.KindFluxBundle && o.Kind == "ConfigMap"
}

// Sort returns the objects in the order they are applied: by rank, inside a
// rank by namespace and name.
func Sort(objects []owner.Object) []owner.Object {
	type entry struct {
		position
		object *owner.Object
	}
	entries := make([]entry, len(objects))
	for i := range objects {
		entries[i] = entry{at(objects[i]), &objects[i]}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		return cmp.Or(
			cmp.Compare(a.rank, b.rank),
			cmp.Compare(a.order, b.order),
			cmp.Compare(a.object.Namespace, b.object.Namespace),
			cmp.Compare(a.object.Name, b.object.Name),
			cmp.Compare(a.object.Kind, b.object.Kind),
			cmp.Compare(a.object.APIVersion, b.object.APIVersion),
		)
	})
	out := make([]owner.Object, len(entries))
	for i, e := range entries {
		out[i] = *e.object
	}
	return out
}
