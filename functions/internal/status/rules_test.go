// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/status"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

// Each row of the decision table decides about its case, and every row has one.
func TestRules(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/rules.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) != len(compliance.Rules) {
		t.Errorf("%d cases for %d rules", len(archive.Files), len(compliance.Rules))
	}
	for i, f := range archive.Files {
		rule := compliance.Rules[i]
		if f.Name != rule.ID {
			t.Fatalf("case %d is %s, and rule %s has that place", i, f.Name, rule.ID)
		}
		n := subject(t, f.Data)
		if n.Rule != rule.ID || n.State != rule.State || n.Message == "" {
			t.Errorf("%s: %s by rule %s (%s)", f.Name, n.State, n.Rule, n.Message)
		}
	}
}

// A generation that the condition, or the status behind a Ready that is True,
// does not know yet is in progress; a failure of this generation is none, though
// the status stays behind while it is tried again.
func TestGenerations(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ conditions, rule string }{
		{"observedGeneration: 1, conditions: [{type: Ready, status: 'True', observedGeneration: 2}]", "Outdated"},
		{"observedGeneration: -1, conditions: [{type: Ready, status: 'True', observedGeneration: 2}]", "Outdated"},
		{"observedGeneration: 2, conditions: [{type: Ready, status: 'True', observedGeneration: 1}]", "Outdated"},
		{"observedGeneration: 1, conditions: [{type: Ready, status: 'True'}]", "Outdated"},
		{"observedGeneration: 1, conditions: [{type: Ready, status: 'False'}]", "Outdated"},
		{"observedGeneration: 1, conditions: [{type: Stalled, status: 'True'}]", "Outdated"},
		{"observedGeneration: -1, conditions: [{type: Ready, status: 'False', observedGeneration: 2}]", "Failed"},
		{"observedGeneration: -1, conditions: [{type: Ready, status: 'Unknown', observedGeneration: 2}]", "Progressing"},
		{"observedGeneration: 2, conditions: [{type: Ready, status: 'True', observedGeneration: 2}]", "Ready"},
		{"conditions: [{type: Ready, status: 'True'}]", "Ready"},
	} {
		n := subject(t, []byte("apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\n"+
			"metadata: {name: app, namespace: apps, uid: u, generation: 2, annotations: {fluxbundle.io/owner: FluxConfiguration/app}}\n"+
			"status: {"+tt.conditions+"}\n"))
		if n.Rule != tt.rule {
			t.Errorf("%s: rule %s (%s), want %s", tt.conditions, n.Rule, n.Message, tt.rule)
		}
	}
}

// Of two states of one age the worse one counts, whichever was read first.
func TestWorseStateCounts(t *testing.T) {
	t.Parallel()
	state := func(ready string) string {
		return "---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\n" +
			"metadata: {name: app, namespace: apps, uid: u, annotations: {fluxbundle.io/owner: FluxConfiguration/app}}\n" +
			"status: {conditions: [{type: Ready, status: '" + ready + "', message: m}]}\n"
	}
	for _, text := range []string{state("True") + state("False"), state("False") + state("True"), state("Unknown") + state("False") + state("True")} {
		set, _ := live.Read([]live.File{{Path: "case.yaml", Data: []byte(text)}})
		clusters, found := set.Clusters("test")
		a := status.Assess(clusters[0], nil, nil, "")
		if len(found) != 1 || len(a) != 1 || a[0].State != compliance.NonCompliant || a[0].Source.Rule != "Failed" {
			t.Errorf("%v of %s\n%v", a, text, found)
		}
	}
}

// subject returns what is decided about the first object of a text.
func subject(t *testing.T, text []byte) *status.Node {
	t.Helper()
	docs, err := object.ParseFile("case.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	first := manifest.ID{
		Group: manifest.Group(docs[0].APIVersion()), Kind: docs[0].Kind(), Namespace: docs[0].Namespace(), Name: docs[0].Name(),
	}
	for _, a := range assess(t, live.File{Path: "case.yaml", Data: text}) {
		for _, n := range append(a.All(), a.Support...) {
			if n.ID == first {
				return n
			}
		}
	}
	t.Fatalf("nothing is said of %s", first)
	return nil
}

// assess reads files and assesses what one cluster has.
func assess(t *testing.T, files ...live.File) []status.Assessment {
	t.Helper()
	set, found := live.Read(files)
	if len(found) > 0 {
		t.Fatal(found[0].Text())
	}
	clusters, found := set.Clusters("test")
	if len(found) > 0 || len(clusters) != 1 {
		t.Fatalf("%d clusters, %v", len(clusters), found)
	}
	var bundle []*status.Desired
	for _, o := range set.Rendered {
		bundle = append(bundle, status.Rendered(o))
	}
	return status.Assess(clusters[0], bundle, nil, "2026-11-25T19:00:00Z")
}

// The README has the decision table as it is.
func TestREADMEHasTheDecisionTable(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../flux-status/README.md")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	for i, r := range compliance.Rules {
		source := ""
		if r.Source != "" {
			source = "[source](" + r.Source + ")"
		}
		fmt.Fprintf(&table, "| %d | %s | %s | %s | %s |\n", i+1, r.ID, r.When, r.State, source)
	}
	if !strings.Contains(string(readme), "|---|---|---|---|---|\n"+table.String()) {
		t.Errorf("the README needs this decision table:\n%s", table.String())
	}
	var states []string
	for _, s := range compliance.States {
		states = append(states, string(s))
	}
	if order := strings.Join(states, ", "); !strings.Contains(strings.Join(strings.Fields(string(readme)), " "), order) {
		t.Errorf("the README does not say that the states are, the worst first: %s", order)
	}
}
