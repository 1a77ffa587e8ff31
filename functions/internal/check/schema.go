// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// versions are those of a kind in the release: all that are served, and the one
// that is stored. It is zero for a kind that the release does not have.
type versions struct {
	served     []string
	deprecated []string
	stored     string
}

// versionsOf reads the versions of a kind from its CRD.
func (c *checker) versionsOf(group, kind string) versions {
	key := group + "/" + kind
	if known, ok := c.schemas[key]; ok {
		return known
	}
	var out versions
	if text, ok := c.options.Release.CRD(group, kind); ok {
		docs, err := object.ParseFile("", text)
		if err != nil || len(docs) != 1 {
			panic("check: internal error: an embedded CRD does not parse")
		}
		crd, _ := docs[0].Value()
		all, _ := crd["versions"].([]any)
		for _, v := range all {
			out.add(v)
		}
	}
	c.schemas[key] = out
	return out
}

func (v *versions) add(version any) {
	m, _ := version.(map[string]any)
	name, _ := m["name"].(string)
	if m["served"] == true {
		v.served = append(v.served, name)
	}
	if m["deprecated"] == true {
		v.deprecated = append(v.deprecated, name)
	}
	if m["storage"] == true {
		v.stored = name
	}
}

// schema checks an object of Flux against its CRD, and reports whether it has
// the shape that the other checks go by.
func (c *checker) schema(o item) bool {
	known := c.versionsOf(o.group, o.kind)
	field := []string{"apiVersion"}
	release := "Flux " + c.options.Release.Version
	switch {
	case known.stored == "":
		c.report(fn.Error, report.UnknownKind, o, says{
			field: []string{"kind"}, message: release + " has no " + report.Quote(o.kind) + " in " + o.group,
			hint: report.DidYouMean(o.kind, c.kinds(o.group)),
		})
		return false
	case !slices.Contains(known.served, o.version):
		c.report(fn.Error, report.UnservedVersion, o, says{
			field: field, message: release + " does not serve " + o.group + "/" + o.version, hint: "use " + o.group + "/" + known.stored,
		})
		// What is wrong beside it is told by the version that is to be used.
		o.version = known.stored
	case slices.Contains(known.deprecated, o.version):
		c.report(fn.Warning, report.UnservedVersion, o, says{
			field: field, message: o.group + "/" + o.version + " is deprecated in " + release, hint: "use " + o.group + "/" + known.stored,
		})
	}
	spec := o.value["spec"]
	if spec == nil {
		spec = map[string]any{}
	}
	emitted := manifest.Object{
		APIVersion: o.group + "/" + o.version, Kind: o.kind,
		Body: manifest.Map{{Key: "spec", Value: manifest.FromJSON(spec)}},
	}
	for _, f := range Conforms(c.options.Release, emitted, o.about, []string{"spec"}) {
		if f, holds := c.refusal(o, f); holds {
			c.found = append(c.found, f)
		}
	}
	c.found = append(c.found, Credentials(o.kind, o.spec(), o.about, []string{"spec"})...)
	c.healthChecks(o)
	return true
}

// refusal is what the CRD refuses, unless something makes it acceptable before it
// is applied, or another controller has added to the CRD.
func (c *checker) refusal(o item, f report.Finding) (report.Finding, bool) {
	value, _ := valueAt(o.value, f.Field).(string)
	switch {
	case isSubstituted(value) && text(o.value, "metadata", "annotations", "kustomize.toolkit.fluxcd.io/substitute") != "disabled":
		return f, false
	case f.Reason == report.InvalidValue && isKindOfOthers(f.Field):
		if slices.Contains(operatorKinds, value) && c.installed.operator {
			return f, false
		}
		if _, near := report.Nearest(value, c.allKinds()); !near {
			f.Severity = fn.Warning
			f.Hint = "right only if another controller has added the kind to the CRD, as flux-operator does with " + strings.Join(operatorKinds, ", ")
		}
	case o.kind == "GitRepository" && f.Reason == report.InvalidValue && f.FieldPath() == "spec.url":
		if user, path, ok := strings.Cut(value, ":"); ok && strings.Contains(user, "@") && !strings.Contains(user, "/") {
			f.Hint = "write ssh://" + user + "/" + strings.TrimPrefix(path, "/")
		}
	}
	return f, true
}

// operatorKinds are kinds that flux-operator adds to the enumerations of Alerts
// and Receivers.
var operatorKinds = []string{"FluxInstance", "FluxReport", "ResourceSet", "ResourceSetInputProvider"}

// isKindOfOthers reports whether a field is a kind of what an Alert or a Receiver
// is about.
func isKindOfOthers(field []string) bool {
	const depth = 4 // spec.eventSources[0].kind
	return len(field) == depth && (field[1] == "eventSources" || field[1] == "resources") && field[3] == "kind"
}

func (c *checker) allKinds() []string {
	var out []string
	for kind := range controllerOf {
		out = append(out, kind)
	}
	slices.Sort(out)
	return out
}

// valueAt returns what an object has at a path of keys and indexes.
func valueAt(value any, path []string) any {
	for _, step := range path {
		switch v := value.(type) {
		case map[string]any:
			value = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= len(v) {
				return nil
			}
			value = v[i]
		default:
			return nil
		}
	}
	return value
}

// healthChecks looks at the versions of the objects of Flux that a Kustomization
// waits for: one that is not served is never found.
func (c *checker) healthChecks(o item) {
	if o.spec()["wait"] == true {
		return // Flux waits for everything then, and ignores the list.
	}
	for _, p := range follow(o.spec(), []string{"healthChecks", "*"}, []string{"spec"}) {
		m, _ := p.value.(map[string]any)
		group, version, _ := strings.Cut(text(m, "apiVersion"), "/")
		known := c.versionsOf(group, text(m, "kind"))
		if known.stored == "" || slices.Contains(known.served, version) {
			continue
		}
		c.report(fn.Error, report.UnservedVersion, o, says{
			field: append(p.path, "apiVersion"), message: "Flux " + c.options.Release.Version + " does not serve " + group + "/" + version,
			hint: "use " + group + "/" + known.stored,
		})
	}
}

// kinds lists the kinds that the release has in a group.
func (c *checker) kinds(group string) []string {
	var out []string
	for kind, of := range controllerOf {
		if of.group == group {
			out = append(out, kind)
		}
	}
	slices.SortFunc(out, strings.Compare)
	return out
}
