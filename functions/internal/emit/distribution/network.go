// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import "github.com/fluxbundle/fluxbundle/functions/internal/manifest"

// egress are the rules of what the controllers reach: everything, or what the
// options restrict it to.
func (in installer) egress() manifest.List {
	everything := manifest.Map{}
	if !in.Network.Restricted {
		return manifest.List{everything}
	}
	const ssh, https, apiServer, dns = 22, 443, 6443, 53
	ports := manifest.List{transport("TCP", ssh), transport("TCP", https), transport("TCP", apiServer)}
	for _, p := range in.Network.Ports {
		if p != ssh && p != https && p != apiServer {
			ports = append(ports, transport("TCP", manifest.Int(p)))
		}
	}
	return manifest.List{
		manifest.Map{{Key: "to", Value: manifest.List{manifest.Map{{Key: "podSelector", Value: everything}}}}},
		manifest.Map{{Key: "ports", Value: manifest.List{transport("UDP", dns), transport("TCP", dns)}}},
		manifest.Map{{Key: "ports", Value: ports}},
	}
}

// transport is a port of a protocol in a rule.
func transport(protocol string, number manifest.Int) manifest.Map {
	return manifest.Map{
		{Key: "port", Value: number},
		{Key: "protocol", Value: manifest.String(protocol)},
	}
}
