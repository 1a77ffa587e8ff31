// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package compare

import (
	"cmp"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/bundle"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/show"
)

// List gives the inputs of a list their status.
func List(list krm.List) (krm.Output, report.Findings) {
	settings, found := statusSettings(list)
	var set live.Set
	if input.IsOurs(list.Config) && list.ConfigItem < 0 {
		found = append(found, set.Add(list.Config)...)
	}
	for _, item := range list.Items {
		found = append(found, set.Add(item.Document)...)
	}
	r, more := Report(set, settings.options)
	found = append(found, more...)
	found = append(found, told(r, settings.severity)...)
	out := krm.Output{Reports: true}
	statuses := worst(r)
	for i, item := range list.Items {
		if list.Host == krm.KustomizeGenerator {
			break
		}
		kept := krm.Kept{Index: i}
		if a, there := statuses[bundle.KeyOf(report.About(item.Document))]; there && input.IsOurs(item.Document) {
			kept.Field = manifest.Field{Key: "status", Value: manifest.FromJSON(show.Plain(a.Status()))}
		}
		out.Kept = append(out.Kept, kept)
	}
	return out, found
}

type statusConfig struct {
	options Options
	// severity is that of what is not compliant.
	severity fn.Severity
}

// statusSettings reads the functionConfig.
func statusSettings(list krm.List) (statusConfig, report.Findings) {
	settings := statusConfig{severity: fn.Warning}
	config := list.Config
	if config.Node == nil || input.IsOurs(config) {
		return settings, nil
	}
	accepted := config.Kind() == "ConfigMap"
	if data := object.Child(config.Node, "data"); data != nil && data.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(data.Content); i += 2 {
			accepted = settings.set(data.Content[i].Value, object.Text(data.Content[i+1])) && accepted
		}
	}
	if accepted {
		return settings, nil
	}
	return settings, report.Findings{{
		Severity: fn.Error, Reason: report.UnsupportedKind, Object: report.About(config),
		Message: "this functionConfig means nothing to flux-status",
		Hint:    "accepted: none, an input, or a ConfigMap with the data now, cluster and gate",
	}}
}

// set sets one setting; it reports whether there is such a setting and value.
func (s *statusConfig) set(key, value string) bool {
	switch {
	case key == "now":
		s.options.Now = value
	case key == "cluster":
		s.options.Cluster = value
	case key == "gate" && value == "true":
		s.severity = fn.Error
	case key == "gate" && value == "false":
		s.severity = fn.Warning
	default:
		return false
	}
	return true
}

// told are the states as results: of every input, and of what is to be mended.
func told(r show.Report, severity fn.Severity) report.Findings {
	var found report.Findings
	for _, c := range r.Clusters {
		for _, a := range c.Assessments {
			found = append(found, toldOf(a, severity)...)
		}
	}
	return found
}

func toldOf(a status.Assessment, severity fn.Severity) report.Findings {
	prefix := ""
	if a.Cluster != "" {
		prefix = a.Cluster + ": "
	}
	about := report.Object{APIVersion: v1alpha1.APIVersion, Kind: a.Kind, Namespace: a.Namespace, Name: a.Name}
	state := report.Finding{
		Severity: severity, Reason: report.ComplianceState, Object: about, Message: prefix + string(a.State) + ": " + a.Message,
	}
	if a.State == compliance.Compliant {
		state.Severity = fn.Info
	}
	found := report.Findings{state}
	for _, cause := range a.Causes {
		f := report.Finding{
			Severity: fn.Info, Reason: report.RootCause, Object: objectOf(cause.Node),
			Message: prefix + string(cause.State) + " " + status.Said(cause.Node), Hint: cause.Advice,
		}
		found = append(found, f)
	}
	for _, n := range a.Drifted() {
		for _, d := range n.Drift {
			found = append(found, report.Finding{
				Severity: fn.Info, Reason: report.Drifted, Object: objectOf(n), Field: d.Path, Message: prefix + show.Drift(d.Want, d.Have),
			})
		}
	}
	if len(a.NotRead) > 0 {
		found = append(found, report.Finding{Severity: fn.Info, Reason: report.NotRead, Object: about, Message: prefix + show.NotRead(a)})
	}
	return found
}

func objectOf(n *status.Node) report.Object {
	if n.Object != nil {
		return n.Object.About()
	}
	return report.Object{Kind: n.Kind, Namespace: n.Namespace, Name: n.Name}
}

// worst picks one status for every input.
func worst(r show.Report) map[owner.Key]status.Assessment {
	out := map[owner.Key]status.Assessment{}
	for _, c := range r.Clusters {
		for _, a := range c.Assessments {
			other, there := out[a.Key]
			if !there || cmp.Compare(a.State.Severity(), other.State.Severity()) < 0 {
				out[a.Key] = a
			}
		}
	}
	return out
}
