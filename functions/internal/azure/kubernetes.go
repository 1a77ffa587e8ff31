// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// isKubernetes tells objects of a cluster.
func isKubernetes(m map[string]any) bool {
	apiVersion, _ := m["apiVersion"].(string)
	kind, _ := m["kind"].(string)
	return apiVersion != "" && kind != ""
}

// API groups of the objects that are read.
const (
	groupFluxConfig = "clusterconfig.azure.com"
	groupASO        = "kubernetesconfiguration.azure.com"
)

// Recognises reports whether an object of a cluster is one that is imported.
func Recognises(apiVersion, kind string) bool {
	group, _, _ := strings.Cut(apiVersion, "/")
	return group == groupFluxConfig && kind == "FluxConfig" ||
		group == groupASO && slices.Contains([]string{"FluxConfiguration", "Extension"}, kind)
}

// readKubernetes reads objects of a cluster; those of other kinds are left out.
func (r *reader) readKubernetes(at place, m map[string]any) {
	apiVersion, kind := text(m, "apiVersion"), text(m, "kind")
	elements, isList := m["items"].([]any)
	switch {
	case isList && strings.HasSuffix(kind, "List"):
		r.read(at.step("items"), elements)
	case !Recognises(apiVersion, kind):
		f := at.finding(fn.Info, report.NotCarried, "an object of this kind is left out")
		f.Object.Kind = strings.Trim(report.Quote(kind), `"`)
		r.report(f)
	case kind == "FluxConfig":
		r.readFluxConfig(at, m)
	default:
		r.readASO(at, m, kind)
	}
}
