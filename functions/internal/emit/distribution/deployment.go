// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
)

// criticalPods is the priority class of the critical controllers.
const criticalPods = "system-cluster-critical"

// containerName is the container of the controller in its pod.
const containerName = "manager"

// deployment returns w as an object.
func (in installer) deployment(w workload) manifest.Object {
	spec := manifest.Map{
		{Key: "replicas", Value: w.replicas},
		{Key: "selector", Value: manifest.Map{{Key: "matchLabels", Value: selector(w.name)}}},
		{Key: "template", Value: manifest.Map{
			{Key: "metadata", Value: manifest.Map{
				{Key: "annotations", Value: w.podAnnotations.Value()},
				{Key: "labels", Value: w.podLabels.Value()},
			}},
			{Key: "spec", Value: w.pod()},
		}},
	}
	if w.artifacts {
		// Two pods would serve different artifacts under one address.
		spec = spec.With("strategy", manifest.Map{{Key: "type", Value: manifest.String("Recreate")}})
	}
	return manifest.Object{
		APIVersion: "apps/v1",
		Kind:       "Deployment",
		Namespace:  in.Namespace,
		Name:       w.name,
		Labels:     in.labelsOf(w.controller).With(manifest.Pair{Key: controlPlaneLabel, Value: "controller"}),
		Body:       manifest.Map{{Key: "spec", Value: spec}},
	}
}

func (w workload) pod() manifest.Map {
	volumes := make(manifest.List, len(w.mounts))
	for i, m := range w.mounts {
		volumes[i] = manifest.Map{m.source, {Key: "name", Value: manifest.String(m.name)}}
	}
	var pullSecrets manifest.List
	if w.pullSecret != "" {
		pullSecrets = manifest.List{manifest.Map{{Key: "name", Value: manifest.String(w.pullSecret)}}}
	}
	return manifest.Map{
		{Key: "affinity", Value: manifest.Fields(w.scheduling.Affinity)},
		{Key: "containers", Value: manifest.List{w.container()}},
		{Key: "imagePullSecrets", Value: manifest.Elements(pullSecrets)},
		{Key: "nodeSelector", Value: w.scheduling.NodeSelector.Value()},
		{Key: "priorityClassName", Value: manifest.Text(w.scheduling.PriorityClass)},
		{Key: "securityContext", Value: manifest.Fields(w.security.pod)},
		{Key: "serviceAccountName", Value: manifest.String(w.component)},
		{Key: "terminationGracePeriodSeconds", Value: w.gracePeriod},
		{Key: "tolerations", Value: manifest.Elements(w.scheduling.Tolerations)},
		{Key: "topologySpreadConstraints", Value: manifest.Elements(w.scheduling.Topology)},
		{Key: "volumes", Value: volumes},
	}
}

func (w workload) container() manifest.Map {
	mounts := make(manifest.List, len(w.mounts))
	for i, m := range w.mounts {
		mounts[i] = manifest.Map{
			{Key: "mountPath", Value: manifest.String(m.path)},
			{Key: "name", Value: manifest.String(m.name)},
			{Key: "readOnly", Value: manifest.Flag(m.readOnly)},
		}
	}
	return manifest.Map{
		{Key: "args", Value: w.flags.args()},
		{Key: "env", Value: w.environment},
		{Key: "image", Value: manifest.String(w.image)},
		{Key: "imagePullPolicy", Value: manifest.String("IfNotPresent")},
		{Key: "livenessProbe", Value: probe("/healthz", healthPort)},
		{Key: "name", Value: manifest.String(containerName)},
		{Key: "ports", Value: containerPorts(w.controller)},
		{Key: "readinessProbe", Value: readiness(w.controller)},
		{Key: "resources", Value: resourcesValue(w.resources)},
		{Key: "securityContext", Value: w.security.container},
		{Key: "volumeMounts", Value: mounts},
	}
}

func (in installer) environment(c controller) manifest.List {
	env := manifest.List{variable("RUNTIME_NAMESPACE", "fieldRef", manifest.Map{
		{Key: "fieldPath", Value: manifest.String("metadata.namespace")},
	})}
	if c.tuf {
		env = append(env, manifest.Map{
			{Key: "name", Value: manifest.String("TUF_ROOT")},
			{Key: "value", Value: manifest.String(tmpVolume.path + "/.sigstore")},
		})
	}
	if in.Release.ProcessorsByLimit {
		env = append(env, limit("GOMAXPROCS", "cpu"))
	}
	return append(env, limit("GOMEMLIMIT", "memory"))
}

// limit is an environment variable with a limit of the container.
func limit(name, resource string) manifest.Map {
	return variable(name, "resourceFieldRef", manifest.Map{
		{Key: "containerName", Value: manifest.String(containerName)},
		{Key: "resource", Value: manifest.String("limits." + resource)},
	})
}

// variable is an environment variable that Kubernetes fills in.
func variable(name, source string, from manifest.Map) manifest.Map {
	return manifest.Map{
		{Key: "name", Value: manifest.String(name)},
		{Key: "valueFrom", Value: manifest.Map{{Key: source, Value: from}}},
	}
}

func containerPorts(c controller) manifest.List {
	var out manifest.List
	for _, ports := range [][]port{c.ports, {metricsPort, healthPort}} {
		for _, p := range ports {
			out = append(out, manifest.Map{
				{Key: "containerPort", Value: p.number},
				{Key: "name", Value: manifest.String(p.name)},
				{Key: "protocol", Value: manifest.String("TCP")},
			})
		}
	}
	return out
}

// readiness asks a controller with artifacts for these, since it starts to
// serve them only when it has become the leader.
func readiness(c controller) manifest.Map {
	if c.artifacts {
		return probe("/", httpPort)
	}
	return probe("/readyz", healthPort)
}

func probe(path string, p port) manifest.Map {
	return manifest.Map{{Key: "httpGet", Value: manifest.Map{
		{Key: "path", Value: manifest.String(path)},
		{Key: "port", Value: manifest.String(p.name)},
	}}}
}

func resourcesValue(r installation.Resources) manifest.Map {
	return manifest.Map{
		{Key: "limits", Value: amountsValue(r.Limits)},
		{Key: "requests", Value: amountsValue(r.Requests)},
	}
}

func amountsValue(a installation.Amounts) manifest.Map {
	return manifest.Map{
		{Key: "cpu", Value: manifest.String(a.CPU)},
		{Key: "memory", Value: manifest.String(a.Memory)},
	}
}

// restricted is the security context of a container that meets the restricted
// Pod Security Standard.
func restricted() manifest.Map {
	return manifest.Map{
		{Key: "allowPrivilegeEscalation", Value: manifest.Bool(false)},
		{Key: "capabilities", Value: manifest.Map{{Key: "drop", Value: manifest.Strings("ALL")}}},
		{Key: "readOnlyRootFilesystem", Value: manifest.Bool(true)},
		{Key: "runAsNonRoot", Value: manifest.Bool(true)},
		{Key: "seccompProfile", Value: manifest.Map{{Key: "type", Value: manifest.String("RuntimeDefault")}}},
	}
}
