// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status

import "strings"

const registerKey = "the key is not registered: add the public key as a deploy key of the repository"

// common are failures that many people meet: what the controllers say of them,
// and what to do. The first that a message holds counts.
var common = []struct {
	says   []string
	advice string
}{
	{[]string{"knownhosts: key mismatch", "host key mismatch", "host key has changed"}, "the host key has changed: compare it with the one the provider publishes, then update known_hosts in the Secret of the source"},
	{[]string{"knownhosts: key is unknown", "host key is unknown"}, "known_hosts has no key for this host: add it, as [host]:port when the port is not 22"},
	{[]string{"unable to authenticate", "Permission denied (publickey)"}, registerKey},
	{[]string{"x509:", "certificate signed by unknown authority"}, "the certificate is not trusted: add the CA to the Secret of the source, or correct the host"},
	{[]string{"authentication required", "Access Denied", "401 Unauthorized", "UNAUTHORIZED", "invalid credentials", "SignatureDoesNotMatch", "InvalidAccessKeyId", "authorization failed"}, "the credentials are refused: renew them in the Secret of the source"},
	{[]string{"couldn't find remote ref", "reference not found", "unable to find", "MANIFEST_UNKNOWN", "NoSuchBucket", "bucket does not exist"}, "the revision or bucket is not there: correct the branch, tag or name in the configuration"},
	{[]string{"repository not found", "Repository not found"}, "the repository is not there, or the credentials may not see it: correct the URL or the rights"},
	{[]string{"no such host", "connection refused", "i/o timeout", "network is unreachable", "no route to host", "connection reset", "TLS handshake timeout"}, "the host cannot be reached: check the URL, DNS, network policies and proxies"},
	{[]string{"kustomization path not found"}, "the path is not in the source: correct it in the configuration"},
	{[]string{"variable not set", "substitute from", "variable substitution failed"}, "a substitution is missing: set it in postBuild, or create the ConfigMap or Secret it comes from"},
	{[]string{"no matches for kind", "could not find the requested resource"}, "a CRD is missing: let the Kustomization that installs it be a dependsOn of this one"},
	{[]string{"cannot impersonate"}, "the controller may not act as the ServiceAccount: check its ClusterRole"},
	{[]string{"is forbidden", "cannot patch resource", "cannot get resource", "cannot list resource", "cannot create resource", "(Forbidden)"}, "the ServiceAccount lacks rights: bind a role to it, or keep such objects out of this source"},
	{[]string{"cross-namespace references have been blocked", "can't access"}, "multi-tenancy forbids references to other namespaces: move the object or the reference"},
	{[]string{"cannot get sops data key", "error decrypting", "failed to decrypt", "decryption failed"}, "the decryption key is missing or not the one it was encrypted for"},
	{[]string{"failed to get secret", "secrets \"", "secret not found"}, "the Secret is not in the cluster, or lacks a key: create it, or check what unseals it"},
	{[]string{"serviceaccounts \"", "serviceaccount \""}, "the ServiceAccount is not in the cluster: apply the bundle"},
	{[]string{"field is immutable", "immutable"}, "the field cannot be changed: set force, or delete the object"},
	{[]string{"Helm install failed", "Helm upgrade failed", "Helm rollback failed", "Helm test failed"}, "the Helm release failed: helm history and the events of the HelmRelease tell more"},
	{[]string{"timeout waiting for", "health check failed", "context deadline exceeded"}, "look at the objects it names: kubectl describe tells why they are not ready"},
	{[]string{"kustomize build failed", "accumulating resources", "failed to decode Kubernetes YAML"}, "the source does not build: run kustomize build on the path"},
}

// byRule is the advice for what no controller says.
var byRule = map[string]string{
	"Missing":        "apply the bundle; a root Kustomization does it when it is itself ready",
	"Drifted":        "apply the bundle, or carry the change into the configuration",
	"Foreign":        "two bundles or people want the object: rename one, or remove it from one of them",
	"Suspended":      "flux resume starts it again",
	"NotRead":        "read it from the cluster too",
	"NotObserved":    "wait, or check that the controller runs",
	"Outdated":       "wait, or check that the controller runs",
	"Requested":      "wait, or check that the controller runs",
	"UnknownVersion": "read it in a newer API version",
	"RolloutFailed":  "look at its newest pods: kubectl describe tells why they are not ready",
	"Deleting":       "wait; a finalizer may hold it",
}

// advice says what to do about an object; empty when nothing common is known.
func advice(n *Node) string {
	if n.Rule == "Missing" && !n.Managed {
		return "it was applied and is gone: flux reconcile of what applied it creates it again"
	}
	if n.Rule == "Suspended" && n.Kind == "ArtifactGenerator" {
		return "remove the annotation source.extensions.fluxcd.io/reconcile"
	}
	if a, ok := byRule[n.Rule]; ok {
		return a
	}
	for _, c := range common {
		for _, says := range c.says {
			if strings.Contains(n.Message, says) {
				return c.advice
			}
		}
	}
	return ""
}
