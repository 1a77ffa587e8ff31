// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
)

// Each row of the table is the advice for a message that controllers write, in
// the order of the rows, and for what looks like it elsewhere there is no wrong
// one.
func TestFailures(t *testing.T) {
	t.Parallel()
	const hr, ks, git, oci = "HelmRelease", "Kustomization", "GitRepository", "OCIRepository"
	cases := []struct{ kind, message, advice string }{
		{hr, `Helm install failed: failed calling webhook "v.x": Post "https://x.svc:443/v?timeout=10s": x509: certificate signed by unknown authority`, "caBundle"},
		{ks, `dry-run failed: failed calling webhook "v.x": Post "https://x.svc:443/": context deadline exceeded`, "does not reach the admission webhook"},
		{ks, `HelmRelease/a/b dry-run failed (Forbidden): admission webhook "validate.kyverno.svc-fail" denied the request: blocked`, "admission policy"},
		{hr, `Helm install failed: pods "x" is forbidden: exceeded quota: compute, requested: cpu=1, used: cpu=2, limited: cpu=2`, "quota"},
		{ks, `pods "x" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false`, "Pod Security level"},
		{ks, `ConfigMap/a/b dry-run failed (Forbidden): unable to create new content in namespace a because it is being terminated`, "being deleted"},
		{ks, `ConfigMap/a/b dry-run failed (NotFound): namespaces "a" not found`, "namespace is not in the cluster"},
		{ks, `StatefulSet/a/b dry-run failed (Invalid): spec: Forbidden: updates to statefulset spec for fields other than 'replicas'`, "StatefulSet"},
		{ks, `CustomResourceDefinition/x dry-run failed (Invalid): status.storedVersions[0]: Invalid value: "v1beta1": must appear in spec.versions`, "flux migrate"},
		{ks, `Job/a/b dry-run failed (Invalid): spec.template: Invalid value: field is immutable`, "cannot be changed"},
		{hr, `Helm install failed: Unable to continue with install: ConfigMap "a" exists and cannot be imported into the current release: invalid ownership metadata`, "not of this release"},
		{hr, `Failed to perform remediation: missing target release for rollback: cannot remediate failed release`, "no release to roll back to"},
		{hr, `Helm upgrade failed: another operation (install/upgrade/rollback) is in progress`, "holds the release"},
		{ks, `users "x" is forbidden: User "y" cannot impersonate resource "users"`, "may not act as the ServiceAccount"},
		{hr, `failed to confirm ServiceAccount 'flux-applier' can be used to uninstall release: not there`, "ServiceAccount that is named"},
		{ks, `ConfigMap/a/b dry-run failed (Forbidden): configmaps "b" is forbidden: User "system:serviceaccount:a:flux-applier" cannot patch resource "configmaps"`, "lacks rights"},
		{ks, `HelmRelease/a/b dry-run failed: no matches for kind "HelmRelease" in version "helm.toolkit.fluxcd.io/v2"`, "CRD is missing"},
		{ks, `post build failed for 'ConfigMap.v1/a': envsubst error: variable substitution failed: missing closing brace`, "taken for a variable"},
		{ks, `post build failed for 'ConfigMap.v1/a': variable not set (strict mode): "x"`, "substitution is missing"},
		{ks, `kustomize build failed: accumulating resources: unable to find one of 'kustomization.yaml', 'kustomization.yml'`, "no kustomization.yaml"},
		{ks, `kustomization path not found: stat /tmp/x/apps: no such file or directory`, "path is not in the source"},
		{ks, `failed to decrypt and format 'a.yaml': cannot get sops data key`, "decryption key"},
		{ks, `kustomize build failed: json: unknown field "x"`, "does not build"},
		{ks, `can't access 'GitRepository/b/c', cross-namespace references have been blocked`, "multi-tenancy"},
		{git, `failed to checkout: ssh: handshake failed: knownhosts: key mismatch`, "host key has changed"},
		{git, `failed to checkout: ssh: handshake failed: knownhosts: key is unknown`, "no key for this host"},
		{git, `failed to checkout: ssh: unable to authenticate, attempted methods [none publickey]`, "not registered"},
		{oci, `failed to determine artifact digest: GET https://x/v2/a: TOOMANYREQUESTS: you have reached your pull rate limit`, "limits requests"},
		{oci, `failed to determine artifact digest: GET https://ghcr.io/token: DENIED: denied`, "refuses access"},
		{oci, `failed to pull artifact: GET https://x/v2/a/manifests/v1: NAME_UNKNOWN: repository name not known to registry`, "not in the registry"},
		{git, `failed to checkout: authentication required: Unauthorized`, "credentials are refused"},
		{git, `failed to checkout: Get "https://x": tls: failed to verify certificate: x509: certificate signed by unknown authority`, "add the CA"},
		{git, `failed to checkout: repository not found: git repository: 'https://x/y'`, "repository is not there"},
		{git, `failed to checkout: couldn't find remote ref "refs/heads/x"`, "revision or bucket"},
		{git, `failed to checkout: Get "https://x": dial tcp 10.0.0.1:443: i/o timeout`, "cannot be reached"},
		{git, `failed to get secret 'a/b': secrets "b" not found`, "Secret is not in the cluster"},
		{hr, `Helm upgrade failed for release a/b with chart c@1: context deadline exceeded`, "did not get ready in time"},
		{hr, `Helm install failed for release a/b with chart c@1: template: c/x.yaml:1: parse error`, "helm history"},
		{ks, `timeout waiting for: [Deployment/a/b status: 'InProgress']`, "kubectl describe"},
	}
	if len(cases) != len(failures) {
		t.Errorf("%d cases for %d rows", len(cases), len(failures))
	}
	for i, tt := range cases {
		if i >= len(failures) || !strings.Contains(failures[i].advice, tt.advice) {
			t.Fatalf("row %d is not that of %q", i, tt.advice)
		}
		n := &Node{ID: manifest.ID{Kind: tt.kind}, Verdict: compliance.Verdict{Rule: "Failed", Message: tt.message}}
		if got := advice(n); got != failures[i].advice {
			t.Errorf("%s: %s\nadvises %q, want %q", tt.kind, tt.message, got, failures[i].advice)
		}
		if failures[i].source == "" {
			t.Errorf("row %d has no source", i)
		}
	}
	if n := &(Node{ID: manifest.ID{Kind: "Deployment"}, Verdict: compliance.Verdict{Rule: "Failed", Message: "x509: of its own"}}); advice(n) != "" {
		t.Errorf("advice %q", advice(n))
	}
}
