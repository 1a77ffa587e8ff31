// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import "github.com/fluxbundle/fluxbundle/functions/internal/manifest"

// withTuning applies what one controller has other than by default.
func withTuning(in installer, w workload) workload {
	t := in.Tuning(w.component)
	if t.LogLevel != "" {
		w.flags = w.flags.set("log-level", t.LogLevel)
	}
	if t.LogEncoding != "" {
		w.flags = w.flags.set("log-encoding", t.LogEncoding)
	}
	if t.Replicas > 0 {
		w.replicas = manifest.Int(t.Replicas)
	}
	for _, f := range t.Flags {
		w.flags = w.flags.set(f.Key, f.Value)
	}
	for _, gate := range t.Gates {
		w.flags = w.flags.gate(gate.Key, gate.Value)
	}
	w.resources = t.Resources.Or(w.resources)
	w.scheduling = w.scheduling.With(t.Scheduling)
	w.podLabels = w.podLabels.With(t.PodLabels...)
	w.podAnnotations = w.podAnnotations.With(t.PodAnnotations...)
	if t.MemoryTemp {
		w = w.on(tempVolume.path, func(m mount) mount {
			m.source = emptyDir("Memory")
			return m
		})
	}
	return w
}
