// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/moment"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/show"
)

// StatusOptions are the settings of Status.
type StatusOptions struct {
	// Now is the time of the status, in RFC 3339. Without it, the newest time in
	// the live objects.
	Now string
	// Cluster makes all live objects those of one cluster with this name. Without
	// it, the live objects of each folder are a cluster.
	Cluster string
}

// StatusReport says of every input whether the clusters are what it says.
type StatusReport struct {
	report show.Report
}

// Compliant reports whether every input is Compliant in every cluster.
func (r StatusReport) Compliant() bool { return r.report.Compliant() }

// StatusView says how a report is shown.
type StatusView = show.View

// StatusFormats lists the formats of a report.
func StatusFormats() []string { return show.Formats() }

// Text returns the report as the view shows it; an error when the view has no
// such format.
func (r StatusReport) Text(view StatusView) ([]byte, error) { return r.report.Text(view) }

// Status says of every input whether the cluster is what it says. The files
// hold inputs, rendered bundles and live objects in any mixture, as YAML or
// JSON. Errors among the results mean that something could not be read; the
// rest is reported.
func Status(files []File, options StatusOptions) (StatusReport, Outcome) {
	given := make([]live.File, len(files))
	for i, f := range files {
		given[i] = live.File{Path: f.Path, Data: f.Data}
	}
	set, found := live.Read(given)
	r, more := assess(set, options)
	return StatusReport{r}, outcome(append(found, more...), false)
}

// assess compares what was read with what ought to be there.
func assess(set live.Set, options StatusOptions) (show.Report, report.Findings) {
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
