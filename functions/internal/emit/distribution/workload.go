// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
)

// workload is one Deployment of a controller as a value: everything in it that
// an option can change.
type workload struct {
	controller
	// name is that of the Deployment, and of the app that its selector matches.
	name string
	// shard is the one that it works for, empty for what belongs to none.
	shard string
	// image is the reference of the image, and pullSecret the name of the Secret
	// that it is pulled with, if it needs one.
	image, pullSecret string
	// replicas are the pods.
	replicas manifest.Int
	// flags are the command line.
	flags flags
	// environment are the variables of the container.
	environment manifest.List
	// mounts are the volumes of the pod and where the container has them.
	mounts []mount
	// podLabels and podAnnotations are those of the pods.
	podLabels, podAnnotations manifest.Pairs
	// resources are those of the container.
	resources installation.Resources
	// security are the security contexts.
	security security
	// scheduling decides on which nodes the pods run.
	scheduling installation.Scheduling
}

// mount is a volume of a pod and where the container has it.
type mount struct {
	name, path string
	// source is what the volume is of, as a pod has it: emptyDir, configMap.
	source manifest.Field
	// readOnly mounts cannot be written.
	readOnly bool
}

// security are the security contexts of a pod and of its container.
type security struct {
	pod, container manifest.Map
}

// option changes a workload as the options of the installation ask for.
type option func(installer, workload) workload

// options are in the order in which they apply: where two set the same, the
// later one wins, and what a user sets for one controller comes last.
var options = []option{
	withImage,
	withArtifacts,
	withOpenShift,
	withStorage,
	withObjectIdentity,
	withLockDown,
	withAzureIdentity,
	withProxy,
	withAuthorities,
	withSize,
	withTuning,
}

// workloads returns the Deployments of c as values.
func (in installer) workloads(c controller) []workload {
	out := in.sharded(in.workload(c))
	for i := range out {
		for _, apply := range options {
			out[i] = apply(in, out[i])
		}
	}
	return out
}

// workload returns the Deployment of a controller as flux install has it,
// without its image.
func (in installer) workload(c controller) workload {
	w := workload{
		controller: c,
		name:       string(c.component),
		replicas:   1,
		flags:      in.flags(c),
		podLabels:  manifest.Pairs{{Key: "app", Value: string(c.component)}},
		podAnnotations: manifest.Pairs{
			{Key: "prometheus.io/port", Value: metricsPort.text()},
			{Key: "prometheus.io/scrape", Value: "true"},
		},
		environment: in.environment(c),
		resources:   installation.DefaultResources(c.component),
		security: security{
			pod:       manifest.Map{{Key: "fsGroup", Value: manifest.Int(1337)}},
			container: restricted(),
		},
		scheduling: installation.Scheduling{NodeSelector: manifest.Pairs{{Key: "kubernetes.io/os", Value: "linux"}}},
	}
	if !in.Release.PlainPods {
		w.podLabels = w.podLabels.With(in.labelsOf(c)...)
	}
	if c.critical {
		w.scheduling.PriorityClass = criticalPods
	}
	for _, v := range c.volumes {
		w.mounts = append(w.mounts, mount{name: v.name, path: v.path, source: emptyDir("")})
	}
	return w
}

// emptyDir is a volume that lives as long as the pod, in a medium if one is
// given.
func emptyDir(medium string) manifest.Field {
	return manifest.Field{Key: "emptyDir", Value: manifest.Map{{Key: "medium", Value: manifest.Text(medium)}}}
}

// on is w with another volume at a path where it has one.
func (w workload) on(path string, change func(mount) mount) workload {
	w.mounts = slices.Clone(w.mounts)
	for i, m := range w.mounts {
		if m.path == path {
			w.mounts[i] = change(m)
		}
	}
	return w
}

// is reports whether w runs one of the components.
func (w workload) is(components ...flux.Component) bool {
	return slices.Contains(components, w.component)
}
