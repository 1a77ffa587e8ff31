// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// withProxy sets the variables that Go programs read
// (https://pkg.go.dev/golang.org/x/net/http/httpproxy#FromEnvironment).
func withProxy(in installer, w workload) workload {
	if in.Proxy.HTTP == "" && in.Proxy.HTTPS == "" {
		return w
	}
	set := func(name, value string) {
		if value != "" {
			w.environment = append(w.environment[:len(w.environment):len(w.environment)], assigned(name, value))
		}
	}
	set("HTTP_PROXY", in.Proxy.HTTP)
	set("HTTPS_PROXY", in.Proxy.HTTPS)
	set("NO_PROXY", strings.Join(in.noProxy(), ","))
	return w
}

// noProxy is what is never reached through the proxy: the controllers
// themselves, whose names end in a dot, every Service of the cluster, and the
// API server, which pods know by the address in KUBERNETES_SERVICE_HOST.
func (in installer) noProxy() []string {
	list := []string{
		"$(KUBERNETES_SERVICE_HOST)", "localhost", "127.0.0.1",
		".svc", ".svc." + in.Domain, ".svc." + in.Domain + ".", "." + in.Domain,
	}
	for _, given := range in.Proxy.NoProxy {
		if !slices.Contains(list, given) {
			list = append(list, given)
		}
	}
	return list
}

// assigned is an environment variable with a fixed value.
func assigned(name, value string) manifest.Map {
	return manifest.Map{
		{Key: "name", Value: manifest.String(name)},
		{Key: "value", Value: manifest.String(value)},
	}
}
