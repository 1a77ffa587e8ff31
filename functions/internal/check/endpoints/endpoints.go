// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package endpoints lists what a bundle has to reach outside of its cluster:
// host, port and who needs it, for firewalls, proxies and private links. It
// reads the emitted objects, so that whatever put a URL into one is seen.
//
// What is in the sources is not known here: the charts, images and sources that
// a repository refers to need endpoints of their own. Nor are addresses that
// are in Secrets.
package endpoints

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Endpoint is a host and port that something of the bundle connects to by TCP.
type Endpoint struct {
	// Host is a name, in lower case, or an address. A name that begins with *.
	// stands for all below it: which one is used is not known.
	Host string
	Port int
	// NeededBy are the objects that need it, each as "who for Kind
	// namespace/name": who is the controller that connects, or nodes for the
	// kubelet of every node. It is sorted.
	NeededBy []string
}

// String is host:port, and [host]:port for an address of IPv6.
func (e Endpoint) String() string {
	host := e.Host
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return host + ":" + strconv.Itoa(e.Port)
}

// Of returns the endpoints of the objects, sorted by host and port.
func Of(objects []owner.Object) []Endpoint {
	c := collector{index: map[address]int{}}
	for _, o := range objects {
		c.object(o.Object)
	}
	for i := range c.found {
		slices.Sort(c.found[i].NeededBy)
		c.found[i].NeededBy = slices.Compact(c.found[i].NeededBy)
	}
	slices.SortFunc(c.found, func(a, b Endpoint) int { return cmp.Or(cmp.Compare(a.Host, b.Host), cmp.Compare(a.Port, b.Port)) })
	return c.found
}

// Finding says in one line what has to be reached. about is the FluxBundle that
// asks for it, and the zero value where none is given.
func Finding(about report.Object, all []Endpoint) report.Finding {
	f := report.Finding{
		Severity: fn.Info, Reason: report.Endpoints, Object: about,
		Message: "the bundle reaches nothing outside of its cluster",
	}
	if about != (report.Object{}) {
		f.Field = []string{"spec", "endpoints"}
	}
	texts := make([]string, len(all))
	for i, e := range all {
		texts[i] = e.String() + " (" + e.NeededBy[0]
		if more := len(e.NeededBy) - 1; more > 0 {
			texts[i] += " and " + strconv.Itoa(more) + " more"
		}
		texts[i] += ")"
	}
	if len(texts) > 0 {
		f.Message = "the bundle reaches " + strings.Join(texts, ", ")
		f.Hint = "what is in the sources, and addresses in Secrets, may reach more"
	}
	return f
}

// Name is the name of the ConfigMap.
const Name = "flux-endpoints"

// ConfigMap returns the endpoints for programs: a list in YAML under the key
// endpoints.yaml. It is for the package it lies in and no part of the cluster.
func ConfigMap(all []Endpoint) manifest.Object {
	list := make(manifest.List, len(all))
	for i, e := range all {
		list[i] = manifest.Map{
			{Key: "host", Value: manifest.String(e.Host)},
			{Key: "neededBy", Value: manifest.Strings(e.NeededBy...)},
			{Key: "port", Value: manifest.Int(e.Port)},
		}
	}
	return manifest.Object{
		APIVersion: "v1", Kind: "ConfigMap", Namespace: model.SystemNamespace, Name: Name,
		Annotations: manifest.Pairs{{Key: krm.LocalConfigAnnotation, Value: "true"}},
		Body: manifest.Map{{Key: "data", Value: manifest.Map{
			{Key: "endpoints.yaml", Value: manifest.String(manifest.AppendValue(nil, list, 0))},
		}}},
	}
}

// address is where an endpoint is.
type address struct {
	host string
	port int
}

// collector gathers endpoints, each once.
type collector struct {
	found []Endpoint
	index map[address]int
}

// add notes that someone needs an endpoint.
func (c *collector) add(at address, neededBy string) {
	i, known := c.index[at]
	if !known {
		i = len(c.found)
		c.index[at] = i
		c.found = append(c.found, Endpoint{Host: at.host, Port: at.port})
	}
	c.found[i].NeededBy = append(c.found[i].NeededBy, neededBy)
}

// inCluster reports whether a host is a Service, or the pod itself.
func inCluster(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsLoopback() {
		return true
	}
	return host == "localhost" || strings.HasSuffix(host, ".svc") || strings.HasSuffix(host, ".svc.cluster.local")
}
