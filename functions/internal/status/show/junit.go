// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package show

import (
	"cmp"
	"encoding/xml"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
)

// The elements of JUnit's XML that CI systems read
// (https://github.com/testmoapp/junitxml).
type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Skipped  int          `xml:"skipped,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	ClassName string       `xml:"classname,attr"`
	Name      string       `xml:"name,attr"`
	Failure   *junitReason `xml:"failure"`
	Skipped   *junitReason `xml:"skipped"`
}

type junitReason struct {
	Type    string `xml:"type,attr,omitempty"`
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// junit writes a report as the result of tests: a suite for each cluster, a test
// for each input. One in a state that is allowed is skipped, with the reason.
func junit(r Report, v View) []byte {
	var all junitSuites
	for _, c := range r.Clusters {
		suite := junitSuite{Name: cmp.Or(c.Name, "cluster")}
		for _, a := range c.Assessments {
			one := junitCase{ClassName: a.Kind, Name: name(a)}
			reason := &junitReason{Type: string(a.State), Message: line(string(a.State)+": "+a.Message, 0), Text: junitText(a)}
			switch {
			case a.State == compliance.Compliant:
			case v.passes(a.State):
				one.Skipped = &junitReason{Message: reason.Message}
				suite.Skipped++
			default:
				one.Failure = reason
				suite.Failures++
			}
			suite.Tests++
			suite.Cases = append(suite.Cases, one)
		}
		all.Tests, all.Failures, all.Skipped = all.Tests+suite.Tests, all.Failures+suite.Failures, all.Skipped+suite.Skipped
		all.Suites = append(all.Suites, suite)
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		panic("show: internal error: " + err.Error())
	}
	return append([]byte(xml.Header), append(text, '\n')...)
}

// junitText says what to mend, what differs and what was not read.
func junitText(a status.Assessment) string {
	var lines []string
	for _, c := range a.Causes {
		lines = append(lines, string(c.State)+" "+causeLine(c))
		if c.Advice != "" {
			lines = append(lines, "  "+c.Advice)
		}
	}
	for _, n := range a.Drifted() {
		for _, d := range n.Drift {
			lines = append(lines, n.String()+" "+driftText(report.Finding{Field: d.Path}.FieldPath(), d.Want, d.Have))
		}
	}
	if len(a.NotRead) > 0 {
		lines = append(lines, NotRead(a))
	}
	return strings.Join(lines, "\n")
}
