// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package validate

import (
	"slices"

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

// unsupported are Azure properties that exist and are not supported yet, by the
// path of the object they belong to (API version 2025-04-01): all of them are
// about credentials.
var unsupported = []struct {
	path  []string
	names []string
}{
	{[]string{"spec"}, []string{"configurationProtectedSettings", "configurationProtectedSettingsFrom", "auth"}},
	{[]string{"spec", "gitRepository"}, []string{"sshKnownHosts", "httpsUser", "httpsCACert"}},
	{[]string{"spec", "bucket"}, []string{"accessKey"}},
	{[]string{"spec", "azureBlob"}, []string{"servicePrincipal", "accountKey", "sasToken", "managedIdentity"}},
	{[]string{"spec", "ociRepository"}, []string{"tlsConfig"}},
	{[]string{"spec", "ociRepository", "verify"}, []string{"verificationConfig"}},
}

// bodies are the objects that Azure's clients send empty for the kinds of
// source that a configuration does not have.
var bodies = []string{"gitRepository", "bucket", "azureBlob", "ociRepository"}

// azureOnly takes out of value what Azure's resource has and our input does
// not: read-only properties, which have no effect, and properties that are not
// supported yet, which are errors of their own rather than typing mistakes.
func azureOnly(value map[string]any, object report.Object) report.Findings {
	spec, ok := value["spec"].(map[string]any)
	if !ok || object.Kind != v1alpha1.KindFluxConfiguration {
		return nil
	}
	var found report.Findings
	for _, name := range readOnly {
		found = append(found, takeReadOnly(spec, object, []string{"spec", name})...)
	}
	for _, u := range unsupported {
		parent := value
		for _, step := range u.path {
			parent, _ = parent[step].(map[string]any)
		}
		found = append(found, takeUnsupported(parent, object, u.path, u.names)...)
	}
	for _, name := range bodies {
		if body, there := spec[name]; there && isEmpty(body) {
			delete(spec, name)
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

func takeUnsupported(parent map[string]any, object report.Object, path, names []string) report.Findings {
	var found report.Findings
	for _, name := range names {
		value, there := parent[name]
		if !there {
			continue
		}
		delete(parent, name)
		if isEmpty(value) {
			continue
		}
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.UnsupportedField, Object: object, Field: append(slices.Clone(path), name),
			Message: "this property of Azure is not supported yet",
		})
	}
	return found
}

// isEmpty reports whether Azure means the same by the value as by leaving it
// out.
func isEmpty(value any) bool {
	switch v := value.(type) {
	case bool:
		return !v
	case string:
		return v == "" || v == redacted
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	default:
		return false
	}
}

// redacted is what Azure returns in place of a secret.
const redacted = "<redacted>"
