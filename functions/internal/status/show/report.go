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
	// Allowed are the states beside Compliant that do not fail.
	Allowed []compliance.State
}

type format struct {
	name  string
	write func(Report, View) []byte
}

var formats = []format{
	{"table", table}, {"json", jsonText}, {"yaml", yamlText}, {"markdown", markdown}, {"fluxconfig", fluxConfig}, {"junit", junit},
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
func (r Report) Compliant() bool { return r.Passes(View{}) }

// Passes reports whether there is something to report and all of it is Compliant,
// or in a state that is allowed.
func (r Report) Passes(v View) bool {
	some := false
	for _, c := range r.Clusters {
		for _, a := range c.Assessments {
			some = true
			if !v.passes(a.State) {
				return false
			}
		}
	}
	return some
}

func (v View) passes(s compliance.State) bool {
	return s == compliance.Compliant || slices.Contains(v.Allowed, s)
}

// Allow adds states, with commas between them, to those that do not fail.
func (v *View) Allow(states string) error {
	named, err := statesOf(states, compliance.NonCompliant, compliance.Pending, compliance.Suspended)
	v.Allowed = append(v.Allowed, named...)
	return err
}

// FailOn leaves states, with commas between them, as the only ones that fail.
// Unknown always does: what was not read must not look like what is well.
func (v *View) FailOn(states string) error {
	named, err := statesOf(states, compliance.States[:len(compliance.States)-1]...)
	for _, s := range compliance.States {
		if s != compliance.Unknown && !slices.Contains(named, s) {
			v.Allowed = append(v.Allowed, s)
		}
	}
	return err
}

// statesOf reads names of states, in any case.
func statesOf(text string, accepted ...compliance.State) ([]compliance.State, error) {
	var out []compliance.State
	for word := range strings.SplitSeq(text, ",") {
		i := slices.IndexFunc(accepted, func(s compliance.State) bool { return strings.EqualFold(string(s), strings.TrimSpace(word)) })
		if i < 0 {
			names := make([]string, len(accepted))
			for i, s := range accepted {
				names[i] = string(s)
			}
			return nil, errors.New(report.Quote(word) + " is not a state that can be given; accepted: " + strings.Join(names, ", "))
		}
		out = append(out, accepted[i])
	}
	return out, nil
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
