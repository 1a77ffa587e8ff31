// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package compare says of the inputs whether the clusters are what they say:
//
//  1. bundle.go finds what each cluster ought to have, from rendered bundles and
//     inputs
//  2. report.go compares it with the live objects of each
//  3. list.go gives the inputs of a ResourceList the answer
package compare

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/moment"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/show"
)

// Options are the settings of a report.
type Options struct {
	// Now is the time of the status, in RFC 3339. Without it, the newest time in
	// the live objects.
	Now string
	// Cluster makes all live objects those of one cluster with this name. Without
	// it, the live objects of each folder are a cluster.
	Cluster string
}

// Report compares what was read with what ought to be there.
func Report(set live.Set, options Options) (show.Report, report.Findings) {
	clusters, found := set.Clusters(options.Cluster)
	now, more := timeOf(clusters, options.Now)
	found = append(found, more...)
	if len(clusters) == 0 {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.NothingToDo, Message: "there is no live object in what was read",
			Hint: "a live object is one that kubectl get -o yaml prints, with its metadata.uid",
		})
	}
	r := show.Report{Now: now}
	said := map[string]bool{}
	all := sortByCluster(set, clusters)
	for _, c := range clusters {
		wanted := all.of(c)
		for _, f := range wanted.found {
			// What is wrong with an input is the same for every cluster.
			if !said[f.Text()] {
				said[f.Text()] = true
				found = append(found, f)
			}
		}
		assessments := status.Assess(c, wanted.objects, wanted.inputs, now)
		if c.Unread != "" {
			for i := range assessments {
				assessments[i] = assessments[i].Unread(c.Unread)
			}
		}
		if len(assessments) == 0 {
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.NothingToDo, Message: "nothing of " + clusterName(c) + " belongs to an input",
				Hint: "give the inputs or the rendered bundle too; without them, live objects count that have the annotation " + owner.Annotation,
			})
		}
		r.Clusters = append(r.Clusters, show.Cluster{Name: c.Name, Objects: c.Len(), Assessments: assessments})
	}
	return r, found
}

// timeOf is the time of a report: the one that was given, or the newest in the
// clusters.
func timeOf(clusters []*live.Cluster, given string) (string, report.Findings) {
	if given == "" {
		newest := ""
		for _, c := range clusters {
			newest = max(newest, c.Newest)
		}
		return newest, nil
	}
	now, ok := moment.Normal(given)
	if !ok {
		return "", report.Findings{{
			Severity: fn.Error, Reason: report.InvalidValue,
			Message: report.Quote(given) + " is no time", Hint: "write it as 2026-11-25T18:00:00Z",
		}}
	}
	return now, nil
}

func clusterName(c *live.Cluster) string {
	if c.Name == "" {
		return "the live objects"
	}
	return "the live objects of " + c.Name
}
