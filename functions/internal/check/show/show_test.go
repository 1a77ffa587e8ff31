// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package show_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/check/show"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

func found() report.Findings {
	at := func(file string, line int, name string) report.Object {
		return report.Object{APIVersion: "v1", Kind: "Secret", Namespace: "team", Name: name, File: file, Line: line}
	}
	return report.Findings{
		{Severity: fn.Error, Reason: report.DuplicateObject, Object: at("a,b.yaml", 3, "a"), Message: "100% twice", Hint: "remove one"},
		{Severity: fn.Warning, Reason: report.PlaintextSecret, Object: at("x.yaml", 4, "b"), Field: []string{"stringData"}, Message: "open", Hint: "seal it"},
		{Severity: fn.Warning, Reason: report.PlaintextSecret, Object: at("y.yaml", 0, "c"), Field: []string{"stringData"}, Message: "open", Hint: "seal it"},
		{Severity: fn.Info, Reason: report.NothingToDo, Message: "nothing"},
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	const want = `[error] DuplicateObject
  100% twice; remove one
    a,b.yaml:3: Secret team/a

[warning] PlaintextSecret, 2 times
  open; seal it
    x.yaml:4: Secret team/b stringData
    y.yaml: Secret team/c stringData

1 error, 2 warnings, 1 info (infos are shown with -v): exit code 1, because of the errors
`
	if got := string(show.Write("text", found(), show.Options{FailOn: fn.Error})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	verbose := string(show.Write("text", found(), show.Options{FailOn: fn.Error, Verbose: true}))
	if !strings.Contains(verbose, "[info] NothingToDo\n  nothing\n\n") || strings.Contains(verbose, "with -v") {
		t.Error(verbose)
	}
}

// The last line has the totals, those that are not shown included, and says what
// the exit code means.
func TestLastLine(t *testing.T) {
	t.Parallel()
	warnings := found()[1:3]
	for _, tt := range []struct {
		found  report.Findings
		failOn fn.Severity
		failed bool
		want   string
	}{
		{nil, fn.Error, false, "no findings: exit code 0"},
		{warnings, fn.Error, false, "2 warnings: exit code 0, since warnings do not fail without --fail-on warning"},
		{warnings, fn.Warning, true, "2 warnings: exit code 1, because of the warnings and --fail-on warning"},
		{found()[3:], fn.Warning, false, "1 info (infos are shown with -v): exit code 0"},
		{found()[:1], fn.Warning, true, "1 error: exit code 1, because of the errors"},
	} {
		o := show.Options{FailOn: tt.failOn}
		lines := strings.Split(strings.TrimSpace(string(show.Write("text", tt.found, o))), "\n")
		if got := lines[len(lines)-1]; got != tt.want || o.Failed(tt.found) != tt.failed {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

func TestMany(t *testing.T) {
	t.Parallel()
	var many report.Findings
	for i := range 150 {
		many = append(many, report.Finding{
			Severity: fn.Warning, Reason: report.PlaintextSecret, Message: "open",
			Object: report.Object{Kind: "Secret", Name: strconv.Itoa(1000 + i), File: "x.yaml", Line: i + 1},
		})
	}
	got := string(show.Write("text", many.Sorted(), show.Options{}))
	for _, want := range []string{"PlaintextSecret, 150 times", "x.yaml:5: Secret 1004", "and 145 more, of which -v shows 95", "\n150 warnings"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "x.yaml:6:") {
		t.Error(got)
	}
	if got := string(show.Write("text", many.Sorted(), show.Options{Verbose: true})); !strings.Contains(got, "x.yaml:100:") || !strings.Contains(got, "and 50 more\n") {
		t.Error(got)
	}
}

func TestGitHub(t *testing.T) {
	t.Parallel()
	const want = `::error title=DuplicateObject,file=a%2Cb.yaml,line=3::Secret team/a: 100%25 twice; remove one
::warning title=PlaintextSecret,file=x.yaml,line=4::Secret team/b stringData: open; seal it
::warning title=PlaintextSecret,file=y.yaml::Secret team/c stringData: open; seal it
::notice title=NothingToDo::nothing
1 error, 2 warnings, 1 info`
	if got := string(show.Write("github", found(), show.Options{})); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestMachines(t *testing.T) {
	t.Parallel()
	var all struct {
		Failed   bool
		Warnings int
		Findings []struct {
			Reason, File string
			Line         int
			Object       struct{ Name string }
		}
	}
	if err := json.Unmarshal(show.Write("json", found(), show.Options{}), &all); err != nil || !all.Failed || all.Warnings != 2 ||
		len(all.Findings) != 4 || all.Findings[1].Line != 4 || all.Findings[1].Object.Name != "b" {
		t.Errorf("%v, %+v", err, all)
	}
	var s struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID, Level string
				RuleIndex     int
				Locations     []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal(show.Write("sarif", found(), show.Options{}), &s); err != nil || s.Version != "2.1.0" || len(s.Runs) != 1 {
		t.Fatalf("%v, %+v", err, s)
	}
	run := s.Runs[0]
	if len(run.Tool.Driver.Rules) != 3 || len(run.Results) != 4 {
		t.Fatalf("%+v", run)
	}
	for i, level := range []string{"error", "warning", "warning", "note"} {
		if r := run.Results[i]; r.Level != level || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("%+v", r)
		}
	}
	if at := run.Results[1].Locations[0].PhysicalLocation; at.ArtifactLocation.URI != "x.yaml" || at.Region.StartLine != 4 {
		t.Errorf("%+v", at)
	}
}
