// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package endpoints

import (
	"net/url"
	"strconv"
	"strings"
)

// Ports that are not written down.
const (
	https = 443
	http  = 80
	ssh   = 22
	amqps = 5671
	nats  = 4222
)

var schemes = map[string]int{
	"https": https, "http": http, "ssh": ssh, "oci": https, "tls": nats, "nats": nats, "amqps": amqps, "sb": amqps,
}

// Hosts that the names of others do not show.
const (
	// azureLogin gives tokens to identities in the public cloud of Azure; the
	// webhook of Azure Workload Identity sets another in other clouds
	// (AZURE_AUTHORITY_HOST).
	azureLogin = "login.microsoftonline.com"
	// azureManagement knows the address of an AKS cluster
	// (azure/provider.go of github.com/fluxcd/pkg/auth).
	azureManagement = "management.azure.com"
	// gitHubAPI gives tokens to GitHub Apps and takes commit statuses.
	gitHubAPI = "api.github.com"
)

// logins are where the identities of a cloud get their tokens from, by the
// provider of a source (azure, aws and gcp in auth of github.com/fluxcd/pkg).
// That of AWS is in a region, as are its registries and buckets.
var logins = map[string][]string{
	"azure": {azureLogin}, "aws": {"*.amazonaws.com"}, "gcp": {"iamcredentials.googleapis.com", "sts.googleapis.com"},
}

// sigstore is what verifies signatures without a key: the trust root and the
// transparency log (DefaultMirror in pkg/tuf of github.com/sigstore/sigstore-go,
// DefaultRekorURL of cosign v3).
var sigstore = []string{"rekor.sigstore.dev", "tuf-repo-cdn.sigstore.dev"}

// layers are the hosts that registries send their clients to, for tokens and
// for the content of layers, by the name of the registry; a name that begins
// with a dot is that of all registries below it. They are from
// https://docs.docker.com/desktop/setup/allow-list/,
// https://github.com/microsoft/containerregistry/blob/main/docs/client-firewall-rules.md,
// https://access.redhat.com/articles/7084334 and
// https://learn.microsoft.com/azure/container-registry/container-registry-firewall-access-rules;
// GitHub names none, the redirect can be seen.
var layers = map[string][]string{
	"ghcr.io": {"pkg-containers.githubusercontent.com"},
	"registry-1.docker.io": {
		"auth.docker.io", "docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com",
		"production.cloudflare.docker.com", "production.cloudfront.docker.com",
	},
	"mcr.microsoft.com": {"*.data.mcr.microsoft.com"},
	"quay.io":           {"cdn.quay.io", "cdn01.quay.io", "cdn02.quay.io", "cdn03.quay.io"},
	".azurecr.io":       {"*.blob.core.windows.net"},
}

// hostsOf returns a registry and where it sends its clients.
func hostsOf(registry address) []address {
	out := []address{registry}
	if registry.port != https {
		return out
	}
	names := layers[registry.host]
	if _, domain, found := strings.Cut(registry.host, "."); found && names == nil {
		names = layers["."+domain]
	}
	for _, name := range names {
		out = append(out, address{name, https})
	}
	return out
}

// addressOf reads host and port from a URL; the host is empty when it has none.
func addressOf(text string) address {
	u, err := url.Parse(text)
	if err != nil || schemes[u.Scheme] == 0 {
		return address{}
	}
	return withPort(u.Hostname(), u.Port(), schemes[u.Scheme])
}

// endpointOf reads host[:port], or a URL, as in a Bucket.
func endpointOf(text string, insecure bool) address {
	if strings.Contains(text, "://") {
		return addressOf(text)
	}
	scheme := "https://"
	if insecure {
		scheme = "http://"
	}
	return addressOf(scheme + text)
}

// registryOf returns the registry of an image, host[:port]/path[:tag][@digest],
// as container runtimes read it: without a host it is on Docker Hub.
func registryOf(image string, insecure bool) address {
	host, _, found := strings.Cut(image, "/")
	if !found || !strings.ContainsAny(host, ".:") && host != "localhost" {
		host = "docker.io"
	}
	return registryAt(host, insecure)
}

// registryAt returns the registry at host[:port].
func registryAt(host string, insecure bool) address {
	at := endpointOf(host, insecure)
	if at.host == "docker.io" || at.host == "index.docker.io" {
		at.host = "registry-1.docker.io"
	}
	return at
}

func withPort(host, port string, usual int) address {
	at := address{strings.TrimSuffix(strings.ToLower(host), "."), usual}
	if n, err := strconv.Atoi(port); err == nil {
		at.port = n
	}
	return at
}
