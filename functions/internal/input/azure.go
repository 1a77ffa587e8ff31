// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// readOnly are the properties that Azure reports and never takes
// (API version 2025-04-01, marked readOnly).
var readOnly = []string{
	"statuses", "repositoryPublicKey", "sourceSyncedCommitId", "sourceUpdatedAt", "statusUpdatedAt",
	"complianceState", "provisioningState", "errorMessage",
	// What az adds when it shows a resource with its properties flattened.
	"id", "name", "type", "resourceGroup", "systemData",
}

// empties are the objects that Azure's clients send empty for what a
// configuration does not have, the inner ones first.
var empties = [][]string{
	{"azureBlob", "servicePrincipal"}, {"azureBlob", "managedIdentity"}, {"ociRepository", "tlsConfig"},
	{"gitRepository"}, {"bucket"}, {"azureBlob"}, {"ociRepository"},
}

// azureOnly takes out of value what Azure's resource has and our input does
// not: read-only properties, which have no effect.
func azureOnly(value map[string]any, object report.Object) report.Findings {
	spec, ok := value["spec"].(map[string]any)
	if !ok || object.Kind != v1alpha1.KindFluxConfiguration {
		return nil
	}
	var found report.Findings
	for _, name := range readOnly {
		found = append(found, takeReadOnly(spec, object, []string{"spec", name})...)
	}
	for _, path := range empties {
		parent := spec
		for _, step := range path[:len(path)-1] {
			parent, _ = parent[step].(map[string]any)
		}
		if body, ok := parent[path[len(path)-1]].(map[string]any); ok && len(body) == 0 {
			delete(parent, path[len(path)-1])
		}
	}
	kustomizations, _ := spec["kustomizations"].(map[string]any)
	for name, k := range kustomizations {
		if k, ok := k.(map[string]any); ok {
			found = append(found, takeReadOnly(k, object, []string{"spec", "kustomizations", name, "name"})...)
		}
	}
	return found
}

func takeReadOnly(parent map[string]any, object report.Object, path []string) report.Findings {
	name := path[len(path)-1]
	if _, there := parent[name]; !there {
		return nil
	}
	delete(parent, name)
	return report.Findings{{
		Severity: fn.Info, Reason: report.ReadOnlyField, Object: object, Field: path,
		Message: "Azure only reports this property; it has no effect",
	}}
}
