// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package show writes reports: for people as a table or Markdown, for programs
// as JSON or YAML, for Azure's agent as the status of its FluxConfig objects.
// One format is one file.
package show

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
)

// Report is the state of all inputs in all clusters.
type Report struct {
	// Now is the time of the report, in RFC 3339; empty when unknown.
	Now string
	// Clusters are sorted by name.
	Clusters []Cluster
}

// Cluster is the state of all inputs in one cluster.
type Cluster struct {
	Name string
	// Objects is the number of live objects that were read.
	Objects int
	// Assessments are sorted by kind, namespace and name.
	Assessments []status.Assessment
}

// View says how a report is shown.
type View struct {
	// Format is one of Formats; empty is the first.
	Format string
	// Wide adds the objects of every input, as a tree.
	Wide bool
	// Color sets escape sequences of terminals into tables.
	Color bool
}

type format struct {
	name  string
	write func(Report, View) []byte
}

var formats = []format{
	{"table", table}, {"json", jsonText}, {"yaml", yamlText}, {"markdown", markdown}, {"fluxconfig", fluxConfig},
}

// Formats lists the formats; the first is the default.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// Text returns the report as the view shows it.
func (r Report) Text(v View) ([]byte, error) {
	for _, f := range formats {
		if f.name == cmp.Or(v.Format, formats[0].name) {
			return f.write(r, v), nil
		}
	}
	return nil, errors.New(report.Quote(v.Format) + " is no format; accepted: " + strings.Join(Formats(), ", "))
}

// Compliant reports whether there is something to report and all of it is
// Compliant.
func (r Report) Compliant() bool {
	some := false
	for _, c := range r.Clusters {
		for _, a := range c.Assessments {
			some = true
			if a.State != compliance.Compliant {
				return false
			}
		}
	}
	return some
}

// State is the worst state of the cluster's inputs.
func (c Cluster) State() compliance.State {
	states := make([]compliance.State, len(c.Assessments))
	for i, a := range c.Assessments {
		states[i] = a.State
	}
	return compliance.Overall(states...)
}

// worstFirst orders clusters by their state, then by name.
func (r Report) worstFirst() []Cluster {
	return slices.SortedStableFunc(slices.Values(r.Clusters), func(a, b Cluster) int {
		return cmp.Or(cmp.Compare(a.State().Severity(), b.State().Severity()), cmp.Compare(a.Name, b.Name))
	})
}

// worstFirst orders the inputs of a cluster by their state, then as they are.
func (c Cluster) worstFirst() []status.Assessment {
	return slices.SortedStableFunc(slices.Values(c.Assessments), func(a, b status.Assessment) int {
		return cmp.Compare(a.State.Severity(), b.State.Severity())
	})
}

// name is an input as people write it: namespace and name, with the kind when
// it is no FluxConfiguration.
func name(a status.Assessment) string {
	n := a.Name
	if a.Namespace != "" {
		n = a.Namespace + "/" + n
	}
	if a.Kind != v1alpha1.KindFluxConfiguration {
		n = a.Kind + " " + n
	}
	return n
}

// shortRevision is a revision with the first eight digits of its digest, as the
// flux command prints it.
func shortRevision(a status.Assessment) string {
	const digits = 8
	revision := a.Revision()
	i := strings.LastIndexByte(revision, ':')
	if i < 0 || len(revision)-i-1 <= digits {
		return cmp.Or(revision, "-")
	}
	return revision[:i+1+digits]
}
