// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// policies returns the network policies: pods of the namespace reach each other
// and everything outside, others reach only metrics and webhooks. All three are
// there whichever controllers are (manifests/policies in
// github.com/fluxcd/flux2).
func (in installer) policies() []manifest.Object {
	if in.Network.Off {
		return nil
	}
	everything := manifest.Map{}
	webhooks := []port{webhookPort}
	if in.Release.WebhooksByPod {
		webhooks = nil
	}
	return []manifest.Object{
		in.policy("allow-egress", manifest.Map{
			{Key: "egress", Value: in.egress()},
			{Key: "ingress", Value: manifest.List{ingress("podSelector")}},
			{Key: "podSelector", Value: everything},
			{Key: "policyTypes", Value: manifest.Strings("Ingress", "Egress")},
		}),
		in.policy("allow-scraping", manifest.Map{
			{Key: "ingress", Value: manifest.List{ingress("namespaceSelector", metricsPort)}},
			{Key: "podSelector", Value: everything},
			{Key: "policyTypes", Value: manifest.Strings("Ingress")},
		}),
		in.policy("allow-webhooks", manifest.Map{
			{Key: "ingress", Value: manifest.List{ingress("namespaceSelector", webhooks...)}},
			{Key: "podSelector", Value: manifest.Map{{Key: "matchLabels", Value: selector(string(flux.NotificationController))}}},
			{Key: "policyTypes", Value: manifest.Strings("Ingress")},
		}),
	}
}

func (in installer) policy(name string, spec manifest.Map) manifest.Object {
	return manifest.Object{
		APIVersion: "networking.k8s.io/v1",
		Kind:       "NetworkPolicy",
		Namespace:  in.Namespace,
		Name:       name,
		Labels:     in.labels,
		Body:       manifest.Map{{Key: "spec", Value: spec}},
	}
}

// ingress is a rule that admits everything that the kind of selector can
// select, on the given ports or on all.
func ingress(selectorKind string, ports ...port) manifest.Map {
	var to manifest.List
	for _, p := range ports {
		to = append(to, transport("TCP", p.number))
	}
	return manifest.Map{
		{Key: "from", Value: manifest.List{manifest.Map{{Key: selectorKind, Value: manifest.Map{}}}}},
		{Key: "ports", Value: manifest.Elements(to)},
	}
}
