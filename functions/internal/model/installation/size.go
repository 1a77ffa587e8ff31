// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package installation

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// Size is a profile of resources and concurrency; empty is none.
type Size string

// The profiles of FluxInstance (https://fluxoperator.dev/docs/crd/fluxinstance/),
// for about as many applications as the comments say.
const (
	// Small is for a hundred.
	Small Size = "small"
	// Medium is for five hundred.
	Medium Size = "medium"
	// Large is for thousands.
	Large Size = "large"
)

// profile is what a size sets.
type profile struct {
	// all are the resources of every controller, deployers those of kustomize-
	// and helm-controller, source those of source-controller.
	all, deployers, source Resources
	// deployerFlags and sourceFlags are theirs.
	deployerFlags, sourceFlags manifest.Pairs
}

func resourcesOf(requestedMemory, cpu, memory string) Resources {
	return Resources{
		Requests: Amounts{CPU: "100m", Memory: requestedMemory},
		Limits:   Amounts{CPU: cpu, Memory: memory},
	}
}

// concurrency are flags of controllers that depend on each other's objects.
func concurrency(workers, requeue string) manifest.Pairs {
	return manifest.Pairs{{Key: "concurrent", Value: workers}, {Key: "requeue-dependency", Value: requeue}}
}

// helmCache are the flags of the cache of Helm indexes.
func helmCache(indexes string) manifest.Pairs {
	return manifest.Pairs{
		{Key: "helm-cache-max-size", Value: indexes},
		{Key: "helm-cache-purge-interval", Value: "60m"},
		{Key: "helm-cache-ttl", Value: "720m"},
	}
}

// profile returns what the size sets, nothing for none.
func (s Size) profile() profile {
	switch s {
	case Small:
		all := resourcesOf("64Mi", "1000m", "512Mi")
		return profile{
			all: all, deployers: all, source: all,
			deployerFlags: concurrency("5", "10s"), sourceFlags: helmCache("10"),
		}
	case Medium:
		busy := resourcesOf("128Mi", "2000m", "1Gi")
		return profile{
			deployers: busy, source: busy,
			deployerFlags: concurrency("10", "5s"),
			sourceFlags:   helmCache("50").With(manifest.Pair{Key: "concurrent", Value: "5"}),
		}
	case Large:
		return profile{
			deployers: resourcesOf("256Mi", "3000m", "3Gi"), source: resourcesOf("256Mi", "2000m", "2Gi"),
			deployerFlags: concurrency("20", "5s"),
			sourceFlags:   helmCache("100").With(manifest.Pair{Key: "concurrent", Value: "10"}),
		}
	}
	return profile{}
}

// Resources are those that the size gives a controller; what it leaves alone is
// empty.
func (s Size) Resources(c flux.Component) Resources {
	p := s.profile()
	switch c {
	case flux.KustomizeController, flux.HelmController:
		return p.deployers
	case flux.SourceController:
		return p.source
	default:
		return p.all
	}
}

// Flags are the flags that the size gives a controller.
func (s Size) Flags(c flux.Component) manifest.Pairs {
	p := s.profile()
	switch c {
	case flux.KustomizeController, flux.HelmController:
		return p.deployerFlags
	case flux.SourceController:
		return p.sourceFlags
	default:
		return nil
	}
}
