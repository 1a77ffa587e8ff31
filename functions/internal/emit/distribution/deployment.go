// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"strconv"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// criticalPods is the priority class of the critical controllers.
const criticalPods = "system-cluster-critical"

// containerName is the container of the controller in its pod.
const containerName = "manager"

func (in installation) deployment(c controller) manifest.Object {
	spec := manifest.Map{
		{Key: "replicas", Value: manifest.Int(1)},
		{Key: "selector", Value: manifest.Map{{Key: "matchLabels", Value: selector(c.component)}}},
		{Key: "template", Value: manifest.Map{
			{Key: "metadata", Value: manifest.Map{
				{Key: "annotations", Value: in.podAnnotations().Value()},
				{Key: "labels", Value: in.podLabels(c).Value()},
			}},
			{Key: "spec", Value: in.pod(c)},
		}},
	}
	if c.artifacts {
		// Two pods would serve different artifacts under one address.
		spec = spec.With("strategy", manifest.Map{{Key: "type", Value: manifest.String("Recreate")}})
	}
	return manifest.Object{
		APIVersion: "apps/v1",
		Kind:       "Deployment",
		Namespace:  in.Namespace,
		Name:       string(c.component),
		Labels:     in.labelsOf(c).With(manifest.Pair{Key: controlPlaneLabel, Value: "controller"}),
		Body:       manifest.Map{{Key: "spec", Value: spec}},
	}
}

func (in installation) podAnnotations() manifest.Pairs {
	annotations := manifest.Pairs{
		{Key: "prometheus.io/port", Value: strconv.FormatInt(int64(metricsPort.number), 10)},
		{Key: "prometheus.io/scrape", Value: "true"},
	}
	if in.APIServerFQDN {
		annotations = annotations.With(manifest.Pair{Key: "kubernetes.azure.com/set-kube-service-host-fqdn", Value: "true"})
	}
	return annotations
}

func (in installation) pod(c controller) manifest.Map {
	memoryTemp := in.Tuning(c.component).MemoryTemp
	volumes := make(manifest.List, len(c.volumes))
	for i, v := range c.volumes {
		medium := manifest.Map{}
		if memoryTemp && v.path == tempVolume.path {
			medium = manifest.Map{{Key: "medium", Value: manifest.String("Memory")}}
		}
		volumes[i] = manifest.Map{
			{Key: "emptyDir", Value: medium},
			{Key: "name", Value: manifest.String(v.name)},
		}
	}
	pod := manifest.Map{
		{Key: "containers", Value: manifest.List{in.container(c)}},
		{Key: "nodeSelector", Value: manifest.Map{{Key: "kubernetes.io/os", Value: manifest.String("linux")}}},
		{Key: "securityContext", Value: manifest.Map{{Key: "fsGroup", Value: manifest.Int(1337)}}},
		{Key: "serviceAccountName", Value: manifest.String(c.component)},
		{Key: "terminationGracePeriodSeconds", Value: c.gracePeriod},
		{Key: "volumes", Value: volumes},
	}
	if c.critical {
		pod = pod.With("priorityClassName", manifest.String(criticalPods))
	}
	return pod
}

func (in installation) container(c controller) manifest.Map {
	mounts := make(manifest.List, len(c.volumes))
	for i, v := range c.volumes {
		mounts[i] = manifest.Map{
			{Key: "mountPath", Value: manifest.String(v.path)},
			{Key: "name", Value: manifest.String(v.name)},
		}
	}
	return manifest.Map{
		{Key: "args", Value: in.flags(c).args()},
		{Key: "env", Value: environment(c)},
		{Key: "image", Value: manifest.String(in.image(c))},
		{Key: "imagePullPolicy", Value: manifest.String("IfNotPresent")},
		{Key: "livenessProbe", Value: probe("/healthz", healthPort)},
		{Key: "name", Value: manifest.String(containerName)},
		{Key: "ports", Value: containerPorts(c)},
		{Key: "readinessProbe", Value: readiness(c)},
		{Key: "resources", Value: in.resources(c)},
		{Key: "securityContext", Value: securityContext()},
		{Key: "volumeMounts", Value: mounts},
	}
}

// image is the reference of the image of c, by digest where that is known. The
// tag beside it is for people, and for tools that look for new versions.
func (in installation) image(c controller) string {
	release, _ := in.Release.Component(c.component)
	image := registry + "/" + string(c.component) + ":" + release.Tag
	if release.Digest != "" {
		image += "@" + release.Digest
	}
	return image
}

func environment(c controller) manifest.List {
	env := manifest.List{variable("RUNTIME_NAMESPACE", "fieldRef", manifest.Map{
		{Key: "fieldPath", Value: manifest.String("metadata.namespace")},
	})}
	if c.tuf {
		env = append(env, manifest.Map{
			{Key: "name", Value: manifest.String("TUF_ROOT")},
			{Key: "value", Value: manifest.String(tmpVolume.path + "/.sigstore")},
		})
	}
	return append(env, variable("GOMEMLIMIT", "resourceFieldRef", manifest.Map{
		{Key: "containerName", Value: manifest.String(containerName)},
		{Key: "resource", Value: manifest.String("limits.memory")},
	}))
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

func (in installation) resources(c controller) manifest.Map {
	r := in.Tuning(c.component).Resources.Or(DefaultResources(c.component))
	return manifest.Map{
		{Key: "limits", Value: r.Limits.value()},
		{Key: "requests", Value: r.Requests.value()},
	}
}

func (a Amounts) value() manifest.Map {
	return manifest.Map{
		{Key: "cpu", Value: manifest.String(a.CPU)},
		{Key: "memory", Value: manifest.String(a.Memory)},
	}
}

// securityContext meets the restricted Pod Security Standard.
func securityContext() manifest.Map {
	return manifest.Map{
		{Key: "allowPrivilegeEscalation", Value: manifest.Bool(false)},
		{Key: "capabilities", Value: manifest.Map{{Key: "drop", Value: manifest.Strings("ALL")}}},
		{Key: "readOnlyRootFilesystem", Value: manifest.Bool(true)},
		{Key: "runAsNonRoot", Value: manifest.Bool(true)},
		{Key: "seccompProfile", Value: manifest.Map{{Key: "type", Value: manifest.String("RuntimeDefault")}}},
	}
}
