// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions/internal/azure"
)

const (
	listHead   = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n"
	fluxConfig = `- apiVersion: clusterconfig.azure.com/v1alpha1
  kind: FluxConfig
  metadata:
    name: app
    namespace: app
    annotations:
      internal.config.kubernetes.io/path: azure/app.yaml
  spec:
    gitRepository: {url: 'https://github.com/Azure/arc-k8s-demo', ref: {branch: main}}
`
	emitted = `- apiVersion: clusterconfig.azure.com/v1alpha1
  kind: FluxConfig
  metadata: {name: app, namespace: app, annotations: {fluxbundle.io/owner: FluxConfiguration/app}}
  spec: {gitRepository: {url: 'https://github.com/Azure/arc-k8s-demo', ref: {branch: main}}}
`
	foreign  = "- kind: ConfigMap # kept\n  apiVersion: v1\n  metadata: {name: other}\n"
	imported = `- apiVersion: fluxbundle.io/v1alpha1
  kind: FluxConfiguration
  metadata:
    annotations:
      config.kubernetes.io/local-config: "true"
      internal.config.kubernetes.io/index: "0"
      internal.config.kubernetes.io/path: azure/app.yaml
    name: app
  spec:
    gitRepository:
      repositoryRef:
        branch: main
      url: https://github.com/Azure/arc-k8s-demo
    namespace: app
`
	withSecret = `- apiVersion: kubernetesconfiguration.azure.com/v1api20241101
  kind: FluxConfiguration
  metadata: {name: secret}
  spec: {configurationProtectedSettings: {httpsKey: CANARY1}}
`
	monitor = "- apiVersion: kubernetesconfiguration.azure.com/v1api20241101\n  kind: Extension\n  metadata: {name: m}\n  spec: {extensionType: other}\n"
)

// TestRun: the objects of Azure are replaced in their files, and what is not
// theirs, or cannot be imported, goes out as it came in.
func TestRun(t *testing.T) {
	t.Parallel()
	drop := "functionConfig: {apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {noSecrets: 'true'}}\n"
	for name, tt := range map[string]struct{ list, want, reason string }{
		"replaced":        {listHead + "items:\n" + fluxConfig + foreign, listHead + "items:\n" + foreign + imported, ""},
		"emitted by us":   {listHead + "items:\n" + emitted, listHead + "items:\n" + emitted, ""},
		"other extension": {listHead + "items:\n" + monitor, listHead + "items:\n" + monitor, "NotCarried"},
		"secret":          {listHead + "items:\n" + withSecret + foreign, listHead + "items:\n" + withSecret + foreign, "SecretExposed"},
		"no secrets":      {listHead + "items:\n" + withSecret + drop, "kind: FluxConfiguration", "SecretLeftOut"},
		"twice":           {listHead + "items:\n" + fluxConfig + fluxConfig, fluxConfig + fluxConfig, "DuplicateInput"},
		"odd config":      {listHead + "items:\n" + foreign + "functionConfig: {apiVersion: v1, kind: X, metadata: {name: c}}\n", foreign, "UnsupportedKind"},
		"as config":       {listHead + "items: []\nfunctionConfig:\n  " + strings.TrimPrefix(fluxConfig, "- "), "kind: FluxConfiguration", ""},
		"no list":         {"a: b\n", "", "UnreadableInput"},
	} {
		got, found, _ := azure.Run([]byte(tt.list))
		if !strings.Contains(string(got), tt.want) || tt.want == "" && got != nil {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, tt.want)
		}
		if !strings.Contains(lines(found), tt.reason) || strings.Contains(lines(found), "CANARY") {
			t.Errorf("%s: %s", name, lines(found))
		}
		if tt.reason == "SecretLeftOut" && strings.Contains(strings.SplitN(string(got), "functionConfig", 2)[0], "CANARY") {
			t.Errorf("%s: a secret is shown:\n%s", name, got)
		}
	}
}

// TestPowerShell: Windows PowerShell redirects in UTF-16.
func TestPowerShell(t *testing.T) {
	t.Parallel()
	text := `{"name": "x", "properties": {"gitRepository": {"url": "https://example.com/ä"}}}`
	want := azure.Import([]azure.File{{Path: "a", Data: []byte(text)}}, azure.Options{})
	little, big := []byte{0xff, 0xfe}, []byte{0xfe, 0xff}
	for _, unit := range utf16.Encode([]rune(text)) {
		little = append(little, byte(unit), byte(unit>>8))
		big = append(big, byte(unit>>8), byte(unit))
	}
	for _, data := range [][]byte{little, big, append([]byte("\xef\xbb\xbf"), text...)} {
		got := azure.Import([]azure.File{{Path: "a", Data: data}}, azure.Options{})
		if len(got.Documents) != 1 || !bytes.Equal(got.Documents[0].YAML(), want.Documents[0].YAML()) {
			t.Errorf("%v", got.Findings)
		}
	}
}

// TestExpansion: variables that expand without end take no time and no memory.
func TestExpansion(t *testing.T) {
	t.Parallel()
	variables := map[string]any{"v20": "x"}
	for i := range 20 {
		next := fmt.Sprintf("[variables('v%d')]", i+1)
		variables[fmt.Sprintf("v%d", i)] = []string{next, next, next, next, next, next, next, next}
	}
	template, err := json.Marshal(map[string]any{
		"contentVersion": "1.0.0.0", "variables": variables,
		"resources": []any{map[string]any{
			"type": "Microsoft.KubernetesConfiguration/fluxConfigurations", "name": "x",
			"properties": map[string]any{"gitRepository": map[string]any{"additionalConfigurations": "[variables('v0')]"}},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	result := azure.Import([]azure.File{{Path: "a", Data: template}}, azure.Options{})
	if !strings.Contains(lines(result.Findings), "expands to too much") {
		t.Error("the expansion is not bounded")
	}
}

func TestGitIgnore(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		present, want string
		changed       bool
	}{
		{"", "/*.secret.yaml\n", true},
		{"x", "x\n/*.secret.yaml\n", true},
		{"/a.secret.yaml\n", "/a.secret.yaml\n/*.secret.yaml\n", true},
		{"x\r\n/*.secret.yaml\r\n", "x\r\n/*.secret.yaml\r\n", false},
		{"*.secret.yaml", "*.secret.yaml", false},
	} {
		got, changed := azure.GitIgnore([]byte(tt.present))
		if string(got) != tt.want || changed != tt.changed {
			t.Errorf("%q: %q, %t", tt.present, got, changed)
		}
	}
}

// TestSecretsOfEveryFormat puts every secret that Azure's API has into every
// format that can hold it: each is in the Secret file and nowhere else, however
// secrets are treated.
func TestSecretsOfEveryFormat(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/secrets-moved.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var body struct{ Properties map[string]any }
	if err := json.Unmarshal([]byte(get(archive, "in.json")), &body); err != nil {
		t.Fatal(err)
	}
	flat := map[string]any{"name": "all", "type": "Microsoft.KubernetesConfiguration/fluxConfigurations"}
	for key, value := range body.Properties {
		flat[key] = value
	}
	type m = map[string]any
	resource := func(properties any) []any {
		return []any{m{"type": "Microsoft.KubernetesConfiguration/fluxConfigurations", "name": "all", "properties": properties}}
	}
	metadata := m{"name": "all", "namespace": "all"}
	for name, value := range map[string]any{
		"az":       []any{flat},
		"template": m{"contentVersion": "1", "resources": resource(body.Properties)},
		"default": m{
			"contentVersion": "1", "resources": resource("[parameters('all')]"),
			"parameters": m{"all": m{"type": "object", "defaultValue": body.Properties}},
		},
		"variable":   m{"contentVersion": "1", "resources": resource("[variables('all')]"), "variables": m{"all": body.Properties}},
		"FluxConfig": m{"apiVersion": "clusterconfig.azure.com/v1alpha1", "kind": "FluxConfig", "metadata": metadata, "spec": body.Properties},
		"ASO": m{
			"apiVersion": "kubernetesconfiguration.azure.com/v1api20241101", "kind": "FluxConfiguration", "metadata": metadata, "spec": body.Properties,
		},
	} {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		files := []azure.File{{Path: "in.json", Data: text}}
		for _, policy := range []azure.SecretPolicy{azure.MoveSecrets, azure.RefuseSecrets, azure.DropSecrets} {
			result := azure.Import(files, azure.Options{Secrets: policy})
			if result.Findings.Failed() != (policy == azure.RefuseSecrets) {
				t.Errorf("%s: %s", name, lines(result.Findings))
			}
			checkSecrets(t, &txtar.Archive{Files: []txtar.File{{Name: "in.json", Data: text}}}, result, policy)
		}
	}
}
