// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// waiting tells what to run in place of Azure's waiting: a function has no
// cluster.
func (c *checker) waiting(configuration v1alpha1.FluxConfiguration) {
	spec := configuration.Spec
	duration := spec.ReconciliationWaitDuration
	if duration != "" && !strings.ContainsAny(duration, "0123456789") {
		c.error(report.InvalidValue, says{report.Quote(duration) + " is no duration", "accepted: ISO 8601, such as PT30M"},
			"spec", "reconciliationWaitDuration")
		return
	}
	if !spec.WaitForReconciliation {
		return
	}
	var names []string
	for _, name := range model.KustomizationNames(spec.Kustomizations) {
		names = append(names, "kustomizations.kustomize.toolkit.fluxcd.io/"+model.KustomizationName(configuration.Metadata.Name, name))
	}
	for _, o := range spec.FluxObjects {
		switch o.Kind {
		case "Kustomization":
			names = append(names, "kustomizations.kustomize.toolkit.fluxcd.io/"+model.ObjectName(configuration.Metadata.Name, o))
		case "HelmRelease":
			names = append(names, "helmreleases.helm.toolkit.fluxcd.io/"+model.ObjectName(configuration.Metadata.Name, o))
		}
	}
	if len(names) == 0 {
		names = []string{strings.ToLower(model.SourceKind(spec.SourceKind)) + ".source.toolkit.fluxcd.io/" + configuration.Metadata.Name}
	}
	c.info(report.WaitInPipeline, says{
		"there is no cluster to wait for", "after applying, run: kubectl wait -n " + spec.Namespace + " --for=condition=Ready " +
			strings.Join(names, " ") + " --timeout=" + kubectlDuration(duration),
	}, "spec", "waitForReconciliation")
}

// kubectlDuration turns an ISO 8601 duration into one of Go, as far as kubectl
// knows it: hours, minutes, seconds. Without one it is Azure's example.
func kubectlDuration(iso string) string {
	if iso == "" {
		return "30m"
	}
	if strings.ContainsAny(iso, "DW") {
		return "24h"
	}
	return strings.ToLower(strings.TrimPrefix(iso, "PT"))
}

// remote checks a Kustomization that applies to another cluster.
func (c *checker) remote(namespace string, k *v1alpha1.KubeConfig, kustomization []string) {
	if k == nil {
		return
	}
	field := append(slices.Clone(kustomization), "kubeConfig")
	c.identity(k.ObjectLevelIdentity, namespace, append(slices.Clone(field), "objectLevelIdentity")...)
	c.info(report.NeededOutside, says{
		"Flux applies to the other cluster with the rights of " + model.ServiceAccount + " in its namespace " + namespace,
		"make sure that account exists there",
	}, field...)
}
