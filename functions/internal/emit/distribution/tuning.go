// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

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
	// LogLevel is the value of --log-level.
	LogLevel string
	// Resources are those of the container.
	Resources Resources
	// Flags are flags of the controller by name, without dashes. One that the
	// controller has anyway is replaced.
	Flags manifest.Pairs
	// Gates are feature gates and "true" or "false". A gate that the controller
	// does not know keeps it from starting.
	Gates manifest.Pairs
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

// Identity is an identity of Azure that pods get through workload identity
// (https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html).
type Identity struct {
	// ClientID of the identity; without it, there is none.
	ClientID string
	// TenantID of the identity; without it, the webhook's own.
	TenantID string
}

// identityAnnotations are those of the ServiceAccount of c.
func (in installation) identityAnnotations(c controller) manifest.Pairs {
	if in.Identity.ClientID == "" || !c.component.AsksAzure() {
		return nil
	}
	annotations := manifest.Pairs{{Key: "azure.workload.identity/client-id", Value: in.Identity.ClientID}}
	if in.Identity.TenantID != "" {
		annotations = annotations.With(manifest.Pair{Key: "azure.workload.identity/tenant-id", Value: in.Identity.TenantID})
	}
	return annotations
}

// podLabels are those of the pods of c.
func (in installation) podLabels(c controller) manifest.Pairs {
	labels := in.labelsOf(c).With(manifest.Pair{Key: "app", Value: string(c.component)})
	if in.Identity.ClientID != "" && c.component.AsksAzure() {
		labels = labels.With(manifest.Pair{Key: "azure.workload.identity/use", Value: "true"})
	}
	return labels
}
