// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"
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
		return true
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
	c.found = append(c.found, Conforms(c.options.Release, emitted, o.about, []string{"spec"})...)
	c.found = append(c.found, Credentials(o.kind, o.spec(), o.about, []string{"spec"})...)
	c.healthChecks(o)
	return true
}

// healthChecks looks at the versions of the objects of Flux that a Kustomization
// waits for: one that is not served is never found.
func (c *checker) healthChecks(o item) {
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
