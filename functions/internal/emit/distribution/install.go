// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// componentLabel names the controller that an object belongs to.
const componentLabel = "app.kubernetes.io/component"

// installer is Options with everything filled in, and what follows from
// them for all objects.
type installer struct {
	installation.Options
	controllers []controller
	labels      manifest.Pairs
}

// Objects returns the objects of the installation that o describes.
func Objects(o installation.Options) []manifest.Object {
	in := newInstaller(o)
	out := []manifest.Object{in.namespace(), in.quota()}
	out = append(out, in.policies()...)
	out = append(out, in.rbac()...)
	for _, c := range in.controllers {
		out = append(out, in.crds(c)...)
		out = append(out, in.serviceAccount(c))
		for _, w := range in.workloads(c) {
			objects := append(in.services(w), in.claim(w)...)
			out = append(out, w.marked(append(objects, in.deployment(w)))...)
		}
	}
	return in.withMetadata(out)
}

func newInstaller(o installation.Options) installer {
	in := installer{Options: o.WithDefaults()}
	in.labels = in.labels.With(
		manifest.Pair{Key: "app.kubernetes.io/instance", Value: in.Namespace},
		manifest.Pair{Key: "app.kubernetes.io/part-of", Value: "flux"},
		manifest.Pair{Key: "app.kubernetes.io/version", Value: "v" + in.Release.Version},
	)
	for _, c := range controllers {
		if in.Has(c.component) {
			in.controllers = append(in.controllers, c)
		}
	}
	return in
}

// labelsOf are the labels of the objects of c.
func (in installer) labelsOf(c controller) manifest.Pairs {
	return in.labels.With(manifest.Pair{Key: componentLabel, Value: string(c.component)})
}

func (in installer) namespace() manifest.Object {
	return manifest.Object{
		APIVersion:  "v1",
		Kind:        "Namespace",
		Name:        in.Namespace,
		Labels:      in.labels.With(in.podSecurity()...),
		Annotations: owner.Keep,
	}
}

// quota admits the priority class of the critical controllers, which some
// clusters allow only where a quota names it.
func (in installer) quota() manifest.Object {
	return manifest.Object{
		APIVersion: "v1",
		Kind:       "ResourceQuota",
		Namespace:  in.Namespace,
		Name:       in.suffixed("critical-pods"),
		Labels:     in.labels,
		Body: manifest.Map{{Key: "spec", Value: manifest.Map{
			{Key: "hard", Value: manifest.Map{{Key: "pods", Value: manifest.String("1000")}}},
			{Key: "scopeSelector", Value: manifest.Map{
				{Key: "matchExpressions", Value: manifest.List{manifest.Map{
					{Key: "operator", Value: manifest.String("In")},
					{Key: "scopeName", Value: manifest.String("PriorityClass")},
					{Key: "values", Value: manifest.Strings("system-node-critical", criticalPods)},
				}}},
			}},
		}}},
	}
}

// suffixed is the name of an object that must not clash with that of another
// installation.
func (in installer) suffixed(name string) string {
	return name + "-" + in.Namespace
}
