// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// cluster resolves what the installation has to fit to.
func (r *resolver) cluster(c *v1alpha1.ExtensionCluster) {
	if c == nil {
		return
	}
	r.options.OpenShift = c.Type == "openshift"
	if c.Domain != "" && !input.IsName(c.Domain) {
		r.error(report.InvalidValue, problem{report.Quote(c.Domain) + " is not a valid domain", "accepted is a domain without a point at its ends, such as cluster.local"}, "spec", "cluster", "domain")
	}
	r.options.Domain = c.Domain
	r.network(c)
	r.watched(c)
	r.proxy(c.Proxy)
	r.authorities(c.CertificateAuthority)
}

func (r *resolver) network(c *v1alpha1.ExtensionCluster) {
	r.options.Network = installation.Network{
		Off: c.NetworkPolicies == "Disabled", Restricted: c.NetworkPolicies == "RestrictedEgress", Ports: c.EgressPorts,
	}
	if len(c.EgressPorts) > 0 && !r.options.Network.Restricted {
		r.error(report.Contradiction, problem{"has no effect unless networkPolicies is RestrictedEgress", "set that, or remove the ports"}, "spec", "cluster", "egressPorts")
	}
	for i, p := range c.EgressPorts {
		const last = 65535
		if p < 1 || p > last {
			r.error(report.InvalidValue, problem{strconv.FormatInt(p, 10) + " is not a valid port", "accepted are 1 to 65535"}, "spec", "cluster", "egressPorts", strconv.Itoa(i))
		}
	}
}

// watched resolves the namespaces that the controllers watch, and their rights.
func (r *resolver) watched(c *v1alpha1.ExtensionCluster) {
	r.options.OwnNamespace = c.WatchAllNamespaces != nil && !*c.WatchAllNamespaces
	r.options.NamespacedRights = c.Rights == "Namespace"
	if r.options.NamespacedRights && !r.options.OwnNamespace {
		r.error(report.Contradiction, problem{
			"controllers that watch all namespaces need their rights in the whole cluster", "set watchAllNamespaces: false, or remove it",
		}, "spec", "cluster", "rights")
	}
}

func (r *resolver) proxy(p *v1alpha1.ExtensionProxy) {
	if p == nil {
		return
	}
	if p.HTTP == "" && p.HTTPS == "" {
		r.error(report.MissingField, problem{"has no proxy", "set http, https or both"}, "spec", "cluster", "proxy")
	}
	r.proxyURL(p.HTTP, "http")
	r.proxyURL(p.HTTPS, "https")
	for i, entry := range p.NoProxy {
		if entry == "" || strings.ContainsAny(entry, ", \t\n") {
			r.error(report.InvalidValue, problem{report.Quote(entry) + " is not a valid entry", "accepted is one host, domain, address or network in each"}, "spec", "cluster", "proxy", "noProxy", strconv.Itoa(i))
		}
	}
	r.options.Proxy = installation.Proxy{HTTP: p.HTTP, HTTPS: p.HTTPS, NoProxy: p.NoProxy}
}

// proxyURL checks a URL without showing it: it may hold a password, which would
// stand in every Deployment.
func (r *resolver) proxyURL(given, name string) {
	if given == "" {
		return
	}
	u, err := url.Parse(given)
	switch field := []string{"spec", "cluster", "proxy", name}; {
	case err == nil && u.User != nil:
		r.error(report.CredentialsInURL, problem{"has credentials, which would be in clear text in the Deployments", "let the proxy accept the cluster by its address"}, field...)
	case err != nil || (u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5") || u.Host == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "":
		r.error(report.InvalidValue, problem{"is not a valid URL of a proxy", "accepted is http://HOST:PORT; https:// and socks5:// too"}, field...)
	}
}

func (r *resolver) authorities(a *v1alpha1.CertificateAuthority) {
	if a == nil {
		return
	}
	if (a.ConfigMap == "") == (a.Secret == "") {
		r.error(report.Contradiction, problem{"needs one of configMap and secret", ""}, "spec", "cluster", "certificateAuthority")
	}
	r.name(a.ConfigMap, "spec", "cluster", "certificateAuthority", "configMap")
	r.name(a.Secret, "spec", "cluster", "certificateAuthority", "secret")
	r.options.Authorities = installation.Authorities{ConfigMap: a.ConfigMap, Secret: a.Secret}
}
