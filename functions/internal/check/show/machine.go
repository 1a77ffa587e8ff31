// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package show

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// reasonsPage explains every reason.
const reasonsPage = "https://github.com/fluxbundle/fluxbundle/blob/main/schemas/reasons.md"

type jsonReport struct {
	Failed   bool          `json:"failed"`
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Infos    int           `json:"infos"`
	Findings []jsonFinding `json:"findings"`
}

type jsonFinding struct {
	Severity string      `json:"severity"`
	Reason   string      `json:"reason"`
	File     string      `json:"file,omitempty"`
	Line     int         `json:"line,omitempty"`
	Object   *jsonObject `json:"object,omitempty"`
	Field    string      `json:"field,omitempty"`
	Message  string      `json:"message"`
	Hint     string      `json:"hint,omitempty"`
}

type jsonObject struct {
	APIVersion string `json:"apiVersion,omitempty"`
	Kind       string `json:"kind"`
	Namespace  string `json:"namespace,omitempty"`
	Name       string `json:"name"`
}

func writeJSON(found report.Findings, o Options) []byte {
	n := count(found)
	out := jsonReport{Failed: o.Failed(found), Errors: n.errors, Warnings: n.warnings, Infos: n.infos, Findings: []jsonFinding{}}
	for _, f := range found {
		finding := jsonFinding{
			Severity: string(f.Severity), Reason: string(f.Reason), File: f.Object.File, Line: f.Line(),
			Field: f.FieldPath(), Message: f.Message, Hint: f.Hint,
		}
		if f.Object.Kind != "" || f.Object.Name != "" {
			finding.Object = &jsonObject{f.Object.APIVersion, f.Object.Kind, f.Object.Namespace, f.Object.Name}
		}
		out.Findings = append(out.Findings, finding)
	}
	return encode(out)
}

// encode writes JSON for people too. The values are texts and numbers, which
// always can be written.
func encode(value any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	_ = encoder.Encode(value)
	return b.Bytes()
}

// The parts of SARIF 2.1.0 that code scanning reads
// (https://docs.github.com/code-security/reference/code-scanning/sarif-support-for-code-scanning).
type sarif struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool    sarifTool     `json:"tool"`
	Results []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version,omitempty"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string `json:"id"`
	HelpURI string `json:"helpUri"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine int `json:"startLine"`
}

func writeSARIF(found report.Findings, o Options) []byte {
	run := sarifRun{Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "flux-check", Version: o.Version, InformationURI: reasonsPage, Rules: []sarifRule{}}
	rules := &run.Tool.Driver.Rules
	for _, f := range found {
		id := string(f.Reason)
		index := slices.IndexFunc(*rules, func(r sarifRule) bool { return r.ID == id })
		if index < 0 {
			index = len(*rules)
			*rules = append(*rules, sarifRule{ID: id, HelpURI: reasonsPage})
		}
		result := sarifResult{RuleID: id, RuleIndex: index, Level: level(f.Severity, "note"), Message: sarifText{whole(f)}}
		if f.Object.File != "" {
			at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{f.Object.File}}}
			if line := f.Line(); line > 0 {
				at.Physical.Region = &sarifRegion{line}
			}
			result.Locations = append(result.Locations, at)
		}
		run.Results = append(run.Results, result)
	}
	return encode(sarif{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// whole is all that a finding says, with what it is about.
func whole(f report.Finding) string {
	if about := subject(f); about != "" {
		return report.OneLine(about + ": " + message(f))
	}
	return report.OneLine(message(f))
}

// level is the severity in the words of a format, which differ for infos.
func level(severity fn.Severity, info string) string {
	switch severity {
	case fn.Error:
		return "error"
	case fn.Warning:
		return "warning"
	default:
		return info
	}
}

var (
	inMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	inProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// annotations are the commands with which GitHub Actions marks lines
// (https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands).
func annotations(found report.Findings) []byte {
	var b strings.Builder
	for _, f := range found {
		properties := []string{"title=" + inProperty.Replace(string(f.Reason))}
		if f.Object.File != "" {
			properties = append(properties, "file="+inProperty.Replace(f.Object.File))
			if line := f.Line(); line > 0 {
				properties = append(properties, "line="+strconv.Itoa(line))
			}
		}
		b.WriteString("::" + level(f.Severity, "notice") + " " + strings.Join(properties, ",") + "::" + inMessage.Replace(whole(f)) + "\n")
	}
	return []byte(b.String())
}
