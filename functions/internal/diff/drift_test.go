// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package diff_test

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/diff"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

func value(t *testing.T, text string) map[string]any {
	t.Helper()
	docs, err := object.ParseFile("", []byte(text))
	if err != nil || len(docs) != 1 {
		t.Fatal(text, err)
	}
	v, problems := docs[0].Value()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return v
}

// compare returns the paths that differ, and everything that is shown of them.
func compare(t *testing.T, want, have string) (paths, shown string) {
	t.Helper()
	var all []string
	for _, d := range diff.Compare(value(t, want), value(t, have)) {
		path := report.Finding{Field: d.Path}.FieldPath()
		if path == "" {
			path = "itself"
		}
		all = append(all, path)
		shown += d.Want + d.Have
	}
	return strings.Join(all, " "), shown
}

const (
	deployment = "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {"
	pods       = deployment + "containers: "
	policy     = "{kind: NetworkPolicy, spec: {podSelector: {}, ingress: "
	release    = "{kind: HelmRelease, spec: {values: "
)

func TestCompare(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, want, have, paths string }{
		{"the same", "spec: {a: 1, b: [x]}", "spec: {a: 1, b: [x]}", ""},
		{"other fields", "spec: {a: 1}", "{spec: {a: 1, b: 2}, status: {c: 3}, data: {}}", ""},
		{"scalar", "spec: {a: x}", "spec: {a: y}", "spec.a"},
		{"absent", "spec: {a: x}", "{}", "spec"},
		{"absent inside", "spec: {a: {b: x}}", "spec: {}", "spec.a"},
		{"other type", "spec: {a: {b: x}}", "spec: {a: [b]}", "spec.a"},
		{"nothing is nothing", "spec: {a: false, b: '', c: 0, d: {}, e: [], f: {g: false}}", "spec: {}", ""},
		{"true is something", "spec: {a: true}", "spec: {}", "spec.a"},
		{"numbers", "spec: {a: 1, b: 1.0}", "spec: {a: 1.0, b: 1}", ""},
		{"big numbers", "spec: {a: 1e9}", "spec: {a: 1e999999999}", "spec.a"},
		{"durations", "spec: {interval: 10m0s, timeout: 60m0s, retryInterval: 90s}", "spec: {interval: 10m, timeout: 1h0m0s, retryInterval: 1m30s}", ""},
		{"other duration", "spec: {interval: 10m0s}", "spec: {interval: 10s}", "spec.interval"},
		{"a name is no duration", "spec: {name: 1m}", "spec: {name: 60s}", "spec.name"},
		{"quantities", "spec: {limits: {cpu: 1000m, memory: 1Gi}, hard: {pods: '1000'}}", "spec: {limits: {cpu: 1, memory: 1024Mi}, hard: {pods: 1k}}", ""},
		{"other quantity", "spec: {limits: {cpu: 1}}", "spec: {limits: {cpu: 1m}}", "spec.limits.cpu"},
		{"a name is no quantity", "spec: {name: '1000'}", "spec: {name: 1k}", "spec.name"},
		{"list", "rules: [{verbs: [get]}]", "rules: [{verbs: [get], x: y}]", ""},
		{"longer list", "subjects: [{name: a}]", "subjects: [{name: a}, {name: eve}]", "subjects"},
		{"order of a list", "args: [a, b]", "args: [b, a]", "args[0] args[1]"},
		{"sidecar", pods + "[{name: a, image: x}]}}}}", pods + "[{name: s}, {name: a, image: x, tty: true}]}}}}", ""},
		{"container", pods + "[{name: a, image: x}]}}}}", pods + "[{name: s}, {name: a, image: y}]}}}}", "spec.template.spec.containers[0].image"},
		{"gone container", pods + "[{name: a, image: x}]}}}}", pods + "[{name: s}]}}}}", "spec.template.spec.containers[0]"},
		{"variables and ports of a container", pods + "[{name: a, env: [{name: b}], ports: [{name: c}]}]}}}}", pods + "[{name: a, env: [{name: d}, {name: b}], ports: [{name: e}, {name: c}]}]}}}}", ""},
		{"another volume", deployment + "volumes: [{name: a, emptyDir: {}}]}}}}", deployment + "volumes: [{name: a, hostPath: {path: /}}]}}}}", "spec.template.spec.volumes[0].emptyDir"},
		{"ports of a Service", "{kind: Service, spec: {ports: [{name: a, port: 1}]}}", "{kind: Service, spec: {ports: [{name: a, port: 1}, {name: b, port: 2}]}}", "spec.ports"},
		{"ports of a policy", policy + "[{from: [{podSelector: {}}], ports: [{port: 1}]}]}}", policy + "[{from: [{podSelector: {}}], ports: [{port: 1, protocol: TCP}, {port: 1, endPort: 65535}]}]}}", "spec.ingress[0].ports"},
		{"a wider port", policy + "[{ports: [{port: 1}]}]}}", policy + "[{ports: [{port: 1, protocol: TCP, endPort: 65535}]}]}}", "spec.ingress[0].ports[0].endPort"},
		{"another selector", policy + "[{from: [{podSelector: {}}]}]}}", policy + "[{from: [{namespaceSelector: {}}]}]}}", "spec.ingress[0].from[0].namespaceSelector spec.ingress[0].from[0].podSelector"},
		{"a wider selector", policy + "[{from: [{podSelector: {}}]}]}}", policy + "[{from: [{podSelector: {}, namespaceSelector: {}}]}]}}", "spec.ingress[0].from[0].namespaceSelector"},
		{"a policy with defaults", policy + "[{ports: [{port: 1}]}]}}", "{kind: NetworkPolicy, spec: {podSelector: {}, policyTypes: [Ingress], ingress: [{ports: [{port: 1, protocol: TCP}]}]}}", ""},
		{"lists of values", release + "{env: [{name: a}], ports: [1]}}}", release + "{env: [{name: a}, {name: b}], ports: [1, 2]}}}", "spec.values.env spec.values.ports"},
		{"lists below values", release + "{template: {spec: {containers: [{name: a}]}}}}}", release + "{template: {spec: {containers: [{name: a}, {name: b}]}}}}}", "spec.values.template.spec.containers"},
		{"nothing is something in values", release + "{a: false, b: '', c: 0, d: {}, e: [], f: {g: false}}}}", release + "{z: 1}}}", "spec.values.a spec.values.b spec.values.c spec.values.d spec.values.e spec.values.f"},
		{"no values", release + "{a: {b: false}}}}", "{kind: HelmRelease, spec: {}}", "spec.values.a"},
		{"values have no units", release + "{interval: 10m, limits: {cpu: '1'}, n: 1.0}}}", release + "{interval: 600s, limits: {cpu: 1000m}, n: 1}}}", "spec.values.interval spec.values.limits.cpu"},
		{"empty values", release + "{}}}", "{kind: HelmRelease, spec: {}}", ""},
		{"null in values", release + "{a: null}}}", release + "{}}}", ""},
		{"an empty variable", "{kind: Kustomization, spec: {postBuild: {substitute: {a: ''}}}}", "{kind: Kustomization, spec: {postBuild: {substitute: {b: x}}}}", "spec.postBuild.substitute.a"},
		{"an empty label", "metadata: {labels: {a: ''}}", "metadata: {labels: {}}", "metadata.labels.a"},
		{"labels", "metadata: {labels: {a: x, b: y}}", "metadata: {labels: {a: x, c: z}}", "metadata.labels.b"},
		{"annotations of hosts", "metadata: {annotations: {config.kubernetes.io/index: '0', fluxbundle.io/owner: FluxExtension/a, b: x}}", "metadata: {annotations: {b: x}}", ""},
		{"served version", "apiVersion: kustomize.toolkit.fluxcd.io/v1", "apiVersion: kustomize.toolkit.fluxcd.io/v1beta2", ""},
		{"variables", "{kind: Kustomization, spec: {postBuild: {substitute: {a: CANARY}}}}", "{kind: Kustomization, spec: {postBuild: {substitute: {a: CANARY2}}}}", "spec.postBuild.substitute.a"},
		{"patches", "{kind: Kustomization, spec: {patches: [{patch: 'CANARY'}]}}", "{kind: Kustomization, spec: {patches: [{patch: 'CANARY2'}]}}", "spec.patches[0].patch"},
		{"post-renderers", "{kind: HelmRelease, spec: {postRenderers: [{kustomize: {patches: [{patch: 'CANARY'}]}}]}}", "{kind: HelmRelease, spec: {postRenderers: [{kustomize: {patches: [{patch: 'CANARY2'}]}}]}}", "spec.postRenderers[0].kustomize.patches[0].patch"},
		{"credentials", "spec: {url: 'https://a:CANARY@h/x'}", "spec: {url: 'https://h/x?CANARY'}", "spec.url"},
		{"user of an address", "{kind: Bucket, spec: {endpoint: 'a:CANARY@h'}}", "{kind: Bucket, spec: {endpoint: h}}", "spec.endpoint"},
		{"a webhook's path", "{kind: Other, spec: {url: 'https://h'}}", "{kind: Other, spec: {url: 'https://hooks.slack.com/services/CANARY'}}", "spec.url"},
		{"an argument", "args: ['--x=http://p/y']", "args: ['--x=http://user:p?CANARY@p/y']", "args[0]"},
		{"a Provider", "{kind: Provider, spec: {address: 'https://chat.example.com/hooks/CANARY'}}", "{kind: Provider, spec: {address: 'https://chat.example.com/hooks/CANARY2'}}", "spec.address"},
		{"secret values", release + "{auth: {password: CANARY, all: [CANARY]}}}}", release + "{auth: {password: CANARY2, all: [CANARY2]}}}}", "spec.values.auth.all[0] spec.values.auth.password"},
		{"values that are none", release + "{a: b}}}", release + "CANARY}}", "spec.values"},
		{"sealed", "{kind: SealedSecret, spec: {encryptedData: {a: CANARY}}}", "{kind: SealedSecret, spec: {encryptedData: {a: CANARY2}}}", "spec.encryptedData.a"},
		{"Secret", "{kind: Secret, type: Opaque, stringData: {a: x}}", "{kind: Secret, type: Opaque, data: {a: eA==, b: eA==}}", ""},
		{"Secret value", "{kind: Secret, stringData: {a: CANARY}}", "{kind: Secret, data: {a: eA==}}", "itself"},
		{"Secret key", "{kind: Secret, data: {a: CANARY}}", "{kind: Secret, data: {b: CANARY}}", "itself"},
		{"Secret label", "{kind: Secret, metadata: {labels: {a: CANARY}}}", "{kind: Secret}", "itself"},
		{"Secret that was emptied", "{kind: Secret, data: {a: CANARY}}", "{kind: Secret, data: {a: ''}}", ""},
		{"Secret of SOPS", "{kind: Secret, stringData: {a: 'ENC[CANARY]'}, sops: {mac: x}}", "{kind: Secret, data: {a: eA==}}", ""},
	} {
		paths, shown := compare(t, tt.want, tt.have)
		if paths != tt.paths {
			t.Errorf("%s: %q, want %q", tt.name, paths, tt.paths)
		}
		if strings.Contains(shown, "CANARY") {
			t.Errorf("%s: a secret is shown: %s", tt.name, shown)
		}
	}
}

// FuzzCompare: no two objects make the comparison panic, and an object does not
// differ from itself.
func FuzzCompare(f *testing.F) {
	f.Add([]byte("spec: {a: [1, {b: x}], interval: 10m}"), []byte("spec: {a: {}, interval: 1e9}"))
	f.Add([]byte("kind: Secret\ndata: {a: b}"), []byte("data: [a]"))
	f.Add([]byte("metadata: [a]\ncontainers: [{name: 1}, 3]"), []byte("metadata: {labels: {a: [b]}}\ncontainers: {}"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		var values []map[string]any
		for _, text := range [][]byte{a, b} {
			docs, err := object.ParseFile("", text)
			if err != nil || len(docs) == 0 {
				return
			}
			v, problems := docs[0].Value()
			if len(problems) > 0 {
				return
			}
			values = append(values, v)
		}
		diff.Compare(values[0], values[1])
		if kind, _ := values[0]["kind"].(string); kind != "Secret" && len(diff.Compare(values[0], values[0])) > 0 {
			t.Errorf("an object differs from itself: %s", a)
		}
	})
}
