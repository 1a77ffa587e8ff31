// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package installation

import (
	"cmp"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// Tuning is how one controller differs from the default. The zero value of a
// field leaves the default.
type Tuning struct {
	// Component is the controller.
	Component flux.Component
	// LogLevel is the value of --log-level, and LogEncoding that of
	// --log-encoding.
	LogLevel, LogEncoding string
	// Replicas are the pods.
	Replicas int64
	// Resources are those of the container.
	Resources Resources
	// Flags are flags of the controller by name, without dashes. One that the
	// controller has anyway is replaced.
	Flags manifest.Pairs
	// Gates are feature gates and "true" or "false". A gate that the controller
	// does not know keeps it from starting.
	Gates manifest.Pairs
	// Scheduling is what decides on which nodes the pods run.
	Scheduling Scheduling
	// PodLabels and PodAnnotations are added to the pods.
	PodLabels, PodAnnotations manifest.Pairs
	// MemoryTemp puts /tmp into memory, which counts against the memory limit.
	MemoryTemp bool
}

// Resources are the resources of a container, as Kubernetes writes them.
type Resources struct {
	Limits, Requests Amounts
}

// Amounts are quantities of resources; empty is the default.
type Amounts struct {
	CPU, Memory string
}

// DefaultResources are the resources of c when nothing tunes it
// (config/manager/deployment.yaml in the controllers' repositories).
func DefaultResources(c flux.Component) Resources {
	r := Resources{
		Limits:   Amounts{CPU: "1000m", Memory: "1Gi"},
		Requests: Amounts{CPU: "100m", Memory: "64Mi"},
	}
	if c == flux.SourceController || c == flux.SourceWatcher {
		r.Requests.CPU = "50m"
	}
	return r
}

// Or is r with what it leaves out taken from other.
func (r Resources) Or(other Resources) Resources {
	return Resources{Limits: r.Limits.or(other.Limits), Requests: r.Requests.or(other.Requests)}
}

func (a Amounts) or(other Amounts) Amounts {
	return Amounts{CPU: cmp.Or(a.CPU, other.CPU), Memory: cmp.Or(a.Memory, other.Memory)}
}

// Of is the amount of cpu or memory.
func (a Amounts) Of(resource string) string {
	if resource == "cpu" {
		return a.CPU
	}
	return a.Memory
}

// Over is t with what it leaves out taken from other.
func (t Tuning) Over(other Tuning) Tuning {
	t.LogLevel = cmp.Or(t.LogLevel, other.LogLevel)
	t.LogEncoding = cmp.Or(t.LogEncoding, other.LogEncoding)
	t.Replicas = cmp.Or(t.Replicas, other.Replicas)
	t.Resources = t.Resources.Or(other.Resources)
	t.Flags = other.Flags.With(t.Flags...)
	t.Gates = other.Gates.With(t.Gates...)
	t.Scheduling = other.Scheduling.With(t.Scheduling)
	t.PodLabels = other.PodLabels.With(t.PodLabels...)
	t.PodAnnotations = other.PodAnnotations.With(t.PodAnnotations...)
	t.MemoryTemp = t.MemoryTemp || other.MemoryTemp
	return t
}

// Tuning returns how c is tuned.
func (o Options) Tuning(c flux.Component) Tuning {
	for _, t := range o.Tunings {
		if t.Component == c {
			return t
		}
	}
	return Tuning{Component: c}
}

// Tuned is o with t in place of the tuning of the same component.
func (o Options) Tuned(t Tuning) Options {
	o.Tunings = slices.DeleteFunc(slices.Clone(o.Tunings), func(other Tuning) bool {
		return other.Component == t.Component
	})
	o.Tunings = append(o.Tunings, t)
	return o
}
