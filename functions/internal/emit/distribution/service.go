// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import "github.com/fluxbundle/fluxbundle/functions/internal/manifest"

// controlPlaneLabel marks Deployments and Services of controllers.
const controlPlaneLabel = "control-plane"

func (in installer) serviceAccount(c controller) manifest.Object {
	return manifest.Object{
		APIVersion:  "v1",
		Kind:        "ServiceAccount",
		Namespace:   in.Namespace,
		Name:        string(c.component),
		Labels:      in.labelsOf(c),
		Annotations: in.identityAnnotations(c),
	}
}

// services returns what other pods reach w by. A shard has the names of the
// Services with its own behind them.
func (in installer) services(w workload) []manifest.Object {
	out := make([]manifest.Object, len(w.services))
	for i, s := range w.services {
		name := s.name
		if w.shard != "" {
			name += "-" + w.shard
		}
		out[i] = manifest.Object{
			APIVersion: "v1",
			Kind:       "Service",
			Namespace:  in.Namespace,
			Name:       name,
			Labels:     in.labelsOf(w.controller).With(manifest.Pair{Key: controlPlaneLabel, Value: s.controlPlane}),
			Body: manifest.Map{{Key: "spec", Value: manifest.Map{
				{Key: "ports", Value: manifest.List{manifest.Map{
					{Key: "name", Value: manifest.String("http")},
					{Key: "port", Value: manifest.Int(80)},
					{Key: "protocol", Value: manifest.String("TCP")},
					{Key: "targetPort", Value: manifest.String(s.targetPort)},
				}}},
				{Key: "selector", Value: selector(w.name)},
				{Key: "type", Value: manifest.String("ClusterIP")},
			}}},
		}
	}
	return out
}

// selector matches the pods of an app.
func selector(app string) manifest.Map {
	return manifest.Map{{Key: "app", Value: manifest.String(app)}}
}
