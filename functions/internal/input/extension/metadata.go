// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"maps"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// metadata resolves what every object of the installation has.
func (r *resolver) metadata(m *v1alpha1.CommonMetadata) {
	if m == nil {
		return
	}
	r.options.Metadata = installation.Metadata{
		Labels:      r.labels(m.Labels, "spec", "commonMetadata", "labels"),
		Annotations: r.annotations(m.Annotations, "spec", "commonMetadata", "annotations"),
	}
}

// labels checks labels that are added to those of Flux.
func (r *resolver) labels(given map[string]string, field ...string) manifest.Pairs {
	for _, key := range slices.Sorted(maps.Keys(given)) {
		if !input.IsLabelValue(given[key]) {
			r.error(report.InvalidValue, problem{report.Quote(given[key]) + " is not a valid value of a label", labelValue}, below(field, key)...)
		}
	}
	return r.annotations(given, field...)
}

// annotations checks annotations, or the keys of labels, that are added to those
// of Flux.
func (r *resolver) annotations(given map[string]string, field ...string) manifest.Pairs {
	var out manifest.Pairs
	for _, key := range slices.Sorted(maps.Keys(given)) {
		switch {
		case !isKey(key):
			r.error(report.InvalidName, problem{report.Quote(key) + " is not a valid key", labelKey}, below(field, key)...)
		case isReserved(key):
			r.error(report.InvalidValue, problem{report.Quote(key) + " belongs to Flux, to flux-bundle or to its hosts", "take another key"}, below(field, key)...)
		default:
			out = out.With(manifest.Pair{Key: key, Value: given[key]})
		}
	}
	return out
}

// below is the path of a field inside another.
func below(field []string, name ...string) []string {
	return append(slices.Clone(field), name...)
}
