// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package show

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/status"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
)

// fluxConfig writes the status that Azure's agent gives its FluxConfig objects,
// for what reads those. Its schema is not published: the names are those that
// were seen in clusters.
func fluxConfig(r Report, _ View) []byte { return stream(items(r, fluxConfigObject)) }

func fluxConfigObject(a status.Assessment) map[string]any {
	if a.Kind != v1alpha1.KindFluxConfiguration {
		return nil
	}
	namespace := a.Namespace
	managed, kustomizations := map[string]any{}, map[string]any{}
	succeeded := []any{}
	for _, n := range a.Roots {
		// The agent's object is where the objects of Flux are.
		namespace = n.Namespace
		if n == a.Source {
			managed[fieldOf(n.Kind)] = managedStatus(n)
			continue
		}
		if n.State == compliance.Compliant {
			succeeded = append(succeeded, n.Name)
		}
		s := managedStatus(n)
		if children := childStatuses(n, map[*status.Node]bool{n: true}); len(children) > 0 {
			s["childStatuses"] = children
		}
		kustomizations[n.Namespace+"/"+n.Name] = s
	}
	managed["kustomizations"] = kustomizations
	s := map[string]any{
		"provisioningState": "Succeeded", "managedStatuses": managed, "lastSucceededKustomizations": succeeded,
	}
	azure := a.Status()
	for key, value := range map[string]string{"lastSyncedCommit": azure.SourceSyncedCommitID, "lastSourceSyncedTime": azure.SourceUpdatedAt} {
		if value != "" {
			s[key] = value
		}
	}
	return map[string]any{
		"apiVersion": "clusterconfig.azure.com/v1alpha1", "kind": "FluxConfig", "metadata": metadata(a, namespace), "status": s,
	}
}

// managedStatus is the state, the message and the conditions of one object.
func managedStatus(n *status.Node) map[string]any {
	s := map[string]any{"complianceState": string(n.State), "message": n.Message}
	conditions := []any{}
	if n.Object != nil {
		found, _ := n.Object.Conditions()
		for _, c := range found {
			conditions = append(conditions, Plain(v1alpha1.StatusCondition{
				Type: c.Type, Status: c.Status, Reason: c.Reason, Message: c.Message, LastTransitionTime: c.LastTransitionTime,
			}))
		}
	}
	s["conditions"] = conditions
	return s
}

// childStatuses are those of what a Kustomization has applied, by kind and by
// namespace and name.
func childStatuses(n *status.Node, seen map[*status.Node]bool) map[string]any {
	out := map[string]any{}
	for _, child := range n.Children {
		if seen[child] {
			continue
		}
		seen[child] = true
		kind, ok := out[fieldOf(child.Kind)].(map[string]any)
		if !ok {
			kind = map[string]any{}
			out[fieldOf(child.Kind)] = kind
		}
		s := managedStatus(child)
		if release := child.HelmRelease(); release != nil {
			properties := map[string]any{"lastReleaseRevision": release.LastRevisionApplied}
			if release.HelmChartRef != nil {
				properties["helmChart"] = release.HelmChartRef.Namespace + "/" + release.HelmChartRef.Name
			}
			s["helmReleaseProperties"] = properties
		}
		if children := childStatuses(child, seen); len(children) > 0 {
			s["childStatuses"] = children
		}
		kind[child.Namespace+"/"+child.Name] = s
	}
	return out
}

// fieldOf is a kind as the name of a field: gitRepository, ociRepository.
func fieldOf(kind string) string {
	i := 0
	for i < len(kind) && kind[i] >= 'A' && kind[i] <= 'Z' {
		i++
	}
	if i > 1 && i < len(kind) {
		// The last capital begins the next word.
		i--
	}
	lower := make([]byte, 0, len(kind))
	for k := range i {
		lower = append(lower, kind[k]-'A'+'a')
	}
	return string(append(lower, kind[i:]...))
}
