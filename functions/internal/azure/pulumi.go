// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// What Pulumi writes in the place of a value: a secret is an object whose only
// mark has this key and value, an unknown value is this text
// (https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go).
const (
	pulumiMark    = "4dabf18193072939515e22adb298388d"
	pulumiSecret  = "1b47061264138c4ac30d75fd1eb44270"
	pulumiUnknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
)

// pulumiResources returns the resources of what pulumi stack export prints, or
// of the file of a stack, and the path to them.
func pulumiResources(m map[string]any) ([]any, []string) {
	for _, path := range [][]string{{"deployment"}, {"checkpoint", "latest"}} {
		inner := m
		for _, step := range path {
			inner, _ = mapping(inner, step)
		}
		list, ok := field(inner, "resources").([]any)
		if !ok || len(list) == 0 {
			continue
		}
		if first, _ := list[0].(map[string]any); strings.HasPrefix(text(first, "urn"), "urn:pulumi:") {
			return list, append(path, "resources")
		}
	}
	return nil, nil
}

// readPulumi reads the state of a stack: the resources of the provider
// azure-native, whose properties have the names of Azure's API.
func (r *reader) readPulumi(at place, list []any) {
	others := map[string]bool{}
	for i, element := range list {
		m, _ := element.(map[string]any)
		kind := text(m, "type")
		provider, _, _ := strings.Cut(kind, ":")
		switch {
		case provider == "pulumi", field(m, "delete") == true, field(m, "custom") == false:
		case pulumiKind(kind) == "":
			others[report.Quote(kind)] = true
		default:
			r.pulumi(at.step(strconv.Itoa(i)), m, pulumiKind(kind))
		}
	}
	if len(others) > 0 {
		r.report(at.finding(fn.Info, report.NotCarried, "resources of other types are left out: "+strings.Join(keys(others), ", ")))
	}
}

// pulumiKind returns the kind of input that a type becomes; empty for none. The
// module may have the version of the API: azure-native:kubernetesconfiguration/v20230501:FluxConfiguration.
func pulumiKind(kind string) string {
	parts := strings.Split(kind, ":")
	if len(parts) != 3 || parts[0] != "azure-native" && !strings.HasPrefix(parts[0], "azure-native_") {
		return ""
	}
	module, _, _ := strings.Cut(parts[1], "/")
	switch {
	case module != "kubernetesconfiguration":
		return ""
	case parts[2] == "FluxConfiguration":
		return v1alpha1.KindFluxConfiguration
	case parts[2] == "Extension":
		return v1alpha1.KindFluxExtension
	default:
		return ""
	}
}

// pulumiAround are the inputs of a resource that say which it is.
var pulumiAround = map[string]bool{
	"clusterName": true, "clusterResourceName": true, "clusterRp": true, "resourceGroupName": true,
	"fluxConfigurationName": true, "extensionName": true, "identity": true, "plan": true,
}

func (r *reader) pulumi(at place, m map[string]any, kind string) {
	step := "inputs"
	values, ok := mapping(m, step)
	outputs, _ := mapping(m, "outputs")
	if !ok || len(values) == 0 {
		step, values = "outputs", flat(outputs)
	}
	out := resource{kind: kind, at: at.step(step), properties: map[string]any{}}
	for _, key := range keys(values) {
		if !pulumiAround[key] && !strings.HasPrefix(key, "__") {
			out.properties[key] = pulumiValue(values[key])
		}
	}
	for _, key := range []string{"currentVersion", "repositoryPublicKey"} {
		if value := field(outputs, key); value != nil {
			out.set(pulumiValue(value), []string{key}, key)
		}
	}
	name, _ := pulumiValue(field(values, "fluxConfigurationName")).(string)
	if kind == v1alpha1.KindFluxExtension {
		name, _ = pulumiValue(field(values, "extensionName")).(string)
	}
	if name == "" {
		name = nameOf(map[string]any{"id": text(m, "id")})
	}
	out.name, out.cluster = name, clusterOf(text(m, "id"))
	if out.cluster == "" {
		out.cluster = text(values, "clusterName")
	}
	r.add(out)
}

// pulumiValue replaces the marks of secrets and of what is not known.
func pulumiValue(value any) any {
	switch v := value.(type) {
	case string:
		if v == pulumiUnknown {
			return unresolved{text: "a value of Pulumi", why: "is known after the update only; export the state then"}
		}
		return v
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = pulumiValue(element)
		}
		return out
	case map[string]any:
		if v[pulumiMark] == pulumiSecret {
			return pulumiPlain(v)
		}
		out := make(map[string]any, len(v))
		for key, element := range v {
			out[key] = pulumiValue(element)
		}
		return out
	default:
		return v
	}
}

// pulumiPlain returns the secret that an object holds as JSON in a text.
func pulumiPlain(m map[string]any) any {
	plaintext, ok := m["plaintext"].(string)
	if !ok {
		return unresolved{text: "a secret of Pulumi", why: "is encrypted in the state; export it with pulumi stack export --show-secrets"}
	}
	value, duplicates, err := decodeJSON([]byte(plaintext))
	if err != nil || len(duplicates) > 0 {
		return unresolved{text: "a secret of Pulumi", why: "is not valid JSON in the state"}
	}
	return hide(pulumiValue(value))
}
