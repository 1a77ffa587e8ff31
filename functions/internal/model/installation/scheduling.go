// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package installation

import "github.com/fluxbundle/fluxbundle/functions/internal/manifest"

// Scheduling is what decides on which nodes the pods of a controller run, in the
// words of a pod. What is empty stays as it is.
type Scheduling struct {
	// NodeSelector is added to that of the controller.
	NodeSelector manifest.Pairs
	// Tolerations are added to those that Kubernetes gives every pod.
	Tolerations manifest.List
	// Affinity is the affinity of the pods.
	Affinity manifest.Map
	// Topology are the topology spread constraints of the pods.
	Topology manifest.List
	// PriorityClass is the name of the priority class.
	PriorityClass string
}

// With returns s with what o sets.
func (s Scheduling) With(o Scheduling) Scheduling {
	s.NodeSelector = s.NodeSelector.With(o.NodeSelector...)
	if len(o.Tolerations) > 0 {
		s.Tolerations = o.Tolerations
	}
	if len(o.Affinity) > 0 {
		s.Affinity = o.Affinity
	}
	if len(o.Topology) > 0 {
		s.Topology = o.Topology
	}
	if o.PriorityClass != "" {
		s.PriorityClass = o.PriorityClass
	}
	return s
}
