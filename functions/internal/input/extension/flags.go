// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// elsewhere are flags that a field of the extension sets, together with what
// belongs to them.
var elsewhere = map[string]string{
	"feature-gates":                      "featureGates",
	"log-encoding":                       "logEncoding",
	"log-level":                          "logLevel",
	"watch-all-namespaces":               "spec.cluster.watchAllNamespaces",
	"watch-label-selector":               "spec.sharding",
	"events-addr":                        "spec.components and spec.cluster.domain",
	"storage-adv-addr":                   "spec.cluster.domain",
	"storage-path":                       "spec.storage",
	"default-service-account":            "spec.multiTenancy.serviceAccount",
	"default-decryption-service-account": "spec.multiTenancy.decryptionServiceAccount",
	"default-kubeconfig-service-account": "spec.multiTenancy.kubeConfigServiceAccount",
	"enable-leader-election":             "replicas",
}

// flags checks flags of a controller against those that it has in the release:
// it does not start with another.
func (r *resolver) flags(c flux.Component, given map[string]string, field []string) manifest.Pairs {
	var out manifest.Pairs
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := below(field, name)
		known := r.options.Release.Flags(c)
		switch other := elsewhere[name]; {
		case strings.HasPrefix(name, "-"):
			r.error(report.UnknownField, problem{"the name of a flag is written without dashes", "write " + strings.TrimLeft(name, "-")}, at...)
		case other != "":
			r.error(report.InvalidValue, problem{"is set by " + other, "use that field"}, at...)
		case !slices.Contains(known, name):
			r.error(report.UnknownField, problem{
				string(c) + " of Flux " + r.options.Release.Version + " has no flag " + report.Quote(name), r.otherwise(c, name, flux.Release.Flags),
			}, at...)
		default:
			out = append(out, manifest.Pair{Key: name, Value: given[name]})
		}
	}
	return out
}

// gates checks feature gates in the same way.
func (r *resolver) gates(c flux.Component, given map[string]bool, field []string) manifest.Pairs {
	var out manifest.Pairs
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := below(field, name)
		switch {
		case name == "ObjectLevelWorkloadIdentity":
			r.error(report.InvalidValue, problem{"is set by spec.objectLevelIdentity", "use that field"}, at...)
		case !slices.Contains(r.options.Release.FeatureGates(c), name):
			r.error(report.UnknownField, problem{
				string(c) + " of Flux " + r.options.Release.Version + " has no feature gate " + report.Quote(name), r.otherwise(c, name, flux.Release.FeatureGates),
			}, at...)
		default:
			out = append(out, manifest.Pair{Key: name, Value: strconv.FormatBool(given[name])})
		}
	}
	return out
}

// otherwise is the release that has a flag or gate, or what is near.
func (r *resolver) otherwise(c flux.Component, name string, of func(flux.Release, flux.Component) []string) string {
	for _, version := range flux.Versions() {
		release, _ := flux.Lookup(version)
		if release.ListsFlags(c) && slices.Contains(of(release, c), name) {
			return "Flux " + version + " has it"
		}
	}
	return report.DidYouMean(name, of(r.options.Release, c))
}
