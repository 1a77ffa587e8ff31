// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// clusterID finds the name of a cluster in the id of it, or of something in it.
var clusterID = pattern.Of(`(?i)/(?:managedClusters|connectedClusters|provisionedClusters|appliances)/([^/]+)`)

// clusterOf returns the name of the cluster that an id belongs to; the id of a
// cluster that is written by hand ends with its name.
func clusterOf(id string) string {
	if m := clusterID().FindStringSubmatch(id); m != nil {
		return m[1]
	}
	return ""
}

// nameInID is the last step of the id of a cluster.
func nameInID(id string) string {
	if name := clusterOf(id); name != "" {
		return name
	}
	id = strings.TrimRight(id, "/")
	return id[strings.LastIndex(id, "/")+1:]
}

// clusters lists the clusters that resources belong to, sorted.
func (r *reader) clusters() []string {
	var out []string
	for _, found := range r.resources {
		if found.cluster != "" {
			out = append(out, found.cluster)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ofCluster leaves the resources of one cluster. One whose cluster is not known
// may belong to it.
func (r *reader) ofCluster(name string) {
	if name == "" {
		return
	}
	clusters := r.clusters()
	if !slices.ContainsFunc(clusters, func(c string) bool { return strings.EqualFold(c, name) }) {
		r.report(report.Finding{
			Severity: fn.Error, Reason: report.NothingToDo, Message: "nothing in the input belongs to a cluster " + report.Quote(name),
			Hint: report.DidYouMean(name, clusters),
		})
		return
	}
	r.resources = slices.DeleteFunc(r.resources, func(found resource) bool {
		return found.cluster != "" && !strings.EqualFold(found.cluster, name)
	})
}
