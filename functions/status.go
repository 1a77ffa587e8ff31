// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compare"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/show"
)

// StatusOptions are the settings of Status.
type StatusOptions = compare.Options

// StatusReport says of every input whether the clusters are what it says.
type StatusReport struct {
	report show.Report
}

// Compliant reports whether every input is Compliant in every cluster.
func (r StatusReport) Compliant() bool { return r.report.Compliant() }

// Passes reports whether there is something to report and all of it is Compliant,
// or in a state that the view allows.
func (r StatusReport) Passes(view StatusView) bool { return r.report.Passes(view) }

// StatusView says how a report is shown, and which states pass.
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
	set, found := live.Read(files)
	r, more := compare.Report(set, options)
	return StatusReport{r}, outcome(append(found, more...), false)
}

// RunStatus is flux-status as a KRM function: the inputs among the items of a
// ResourceList get their status, everything else is returned as it came, and the
// results tell the states and their causes. The functionConfig may be a
// ConfigMap whose data are now and cluster, as in StatusOptions, and gate: with
// "true", what is not Compliant is an error and not a warning.
//
// An input that is in several clusters gets the worst of its statuses.
func RunStatus(data []byte) ([]byte, Outcome) {
	output, found, shown := krm.Serve(data, compare.List)
	return output, outcome(found, shown)
}
