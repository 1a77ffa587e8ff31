// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension_test

import (
	"slices"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/input/extension"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
)

// resolveSpec resolves a spec, and returns the reasons and fields of what is
// found.
func resolveSpec(t *testing.T, text string) (installation.Options, []string) {
	t.Helper()
	var spec v1alpha1.FluxExtensionSpec
	if err := yaml.UnmarshalStrict([]byte(text), &spec); err != nil {
		t.Fatal(err)
	}
	options, found := extension.Resolve(input.Input[v1alpha1.FluxExtension]{Value: v1alpha1.FluxExtension{Spec: spec}})
	var out []string
	for _, f := range found {
		out = append(out, string(f.Reason)+" "+f.FieldPath())
	}
	return options, out
}

// Each value at the edge of what is accepted, on both sides.
func TestOptions(t *testing.T) {
	t.Parallel()
	const controller = "spec.controllers.helm-controller."
	for _, tt := range []struct {
		spec string
		want []string
	}{
		{"scope: {cluster: {releaseNamespace: default}}", []string{"InvalidValue spec.scope.cluster.releaseNamespace"}},
		{"scope: {cluster: {releaseNamespace: kubernetes}}", nil},
		{"scope: {cluster: {releaseNamespace: kube-flux}}", []string{"InvalidValue spec.scope.cluster.releaseNamespace"}},
		{"scope: {cluster: {releaseNamespace: a.b}}", []string{"InvalidValue spec.scope.cluster.releaseNamespace"}},
		{"images: {registry: 'localhost:5000/a/b'}", nil},
		{"images: {registry: 'localhost'}", nil},
		{"images: {registry: 'registry.example.com/A'}", []string{"InvalidValue spec.images.registry"}},
		{"images: {registry: 'registry.example.com/a b'}", []string{"InvalidValue spec.images.registry"}},
		{"images: {registry: 'registry.example.com/'}", []string{"InvalidValue spec.images.registry"}},
		{"images: {components: {helm-controller: {repository: 'a/b@sha256:0'}}}", []string{"InvalidValue spec.images.components.helm-controller.repository"}},
		{"images: {components: {helm-controller: {tag: v1}}}", []string{"NotPinned spec.images.components.helm-controller.tag"}},
		{"images: {components: {helm-controller: {tag: -v1}}}", []string{"InvalidValue spec.images.components.helm-controller.tag", "NotPinned spec.images.components.helm-controller.tag"}},
		{"{version: 2.9.6, images: {components: {helm-controller: {digest: 'sha256:0d52fff5c4d476277b8fcb6beb9041e269adb5db943fe69f5a806ea0c92b1511'}}}}", nil},
		{"images: {components: {helm-controller: {digest: 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'}}}", []string{"Contradiction spec.images.components.helm-controller.digest"}},
		{"images: {components: {helm-controller: {tag: v1.6.3}}}", nil},
		{"images: {components: {helm-controller: {tag: v1.6.3, digest: 'sha256:0d52fff5c4d476277b8fcb6beb9041e269adb5db943fe69f5a806ea0c92b1511'}}}", []string{"Contradiction spec.images.components.helm-controller.digest"}},
		{"images: {registry: a/b, components: {helm-controller: {digest: 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'}}}", nil},
		{"images: {components: {source-watcher: {}}}", []string{"IgnoredSetting spec.images.components.source-watcher"}},
		{"cluster: {domain: a}", nil},
		{"cluster: {domain: a.}", []string{"InvalidValue spec.cluster.domain"}},
		{"cluster: {networkPolicies: RestrictedEgress, egressPorts: [1, 65535]}", nil},
		{"cluster: {networkPolicies: RestrictedEgress, egressPorts: [0, 65536]}", []string{"InvalidValue spec.cluster.egressPorts[0]", "InvalidValue spec.cluster.egressPorts[1]"}},
		{"cluster: {networkPolicies: Disabled, egressPorts: [1]}", []string{"Contradiction spec.cluster.egressPorts"}},
		{"cluster: {rights: Namespace, watchAllNamespaces: true}", []string{"Contradiction spec.cluster.rights"}},
		{"cluster: {rights: Namespace, watchAllNamespaces: false}", nil},
		{"cluster: {proxy: {noProxy: [a]}}", []string{"MissingField spec.cluster.proxy"}},
		{"cluster: {proxy: {http: 'socks5://proxy:1080', noProxy: ['']}}", []string{"InvalidValue spec.cluster.proxy.noProxy[0]"}},
		{"cluster: {proxy: {https: 'http://proxy/path'}}", []string{"InvalidValue spec.cluster.proxy.https"}},
		{"cluster: {proxy: {https: 'http://me@proxy'}}", []string{"CredentialsInURL spec.cluster.proxy.https"}},
		{"cluster: {certificateAuthority: {}}", []string{"Contradiction spec.cluster.certificateAuthority"}},
		{"cluster: {certificateAuthority: {secret: a}}", nil},
		{"storage: {size: '0'}", []string{"InvalidValue spec.storage.size"}},
		{"{components: [helm-controller], storage: {size: 1Gi}}", []string{"IgnoredSetting spec.storage"}},
		{"sharding: {shards: [abcdefghijklmnopqrstuvwxyz-abcdefgh]}", nil},
		{"sharding: {shards: [abcdefghijklmnopqrstuvwxyz-abcdefghi]}", []string{"InvalidName spec.sharding.shards[0]"}},
		{"sharding: {key: a.b/, shards: [a]}", []string{"InvalidName spec.sharding.key"}},
		{"sharding: {key: A_.b/c_d, shards: [a]}", []string{"InvalidName spec.sharding.key"}},
		{"multiTenancy: {kubeConfigServiceAccount: a}", []string{"MissingField spec.multiTenancy.kubeConfigServiceAccount"}},
		{"{objectLevelIdentity: true, multiTenancy: {kubeConfigServiceAccount: a}}", nil},
		{"{objectLevelIdentity: true, multiTenancy: {workloadIdentity: false, decryptionServiceAccount: a}}", []string{"MissingField spec.multiTenancy.decryptionServiceAccount"}},
		{"{configurationSettings: {multiTenancy.enforce: 'false'}, multiTenancy: {serviceAccount: a}}", []string{"IgnoredSetting spec.multiTenancy"}},
		{"{version: 2.6.4, objectLevelIdentity: true}", []string{"InvalidValue spec.objectLevelIdentity"}},
		{"{version: 2.6.4, objectLevelIdentity: true, multiTenancy: {workloadIdentity: false}}", nil},
		{"{version: 2.6.4, configurationSettings: {source-watcher.enabled: 'true'}}", []string{`UnknownRelease spec.configurationSettings["source-watcher.enabled"]`}},
		{"controllers: {helm-controller: {replicas: 10}}", nil},
		{"controllers: {source-controller: {replicas: 1}}", nil},
		{"controllers: {source-controller: {replicas: 2}}", []string{"InvalidValue spec.controllers.source-controller.replicas"}},
		{"controllers: {helm-controller: {flags: {feature-gates: a}}}", []string{"InvalidValue " + controller + "flags.feature-gates"}},
		{"controllers: {helm-controller: {flags: {concurrent: '1'}}}", nil},
		{"controllers: {helm-controller: {flags: {storage-addr: a}}}", []string{"UnknownField " + controller + "flags.storage-addr"}},
		{"controllers: {helm-controller: {tolerations: [{operator: Exists}]}}", nil},
		{"controllers: {helm-controller: {tolerations: [{}]}}", nil},
		{"controllers: {helm-controller: {tolerations: [{operator: Equal}]}}", []string{"MissingField " + controller + "tolerations[0].key"}},
		{"controllers: {helm-controller: {tolerations: [{key: a, effect: NoExecute, tolerationSeconds: 0}]}}", nil},
		{"controllers: {helm-controller: {resources: {requests: {cpu: '1'}}}}", nil},
		{"controllers: {helm-controller: {resources: {requests: {cpu: 1001m}}}}", []string{"Contradiction " + controller + "resources.requests.cpu"}},
		{"controllers: {helm-controller: {resources: {limits: {memory: 63Mi}}}}", []string{"Contradiction " + controller + "resources.limits.memory"}},
		{"{size: medium, controllers: {helm-controller: {resources: {requests: {cpu: '2'}}}}}", nil},
		{"commonMetadata: {labels: {kustomize.toolkit.fluxcd.io/name: a, fluxbundle.io/x: b}}", []string{`InvalidValue spec.commonMetadata.labels["fluxbundle.io/x"]`}},
	} {
		if _, got := resolveSpec(t, tt.spec); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", tt.spec, got, tt.want)
		}
	}
}

// Settings of one controller win over Azure's, and these over those of all.
func TestPrecedence(t *testing.T) {
	t.Parallel()
	options, found := resolveSpec(t, `
controllers:
  all: {logLevel: error, logEncoding: console}
  kustomize-controller: {logLevel: trace}
configurationSettings: {helm-controller.log-level: debug, kustomize-controller.log-level: debug}
`)
	if len(found) > 0 {
		t.Error(found)
	}
	for c, want := range map[flux.Component]string{
		flux.SourceController: "error", flux.HelmController: "debug", flux.KustomizeController: "trace",
	} {
		if got := options.Tuning(c); got.LogLevel != want || got.LogEncoding != "console" {
			t.Errorf("%s logs at %s as %s, want %s", c, got.LogLevel, got.LogEncoding, want)
		}
	}
}
