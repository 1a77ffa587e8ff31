// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status

import (
	"regexp"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
)

// Where the words of the messages are from.
const (
	apiServer  = "k8s.io/apiserver and k8s.io/apimachinery: what the API server answers, and what it quotes of webhooks"
	helm       = "helm.sh/helm/v4 and internal/reconcile of helm-controller"
	kustomize  = "sigs.k8s.io/kustomize/api and internal/controller of kustomize-controller"
	ssa        = "github.com/fluxcd/pkg/ssa"
	fetching   = "internal/controller of source-controller, with the libraries that it fetches with"
	decryption = "internal/decryptor of kustomize-controller"
)

func says(words string) func() *regexp.Regexp { return pattern.Of("(?i)" + words) }

// failures is the table of failures: the first row that fits counts, so that what
// says more comes first. What the API server answers comes before what the
// controllers say around it.
var failures = []failure{
	// The API server, while something is applied.
	{appliers, says(`failed calling webhook .*(x509|certificate)`), "the API server does not trust the certificate of the admission webhook that is named: renew the webhook's certificate and the caBundle of its configuration", apiServer},
	{appliers, says(`failed calling webhook`), "the API server does not reach the admission webhook that is named: check that its pods run, or remove its configuration", apiServer},
	{appliers, says(`admission webhook .* denied the request|ValidatingAdmissionPolicy .* denied`), "an admission policy refuses the object: change what it names, or except the object from the policy", apiServer},
	{appliers, says(`exceeded quota`), "the quota of the namespace is used up: raise it, or ask for less", apiServer},
	{appliers, says(`violates PodSecurity`), "the Pod Security level of the namespace refuses the pod: meet it, or set the label pod-security.kubernetes.io/enforce of the namespace", apiServer},
	{appliers, says(`because it is being terminated|namespace .* is being terminated`), "the namespace is being deleted: wait until it is gone, or see what its finalizers wait for", apiServer},
	{appliers, says(`namespaces "[^"]*" not found`), "the namespace is not in the cluster: let a Kustomization create it that this one depends on", apiServer},
	{appliers, says(`updates to statefulset spec`), "a StatefulSet does not let these fields change: delete it with --cascade=orphan, and let Flux create it again", apiServer},
	{nil, says(`storedVersions|status\.storedVersions`), "the CRD has objects in a version that it drops: run flux migrate, then apply it again", apiServer},
	{appliers, says(`field is immutable|is immutable`), "the field cannot be changed: set force, or delete the object and let Flux create it again", apiServer},
	{appliers, says(`invalid ownership metadata`), "the object exists and is not of this release: delete it, or give it the labels and annotations of the release", helm},
	// Helm.
	{[]string{kindHelmRelease}, says(`missing target release for rollback`), "there is no release to roll back to: mend what the upgrade failed for, or set the remediation to uninstall", helm},
	{[]string{kindHelmRelease}, says(`another operation .* is in progress`), "another operation of Helm holds the release: flux suspend and resume it when none runs any more, or helm rollback", helm},
	{appliers, says(`cannot impersonate`), "the controller may not act as the ServiceAccount: check its ClusterRole", apiServer},
	{appliers, says(`serviceaccounts? \\?"?[^"]*"? (is forbidden|not found)|ServiceAccount '[^']*' (not found|can be used to uninstall)`), "the ServiceAccount that is named is not in the cluster, or may not be read: apply the bundle; when the object is being deleted, create the account until it is gone", apiServer},
	{appliers, says(`is forbidden: User|cannot (get|list|watch|patch|create|update|delete) resource`), "the ServiceAccount lacks rights: bind a role to it, or keep such objects out of this source", apiServer},
	{appliers, says(`no matches for kind|could not find the requested resource`), "a CRD is missing: let the Kustomization that installs it be a dependsOn of this one", apiServer},
	// Kustomize, substitution and decryption.
	{[]string{kindKustomization}, says(`missing closing brace|bad substitution|unable to parse variable name|envsubst error`), "a text that has ${ in it is taken for a variable: write $${ there, or annotate the object kustomize.toolkit.fluxcd.io/substitute: disabled; names of variables have letters, digits and underscores", kustomize},
	{[]string{kindKustomization}, says(`variable not set|variable substitution failed|substitute from`), "a substitution is missing: set it in postBuild, or create the ConfigMap or Secret it comes from", kustomize},
	{[]string{kindKustomization}, says(`unable to find one of 'kustomization`), "a folder that is named as a resource or base has no kustomization.yaml: add one, or correct the path", kustomize},
	{[]string{kindKustomization}, says(`kustomization path not found`), "the path is not in the source: correct it in the configuration", kustomize},
	{[]string{kindKustomization}, says(`cannot get sops data key|error decrypting|failed to decrypt|decryption failed`), "the decryption key is missing or not the one it was encrypted for", decryption},
	{[]string{kindKustomization}, says(`kustomize build failed|accumulating resources|failed to decode Kubernetes YAML`), "the source does not build: run kustomize build on the path", kustomize},
	{nil, says(`cross-namespace references have been blocked|can't access '`), "multi-tenancy forbids references to other namespaces: move the object or the reference", ssa},
	// Sources.
	{sources, says(`knownhosts: key mismatch|host key mismatch|host key has changed`), "the host key has changed: compare it with the one the provider publishes, then update known_hosts in the Secret of the source", fetching},
	{sources, says(`knownhosts: key is unknown|host key is unknown`), "known_hosts has no key for this host: add it, as [host]:port when the port is not 22", fetching},
	{sources, says(`unable to authenticate|Permission denied \(publickey\)`), registerKey, fetching},
	{sources, says(`rate limit|TOOMANYREQUESTS|429 Too Many`), "the host limits requests: authenticate, use a mirror, or fetch less often", fetching},
	{sources, says(`: DENIED|requested access to the resource is denied|403 Forbidden`), "the registry or host refuses access: the repository is private or is not there; give credentials that may read it, or correct its name", fetching},
	{sources, says(`NAME_UNKNOWN|repository name not known`), "the repository is not in the registry: correct its name, or push it", fetching},
	{sources, says(`authentication required|Access Denied|401 Unauthorized|UNAUTHORIZED|invalid credentials|SignatureDoesNotMatch|InvalidAccessKeyId|authorization failed`), "the credentials are refused: renew them in the Secret of the source", fetching},
	{sources, says(`x509:|certificate signed by unknown authority`), "the certificate is not trusted: add the CA to the Secret of the source, or correct the host", fetching},
	{sources, says(`repository not found`), "the repository is not there, or the credentials may not see it: correct the URL or the rights", fetching},
	{sources, says(`couldn't find remote ref|reference not found|unable to find|MANIFEST_UNKNOWN|NoSuchBucket|bucket does not exist|no match found for semver`), "the revision or bucket is not there: correct the branch, tag or name in the configuration", fetching},
	{sources, says(`no such host|connection refused|i/o timeout|network is unreachable|no route to host|connection reset|TLS handshake timeout|context deadline exceeded`), "the host cannot be reached in time: check the URL, DNS, network policies and proxies, and the timeout", fetching},
	{nil, says(`failed to get secret|secrets? "[^"]*" not found|secret not found`), "the Secret is not in the cluster, or lacks a key: create it, or check what unseals it", apiServer},
	// What is left of Helm, and waiting.
	{[]string{kindHelmRelease}, says(`context deadline exceeded|timed out waiting|timeout waiting for`), "what the release made did not get ready in time: kubectl describe of its pods tells why", helm},
	{[]string{kindHelmRelease}, says(`Helm (install|upgrade|rollback|test|uninstall) failed`), "the Helm release failed: helm history and the events of the HelmRelease tell more", helm},
	{[]string{kindKustomization}, says(`timeout waiting for|health check failed|context deadline exceeded`), "look at the objects it names: kubectl describe tells why they are not ready", ssa},
}

const registerKey = "the key is not registered: add the public key as a deploy key of the repository"
