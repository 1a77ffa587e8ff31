// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sigs.k8s.io/kustomize/kyaml/openapi"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Kubernetes compares an object of Kubernetes itself with the OpenAPI schema that
// kustomize goes by: fields that do not exist, have another type, or are missing.
// That schema is of Kubernetes 1.21; what newer fields hold is left to the API
// server. Of a kind that is not in it, only the metadata is checked. The findings
// have the path in the object, and no object that they are about.
func Kubernetes(o manifest.Object) report.Findings {
	out := metadataOf(o)
	schema := openapi.SchemaForResourceType(yaml.TypeMeta{APIVersion: o.APIVersion, Kind: o.Kind})
	if schema == nil {
		return out
	}
	body, _ := manifest.ToJSON(o.Body).(map[string]any)
	if _, there := body["spec"]; !there && schema.Field("spec") != nil {
		// What it requires is missing then.
		body["spec"] = map[string]any{}
	}
	for _, name := range schema.Schema.Required {
		if _, there := body[name]; !there {
			out = append(out, report.Finding{Reason: report.MissingField, Field: []string{name}, Message: "is missing"})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(body)) {
		out = append(out, mismatches(schema.Field(name), body[name], []string{name})...)
	}
	return out
}

// metadataOf finds labels and annotations that Kubernetes refuses, or that belong
// to the hosts of the function.
func metadataOf(o manifest.Object) report.Findings {
	var out report.Findings
	for i, all := range []manifest.Pairs{o.Labels, o.Annotations} {
		name := []string{"labels", "annotations"}[i]
		for _, pair := range all {
			at := []string{"metadata", name, pair.Key}
			prefix, rest, found := strings.Cut(pair.Key, "/")
			if !found {
				prefix, rest = "", pair.Key
			}
			switch {
			case found && !input.IsName(prefix) || rest == "" || !input.IsLabelValue(rest):
				out = append(out, invalid(at, "is not a key that Kubernetes accepts")...)
			case slices.Contains(hostPrefixes, prefix):
				out = append(out, invalid(at, "is a key for the hosts of the function")...)
			case name == "labels" && !input.IsLabelValue(pair.Value):
				out = append(out, invalid(at, "is not a value that a label can have")...)
			}
		}
	}
	return out
}

func invalid(path []string, message string) report.Findings {
	return report.Findings{{Reason: report.InvalidValue, Field: path, Message: message}}
}

// newerFields are those of workloads, Services, volumes, policies and CRDs that
// came after Kubernetes 1.21
// (https://kubernetes.io/docs/reference/generated/kubernetes-api/).
var newerFields = map[string]bool{
	"appArmorProfile": true, "clusterTrustBundle": true, "dataSourceRef": true, "fileKeyRef": true, "grpc": true,
	"hostnameOverride": true, "hostProcess": true, "hostUsers": true, "image": true, "internalTrafficPolicy": true,
	"ipFamilyPolicy": true, "matchLabelKeys": true, "matchConditions": true, "maxUnavailable": true, "minDomains": true,
	"mismatchLabelKeys": true, "nodeAffinityPolicy": true, "nodeTaintsPolicy": true, "os": true, "podCertificate": true,
	"resizePolicy": true, "resourceClaims": true, "resources": true, "restartPolicy": true, "schedulingGates": true,
	"seLinuxChangePolicy": true, "selectableFields": true, "sleep": true, "stopSignal": true, "subPathExpr": true,
	"supplementalGroupsPolicy": true, "terminationGracePeriodSeconds": true, "trafficDistribution": true,
	"volumeAttributesClassName": true, "x-kubernetes-validations": true, "recursiveReadOnly": true, "claims": true,
	"userAnnotations": true, "restartPolicyRules": true, "workloadRef": true,
}

// mismatches compares one value with its schema; nil is that of a field that
// does not exist.
func mismatches(schema *openapi.ResourceSchema, value any, path []string) report.Findings {
	if schema == nil {
		if newerFields[path[len(path)-1]] {
			return nil
		}
		return report.Findings{{Reason: report.UnknownField, Field: path, Message: "the object has no such field"}}
	}
	kind := ""
	if len(schema.Schema.Type) == 1 {
		kind = schema.Schema.Type[0]
	}
	switch v := value.(type) {
	case map[string]any:
		return inMapping(schema, v, path, kind)
	case []any:
		if kind != "array" && kind != "" {
			return invalid(path, "is a list, where Kubernetes has "+wordFor(kind))
		}
		var out report.Findings
		for i, element := range v {
			out = append(out, mismatches(schema.Elements(), element, append(slices.Clone(path), strconv.Itoa(i)))...)
		}
		return out
	case nil:
		return nil
	default:
		if kind != "" && schema.Schema.Format != "int-or-string" && !scalarIs(v, kind) {
			return invalid(path, "is "+typeOf(v)+", where Kubernetes has "+wordFor(kind))
		}
		return nil
	}
}

func inMapping(schema *openapi.ResourceSchema, v map[string]any, path []string, kind string) report.Findings {
	if kind != "object" && kind != "" {
		return invalid(path, "is a mapping, where Kubernetes has "+wordFor(kind))
	}
	var out report.Findings
	for _, name := range schema.Schema.Required {
		if _, there := v[name]; !there {
			out = append(out, report.Finding{Reason: report.MissingField, Field: append(slices.Clone(path), name), Message: "is missing"})
		}
	}
	if len(schema.Schema.Properties) == 0 && schema.Schema.AdditionalProperties == nil {
		return out
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		out = append(out, mismatches(schema.Field(name), v[name], append(slices.Clone(path), name))...)
	}
	return out
}

func scalarIs(v any, kind string) bool {
	switch v := v.(type) {
	case string:
		return kind == "string"
	case bool:
		return kind == "boolean"
	case json.Number:
		_, err := v.Int64()
		return kind == "number" || kind == "integer" && err == nil
	default:
		return false
	}
}

func typeOf(v any) string {
	switch v.(type) {
	case string:
		return "a text"
	case bool:
		return "true or false"
	default:
		return "a number"
	}
}

func wordFor(kind string) string {
	switch kind {
	case "array":
		return "a list"
	case "object":
		return "a mapping"
	case "string":
		return "a text"
	case "boolean":
		return "true or false"
	default:
		return "a whole number"
	}
}
