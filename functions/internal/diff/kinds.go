// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package diff

import (
	"maps"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// workloads are the kinds of the group apps that have the template of a pod at
// pod.
var (
	workloads = []string{"DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"}
	pod       = []string{"spec", "template", "spec"}
)

// merged are the lists of a pod to which others may add elements
// (https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy).
// Everywhere else, lists of these names are as their kind has them: the ports of
// a NetworkPolicy are what it lets through.
var merged = []string{"containers", "initContainers", "volumes", "volumeMounts", "env", "ports", "imagePullSecrets"}

// free are the mappings whose keys are the user's own, by kind. The API server
// writes nothing into them, what is empty there is not the same as nothing, and
// nobody knows whether two texts mean the same.
var free = map[string][]string{
	"ConfigMap":     {"data"},
	"HelmRelease":   {"spec", "values"},
	"Kustomization": {"spec", "postBuild", "substitute"},
}

// secrets are the fields that people fill with secrets, by kind. Patches
// can hold whatever is patched. Only some addresses are known to be webhooks.
var secrets = map[string][][]string{
	"HelmRelease":   {{"spec", "values"}, {"spec", "postRenderers"}},
	"Kustomization": {{"spec", "postBuild"}, {"spec", "patches"}},
	"Provider":      {{"spec", "address"}},
}

// telling are the fields that say something by being there: {} selects
// everything, and nothing selects nothing.
var telling = []string{"emptyDir", "namespaceSelector", "podSelector"}

// about returns a comparer for objects like the one that is wanted.
func about(want map[string]any) comparer {
	kind, _ := want["kind"].(string)
	version, _ := want["apiVersion"].(string)
	c := comparer{free: free[kind], closed: kind == "NetworkPolicy", hidden: kind == "SealedSecret", secret: secrets[kind]}
	if manifest.Group(version) == "apps" && slices.Contains(workloads, kind) {
		c.pod = pod
	}
	return c
}

// isFree reports whether a path leads into a mapping of the user's own.
func (c *comparer) isFree(path []string) bool {
	return path[0] == "metadata" || isBelow(path, c.free)
}

// isMerged reports whether a path leads to a list to which others may add.
func (c *comparer) isMerged(path []string) bool {
	return isBelow(path, c.pod) && slices.Contains(merged, path[len(path)-1])
}

// isBelow reports whether a path leads to what is below another one. Nothing is
// below an empty one.
func isBelow(path, above []string) bool {
	return len(above) > 0 && len(path) > len(above) && slices.Equal(path[:len(above)], above)
}

// isAbsent reports whether a field that is not there means the same as what is
// wanted.
func (c *comparer) isAbsent(path []string, want, have any) bool {
	return have == nil && isEmpty(want) && !c.isFree(path) && !slices.Contains(telling, path[len(path)-1])
}

// widened adds the fields that someone has added to the rules of a
// NetworkPolicy, which then lets other things through. The API server adds the
// protocol alone.
func (c *comparer) widened(path []string, want, have map[string]any) {
	// The spec itself has defaults.
	if !c.closed || len(path) == 1 {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(have)) {
		if _, there := want[key]; !there && key != "protocol" {
			c.differ(append(path[:len(path):len(path)], key), nil, have[key])
		}
	}
}
