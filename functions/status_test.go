// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// recordings is what real clusters had at the end of a scenario. Those that are
// not in recorded are healthy.
const recordings = "../e2e/testdata/live"

// TestStatus runs testdata/status/*.txtar: files of any kind, and what is said of
// them. Each archive begins with the reason it exists and has
//
//	*.yaml, *.json   the files
//	show             the formats to show, one a line; wide is a table with --wide
//	want.FORMAT      the report in that format
//	want.txt         the results as text
func TestStatus(t *testing.T) {
	t.Parallel()
	forEachArchive(t, "testdata/status/*.txtar", func(t *testing.T, archive *txtar.Archive) {
		files := section(archive, func(name string) bool {
			return (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".json")) && !strings.HasPrefix(name, "want.")
		})
		report, outcome := functions.Status(files, functions.StatusOptions{Now: strings.TrimSpace(string(get(archive, "now")))})
		for _, format := range strings.Fields(string(get(archive, "show"))) {
			view := functions.StatusView{Format: format}
			if format == "wide" {
				view = functions.StatusView{Wide: true}
			}
			text, err := report.Text(view)
			if err != nil {
				t.Fatal(err)
			}
			expect(t, archive, "want."+format, string(text))
			if strings.Contains(string(text), "CANARY") {
				t.Errorf("%s shows a secret", format)
			}
			slices.Reverse(files)
			again, _ := functions.Status(files, functions.StatusOptions{Now: strings.TrimSpace(string(get(archive, "now")))})
			if other, _ := again.Text(view); !bytes.Equal(text, other) {
				t.Errorf("%s depends on the order of the files:\n%s\nnot\n%s", format, other, text)
			}
		}
		expect(t, archive, "want.txt", lines(outcome.Lines))
		if strings.Contains(lines(outcome.Lines), "CANARY") {
			t.Error("the results show a secret")
		}
	})
}

type recordedState struct {
	state string
	// cause is the first one: its rule, its name, and a part of its message and
	// of the advice.
	rule, object, message, advice string
}

// recorded are the scenarios that end with something to mend, by scenario and
// input.
var recorded = map[string]recordedState{
	"failing-health-check/app": {"Non-Compliant", "HealthCheckFailed", "Kustomization app-all", "timeout waiting for: [Deployment/", "look at the objects"},
	"missing-path/app":         {"Non-Compliant", "Failed", "Kustomization app-all", "kustomization path not found", "correct it in the configuration"},
	"namespace-scope/app":      {"Non-Compliant", "Failed", "Kustomization app-wide", "is forbidden", "lacks rights"},
	"suspend/app":              {"Suspended", "Suspended", "GitRepository app", "is suspended", "flux resume"},
	"tenants/tenant-a":         {"Non-Compliant", "Failed", "Kustomization tenant-a-foreign", "is forbidden", "lacks rights"},
	"unreachable/app":          {"Non-Compliant", "Failed", "GitRepository app", "no such host", "cannot be reached"},
	"wrong-key/app":            {"Non-Compliant", "Failed", "GitRepository app", "unable to authenticate", "deploy key"},
	"wrong-known-hosts/app":    {"Non-Compliant", "Failed", "GitRepository app", "key mismatch", "host key has changed"},
	"wrong-password/app":       {"Non-Compliant", "Failed", "GitRepository app", "authentication required", "renew them"},
}

// The state and the first cause are right for what real clusters had, and
// nothing of a healthy one is taken for drift.
func TestRecordings(t *testing.T) {
	t.Parallel()
	scenarios, err := os.ReadDir(recordings)
	if err != nil || len(scenarios) == 0 {
		t.Fatalf("%d recordings, %v", len(scenarios), err)
	}
	missing := map[string]bool{}
	for key := range recorded {
		missing[key] = true
	}
	for _, scenario := range scenarios {
		for _, input := range statuses(t, filepath.Join(recordings, scenario.Name())) {
			key := scenario.Name() + "/" + input.Metadata.Name
			delete(missing, key)
			checkRecording(t, key, *input.Status)
		}
	}
	if len(missing) > 0 {
		t.Errorf("not among the recordings: %v", missing)
	}
}

func checkRecording(t *testing.T, key string, s v1alpha1.Status) {
	t.Helper()
	want, broken := recorded[key]
	if !broken {
		want.state = "Compliant"
	}
	if s.ComplianceState != want.state || len(s.Drift) > 0 {
		t.Errorf("%s: %s, %s, drift %v", key, s.ComplianceState, s.ErrorMessage, s.Drift)
	}
	if len(s.Statuses) == 0 && !strings.Contains(key, "/flux") {
		t.Errorf("%s: no statuses", key)
	}
	if !broken {
		return
	}
	if len(s.Causes) == 0 {
		t.Fatalf("%s: no cause", key)
	}
	c := s.Causes[0]
	if c.Rule != want.rule || c.Kind+" "+c.Name != want.object || !strings.Contains(c.Message, want.message) || !strings.Contains(c.Advice, want.advice) {
		t.Errorf("%s: the first cause is %+v", key, c)
	}
}

// statuses runs flux-status over a folder.
func statuses(t *testing.T, dir string) []v1alpha1.FluxConfiguration {
	t.Helper()
	report, outcome := functions.Status(filesBelow(t, dir), functions.StatusOptions{})
	if outcome.Failed {
		t.Fatalf("%s: %v", dir, outcome.Lines)
	}
	text, err := report.Text(functions.StatusView{Format: "json"})
	if err != nil {
		t.Fatal(err)
	}
	var list struct{ Items []v1alpha1.FluxConfiguration }
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	return list.Items
}

func filesBelow(t *testing.T, dir string) []functions.File {
	t.Helper()
	var files []functions.File
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		data, err := os.ReadFile(path)
		files = append(files, functions.File{Path: filepath.ToSlash(path), Data: data})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestStatusLists runs testdata/statuslists/*.txtar: ResourceLists as hosts hand
// them to flux-status, and what they get back. Each archive has
//
//	list.yaml   the ResourceList
//	want.yaml   the one that is returned
//	want.txt    the results as text
func TestStatusLists(t *testing.T) {
	t.Parallel()
	forEachArchive(t, "testdata/statuslists/*.txtar", func(t *testing.T, archive *txtar.Archive) {
		got, outcome := functions.RunStatus(get(archive, "list.yaml"))
		expect(t, archive, "want.yaml", string(got))
		expect(t, archive, "want.txt", lines(outcome.Lines))
		if outcome.Failed {
			return
		}
		again, _ := functions.RunStatus(got)
		if a, b := withoutResults(t, again), withoutResults(t, got); !bytes.Equal(a, b) {
			t.Errorf("a second run changes the output:\n%s\nfirst:\n%s", a, b)
		}
		if bundle, more := functions.Run(got); more.Failed {
			t.Errorf("flux-bundle refuses the status: %v\n%s", more.Lines, bundle)
		}
	})
}

// A report in color has the escape sequences of terminals, and no other.
func TestColor(t *testing.T) {
	t.Parallel()
	report, _ := functions.Status(filesBelow(t, recordings+"/wrong-key"), functions.StatusOptions{})
	text, err := report.Text(functions.StatusView{Color: true})
	if err != nil || !strings.Contains(string(text), "\x1b[31mNon-Compliant\x1b[0m") {
		t.Errorf("%q, %v", text, err)
	}
}
