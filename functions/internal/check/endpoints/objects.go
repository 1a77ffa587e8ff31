// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package endpoints

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// Who connects.
const (
	sources       = "source-controller"
	kustomize     = "kustomize-controller"
	notifications = "notification-controller"
	images        = "image-reflector-controller"
	nodes         = "nodes"
)

// object collects the endpoints of one object, by its kind.
func (c *collector) object(o manifest.Object) {
	spec := fields(o.Body, "spec")
	need := needs{c, o.ID()}
	switch o.Kind {
	case "GitRepository":
		need.git(spec)
	case "OCIRepository", "HelmRepository":
		need.url(sources, text(spec, "url"), flag(spec, "insecure"))
		need.login(sources, text(spec, "provider"))
		need.signatures(fields(spec, "verify"))
	case "HelmChart":
		need.signatures(fields(spec, "verify"))
	case "HelmRelease":
		need.signatures(fields(fields(fields(spec, "chart"), "spec"), "verify"))
	case "Bucket":
		need.at(sources, endpointOf(text(spec, "endpoint"), flag(spec, "insecure")))
		need.at(sources, addressOf(text(fields(spec, "sts"), "endpoint")))
		need.login(sources, text(spec, "provider"))
	case "ImageRepository":
		need.registry(images, registryOf(text(spec, "image"), flag(spec, "insecure")))
		need.login(images, text(spec, "provider"))
	case "Provider":
		need.receiver(spec)
	case "ConfigMap":
		need.cluster(fields(o.Body, "data"))
	case "Deployment":
		need.images(fields(fields(spec, "template"), "spec"))
	}
}

// needs collects for one object.
type needs struct {
	*collector
	object manifest.ID
}

// at notes that who connects to an address.
func (n needs) at(who string, at address) {
	if at.host != "" && !inCluster(at.host) {
		n.add(at, who+" for "+n.object.String())
	}
}

// host notes that who connects to a host by https.
func (n needs) host(who, name string) { n.at(who, address{name, https}) }

// registry notes a registry and where it sends its clients.
func (n needs) registry(who string, registry address) {
	for _, at := range hostsOf(registry) {
		n.at(who, at)
	}
}

// url notes the URL of a registry, or of a Helm repository of another kind.
func (n needs) url(who, text string, insecure bool) {
	if path, isOCI := strings.CutPrefix(text, "oci://"); isOCI {
		host, _, _ := strings.Cut(path, "/")
		n.registry(who, registryAt(host, insecure))
		return
	}
	n.at(who, addressOf(text))
}

// login notes where an identity of a cloud gets its token from.
func (n needs) login(who, provider string) {
	for _, host := range logins[provider] {
		n.host(who, host)
	}
}

func (n needs) git(spec manifest.Map) {
	at := addressOf(text(spec, "url"))
	n.at(sources, at)
	n.login(sources, text(spec, "provider"))
	if text(spec, "provider") == "github" && at.host == "github.com" {
		n.host(sources, gitHubAPI)
	}
}

// signatures notes what verifies them without a key.
func (n needs) signatures(verify manifest.Map) {
	keyless := verify.Get("secretRef") == nil && verify.Get("trustedRootSecretRef") == nil
	if text(verify, "provider") != "cosign" || !keyless {
		return
	}
	for _, host := range sigstore {
		n.host(sources, host)
	}
}

// receivers are the hosts of services whose Provider needs no address, or has
// one with a secret in its path, which then is in a Secret
// (https://fluxcd.io/flux/components/notification/providers/).
var receivers = map[string]string{
	"googlepubsub": "pubsub.googleapis.com", "pagerduty": "events.pagerduty.com", "telegram": "api.telegram.org",
	"bitbucket": "api.bitbucket.org", "github": gitHubAPI, "githubdispatch": gitHubAPI, "githubpullrequestcomment": gitHubAPI,
	"slack": "hooks.slack.com", "discord": "discord.com", "googlechat": "chat.googleapis.com",
}

// receiver notes where a Provider sends events. For a Git host the address is
// that of a repository, and the API may be elsewhere.
func (n needs) receiver(spec manifest.Map) {
	kind := text(spec, "type")
	at := addressOf(strings.TrimPrefix(text(spec, "address"), "Endpoint="))
	public := at.host == "" || at.host == "github.com" || at.host == "bitbucket.org"
	if host, known := receivers[kind]; known && public {
		at = address{host, https}
	}
	n.at(notifications, at)
	if strings.HasPrefix(kind, "azure") && spec.Get("secretRef") == nil {
		n.host(notifications, azureLogin)
	}
}

// cluster notes how a Kustomization finds another AKS cluster, whose own
// address is not known.
func (n needs) cluster(data manifest.Map) {
	if text(data, "provider") == "azure" && text(data, "cluster") != "" {
		n.host(kustomize, azureLogin)
		n.host(kustomize, azureManagement)
	}
}

func (n needs) images(pod manifest.Map) {
	containers, _ := pod.Get("containers").(manifest.List)
	for _, c := range containers {
		if container, ok := c.(manifest.Map); ok {
			n.registry(nodes, registryOf(text(container, "image"), false))
		}
	}
}

func fields(m manifest.Map, key string) manifest.Map {
	inner, _ := m.Get(key).(manifest.Map)
	return inner
}

func text(m manifest.Map, key string) string {
	s, _ := m.Get(key).(manifest.String)
	return string(s)
}

func flag(m manifest.Map, key string) bool {
	b, _ := m.Get(key).(manifest.Bool)
	return bool(b)
}
