// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fleet_test

import (
	"fmt"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/fleet"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

const cluster = `apiVersion: fluxbundle.io/v1alpha1
kind: FluxCluster
metadata: {name: weu, labels: {env: prod, example.com/tier: edge}}
spec:
  values: {domain: weu.example.com, replicas: 3, on: true, list: [a, b], deep: {er: x}, money: "${notOurs}"}
---
`

// of renders the spec of one configuration for the only cluster.
func of(t *testing.T, clusters, spec string) (string, report.Findings) {
	t.Helper()
	text := clusters + "apiVersion: fluxbundle.io/v1alpha1\nkind: FluxConfiguration\nmetadata: {name: web}\nspec:\n" + spec
	docs, err := object.ParseFile("in.yaml", []byte(text))
	if err != nil {
		t.Skip("not YAML")
	}
	f, found := fleet.Read(docs)
	if found.Failed() || len(f.Clusters) == 0 {
		return "", found
	}
	inputs, more := f.Of(f.Clusters[0])
	found = append(found, more...)
	if len(inputs) == 0 {
		return "", found
	}
	out, err := yaml.String(object.Child(inputs[0].Node, "spec"))
	if err != nil {
		return "", found
	}
	return out, found
}

// What a reference becomes: with its type where it is the whole text, as text
// beside other text and where Flux takes nothing else; and what is Flux's stays.
func TestReferences(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ given, want string }{
		{"suspend: ${cluster.values.on}", "suspend: true"},
		{"a: ${cluster.values.replicas}", "a: 3"},
		{"a: x-${cluster.values.replicas}-y", "a: x-3-y"},
		{"a: ${cluster.values.list}", "a: [a, b]"},
		{"a: ${cluster.values.deep}", "a: {er: x}"},
		{"a: ${cluster.values.deep.er}", "a: x"},
		{"a: ${cluster.name}/${cluster.labels.env}", "a: weu/prod"},
		{"a: ${cluster.labels.example.com/tier}", "a: edge"},
		{"a: ${cluster.values.none:=7}", "a: 7"},
		{"a: '${cluster.values.none:=}'", `a: ""`},
		{"a: ${cluster.values.none:=x}-${cluster.values.domain}", "a: x-weu.example.com"},
		{"substitute: {a: '${cluster.values.replicas}'}", `substitute: {a: "3"}`},
		{"a: $${cluster.name}", "a: ${cluster.name}"},
		{"a: ${other} $${other} ${other:=x}", "a: ${other} $${other} ${other:=x}"},
		// What was put in is not looked at again.
		{"a: ${cluster.values.money}", `a: "${notOurs}"`},
		{"a: [{b: '${cluster.name}'}]", "a: [{b: weu}]"},
	} {
		got, found := of(t, cluster, "  "+tt.given+"\n")
		if found.Failed() || strings.ReplaceAll(strings.TrimSpace(got), "'", `"`) != tt.want {
			t.Errorf("%s becomes\n%s, want %s\n%s", tt.given, got, tt.want, strings.Join(found.Lines(), "\n"))
		}
	}
}

// A label selects as Kubernetes selects.
func TestSelectors(t *testing.T) {
	t.Parallel()
	for selector, selected := range map[string]bool{
		"matchLabels: {env: prod}": true, "matchLabels: {env: dev}": false,
		"matchExpressions: [{key: env, operator: In, values: [dev, prod]}]": true,
		"matchExpressions: [{key: env, operator: NotIn, values: [prod]}]":   false,
		"matchExpressions: [{key: env, operator: NotIn, values: [dev]}]":    true,
		"matchExpressions: [{key: env, operator: Exists}]":                  true,
		"matchExpressions: [{key: env, operator: DoesNotExist}]":            false,
		"names: [weu]": true, "exclude: [weu]": false, "names: [weu], exclude: [weu]": false,
		"names: [weu], matchLabels: {env: dev}": false,
	} {
		got, found := of(t, cluster, "  clusters: {"+selector+", expect: {atLeast: 0}}\n  suspend: true\n")
		if found.Failed() || (got != "") != selected {
			t.Errorf("%s: selected %t, want %t\n%s", selector, got != "", selected, strings.Join(found.Lines(), "\n"))
		}
	}
}

// A few lines that stand for a hundred million nodes are looked at as they are
// written, in a FluxCluster too.
func TestAliasesAreBounded(t *testing.T) {
	t.Parallel()
	var bomb strings.Builder
	bomb.WriteString("    a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := range 9 {
		fmt.Fprintf(&bomb, "    a%d: &a%d [%s*a%d]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), i)
	}
	if _, found := of(t, cluster, "  any:\n"+bomb.String()); len(found) > 100 {
		t.Errorf("%d findings", len(found))
	}
	values := strings.Replace(cluster, "  values: {", "  values:\n"+bomb.String()+"  other: {", 1)
	if _, found := of(t, values, "  suspend: true\n"); !found.Failed() {
		t.Error("the cluster is taken")
	}
}

func FuzzReferences(f *testing.F) {
	for _, seed := range []string{"a: ${cluster.name}", "a: $${cluster.", "a: ${cluster.values.x:=${cluster.name}}", "? ${cluster.name}\n  : x", "a: &a [*a]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, spec string) {
		got, found := of(t, cluster, "  first: x\n  "+spec+"\n")
		if !found.Failed() && strings.Contains(got, "${cluster.name}") && !strings.Contains(spec, "$${cluster.") {
			t.Errorf("a reference is left in\n%s", got)
		}
	})
}
