// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"sigs.k8s.io/kustomize/kyaml/openapi"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
	"sigs.k8s.io/yaml"
)

// dimensions are the options of an installation, each with specs of which one is
// taken; the first one is the default.
var dimensions = [][]string{
	{"", "version: 2.6.4", "version: 2.7.5", "version: 2.8.8"},
	{"", "scope: {cluster: {releaseNamespace: gitops}}"},
	{"components: [source-controller, kustomize-controller, helm-controller, notification-controller]",
		"components: [source-controller, kustomize-controller, helm-controller, image-reflector-controller, image-automation-controller]"},
	{"", "images: {registry: registry.example.com/fluxcd, pullSecret: regcred}", "images: {components: {helm-controller: {tag: v1.6.0}}}"},
	{"", "cluster: {type: openshift}"},
	{"", "cluster: {domain: k8s.example.org}"},
	{"", "cluster: {networkPolicies: Disabled}", "cluster: {networkPolicies: RestrictedEgress, egressPorts: [8443]}"},
	{"", "cluster: {watchAllNamespaces: false}", "cluster: {watchAllNamespaces: false, rights: Namespace}"},
	{"", "cluster: {proxy: {https: 'http://proxy.example.com:3128'}}"},
	{"", "cluster: {certificateAuthority: {configMap: ca}}", "cluster: {certificateAuthority: {secret: ca}}"},
	{"", "size: small", "size: medium", "size: large"},
	{"", "storage: {size: 10Gi}", "{storage: {class: fast, size: 1Gi}, sharding: {storage: Persistent, shards: [one]}}"},
	{"", "sharding: {key: example.com/shard, shards: [one, two]}"},
	{"", "objectLevelIdentity: false", "{objectLevelIdentity: true, multiTenancy: {workloadIdentity: false}}"},
	{"", "commonMetadata: {labels: {a: b}, annotations: {c: d}}"},
	{"", "multiTenancy: {serviceAccount: tenant}", `configurationSettings: {multiTenancy.enforce: "false"}`},
	{"", "controllers: {all: {logLevel: debug, replicas: 2, tolerations: [{key: a}, {key: b, value: c, effect: NoExecute, tolerationSeconds: 1}]}}",
		"controllers: {kustomize-controller: {nodeSelector: {a: b}, priorityClassName: high, topologySpreadConstraints: [{maxSkew: 1, topologyKey: a, whenUnsatisfiable: DoNotSchedule}]}}"},
	{"", "controllers: {helm-controller: {flags: {concurrent: '3'}, resources: {limits: {memory: 4Gi}}}}"},
	{"", `configurationSettings: {workloadIdentity.enable: "true", workloadIdentity.azureClientId: 00000000-0000-0000-0000-000000000001, setKubeServiceHostFqdn: "true"}`},
	{"", "sync: {source: {url: 'https://git.example.com/fleet', repositoryRef: {branch: main}}, kustomization: {path: ./clusters/a}}"},
}

// Every two values of any two options go together, and what they yield is valid:
// every field of every object is one that Kubernetes or the CRDs of Flux have,
// and has the type that they give it.
func TestOptionsGoTogether(t *testing.T) {
	t.Parallel()
	for _, combination := range pairwise(dimensions) {
		spec := map[string]any{}
		for i, choice := range combination {
			var part map[string]any
			if err := yaml.Unmarshal([]byte(dimensions[i][choice]), &part); err != nil {
				t.Fatal(err)
			}
			overlay(spec, part)
		}
		text, err := json.Marshal(spec)
		if err != nil {
			t.Fatal(err)
		}
		stream, outcome := renderExtension(text)
		if outcome.Failed {
			t.Errorf("%s fails:\n%s", text, lines(outcome.Lines))
			continue
		}
		for _, doc := range split(stream) {
			// The specs of CRDs are those of Flux, whatever the options.
			if bytes.Contains(doc, []byte("\nkind: CustomResourceDefinition\n")) {
				continue
			}
			checkConform(t, doc)
			o := parse(t, doc)
			schema := openapi.SchemaForResourceType(kyaml.TypeMeta{APIVersion: o.APIVersion, Kind: o.Kind})
			if schema == nil {
				continue
			}
			for _, problem := range violations(schema, decode(t, doc), "") {
				t.Errorf("%s: %s: %s", text, o.id(), problem)
			}
		}
	}
}

// overlay merges maps into maps.
func overlay(into, part map[string]any) {
	for key, value := range part {
		below, isMap := value.(map[string]any)
		there, merges := into[key].(map[string]any)
		if isMap && merges {
			overlay(there, below)
			continue
		}
		into[key] = value
	}
}

// pairwise returns combinations that have every pair of values of two dimensions
// at least once: each takes, one dimension after the other, the value with the
// most pairs that are still missing.
func pairwise(dimensions [][]string) [][]int {
	type pair struct{ i, a, j, b int }
	missing := map[pair]bool{}
	for i := range dimensions {
		for j := range dimensions[:i] {
			for a := range dimensions[i] {
				for b := range dimensions[j] {
					missing[pair{j, b, i, a}] = true
				}
			}
		}
	}
	var out [][]int
	for len(missing) > 0 {
		var chosen []int
		for i := range dimensions {
			best, most := 0, -1
			for a := range dimensions[i] {
				count := 0
				for j, b := range chosen {
					if missing[pair{j, b, i, a}] {
						count++
					}
				}
				// Values that many pairs still need come first at the beginning.
				for p := range missing {
					if i == 0 && p.i == 0 && p.a == a {
						count++
					}
				}
				if count > most {
					best, most = a, count
				}
			}
			chosen = append(chosen, best)
		}
		covered := len(missing)
		for i, a := range chosen {
			for j, b := range chosen[:i] {
				delete(missing, pair{j, b, i, a})
			}
		}
		if covered == len(missing) {
			// The first one that is left, in a fixed order, gets its own combination.
			p := slices.SortedFunc(maps.Keys(missing), func(x, y pair) int { return slices.Compare([]int{x.i, x.a, x.j, x.b}, []int{y.i, y.a, y.j, y.b}) })[0]
			chosen = make([]int, len(dimensions))
			chosen[p.i], chosen[p.j] = p.a, p.b
			delete(missing, p)
		}
		out = append(out, chosen)
	}
	return out
}

// violations lists the fields of a value that a schema of Kubernetes does not
// have, or has with another type, and those that it requires and the value has
// not.
func violations(schema *openapi.ResourceSchema, value any, at string) []string {
	if schema == nil {
		return []string{"there is no field " + at}
	}
	kind := ""
	if len(schema.Schema.Type) == 1 {
		kind = schema.Schema.Type[0]
	}
	var out []string
	switch v := value.(type) {
	case map[string]any:
		for _, name := range schema.Schema.Required {
			if _, there := v[name]; !there {
				out = append(out, at+"."+name+" is required")
			}
		}
		if len(schema.Schema.Properties) == 0 && schema.Schema.AdditionalProperties == nil {
			return out
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			out = append(out, violations(schema.Field(name), v[name], at+"."+name)...)
		}
	case []any:
		if kind != "array" {
			return []string{at + " is a list"}
		}
		for i, element := range v {
			out = append(out, violations(schema.Elements(), element, fmt.Sprintf("%s[%d]", at, i))...)
		}
	default:
		types := map[string][]string{"string": {"string"}, "bool": {"boolean"}, "int": {"integer", "number"}, "float64": {"integer", "number"}}
		if kind != "" && schema.Schema.Format != "int-or-string" && !slices.Contains(types[fmt.Sprintf("%T", v)], kind) {
			return []string{fmt.Sprintf("%s is %T, not %s", at, v, kind)}
		}
	}
	return out
}
