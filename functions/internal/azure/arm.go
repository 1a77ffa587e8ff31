// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// isTemplate tells ARM templates, which Bicep compiles to.
func isTemplate(m map[string]any) bool {
	if strings.Contains(strings.ToLower(text(m, "$schema")), "deploymenttemplate") {
		return true
	}
	return field(m, "contentVersion") != nil && field(m, "resources") != nil
}

// readTemplate reads a template with the parameters of the parameter files.
func (r *reader) readTemplate(at place, template map[string]any) {
	t := templateReader{reader: r, others: map[string]bool{}}
	t.template(at, template, r.newScope(at, template, r.declared(template)))
	t.reportOthers(at)
}

// declared returns the values of the parameter files that the template has.
// One file may serve several templates.
func (r *reader) declared(template map[string]any) map[string]any {
	out := map[string]any{}
	declared, _ := mapping(template, "parameters")
	for _, name := range keys(declared) {
		if value := field(r.parameters, name); value != nil {
			out[name] = value
		}
	}
	return out
}

// templateReader reads one template and those nested in it.
type templateReader struct {
	*reader
	// others are the types of resources that are not ours.
	others map[string]bool
}

func (t templateReader) reportOthers(at place) {
	if len(t.others) > 0 {
		t.report(at.finding(fn.Info, report.NotCarried, "resources of other types are left out: "+strings.Join(keys(t.others), ", ")))
	}
}

func (t templateReader) template(at place, template map[string]any, s scope) {
	t.resources(at.step("resources"), field(template, "resources"), s)
}

// resources reads a list, or an object with symbolic names.
func (t templateReader) resources(at place, value any, s scope) {
	switch v := value.(type) {
	case []any:
		for i, element := range v {
			t.resource(at.step(strconv.Itoa(i)), element, s)
		}
	case map[string]any:
		for _, name := range keys(v) {
			t.resource(at.step(name), v[name], s)
		}
	}
}

// Types of resources, in lower case.
const (
	typeConfiguration = "microsoft.kubernetesconfiguration/fluxconfigurations"
	typeExtension     = "microsoft.kubernetesconfiguration/extensions"
	typeDeployment    = "microsoft.resources/deployments"
)

// isType also knows the older form, whose type begins with that of the cluster.
func isType(given, want string) bool {
	given = strings.ToLower(given)
	last := want[strings.LastIndex(want, "/"):]
	return given == want || strings.HasSuffix(given, "/"+want) || strings.HasSuffix("/"+given, "/providers"+last)
}

func (t templateReader) resource(at place, value any, s scope) {
	m, ok := value.(map[string]any)
	if !ok || field(m, "existing") == true {
		return
	}
	kind := text(m, "type")
	matters := isType(kind, typeConfiguration) || isType(kind, typeExtension) || isType(kind, typeDeployment)
	for _, turn := range t.turns(at, m, s, matters) {
		if t.included(at, m, turn, matters) {
			t.one(at, m, turn)
		}
	}
}

// turns are the scopes of a resource: one, or one for each turn of its loop.
func (t templateReader) turns(at place, m map[string]any, s scope, matters bool) []scope {
	loop, ok := mapping(m, "copy")
	if !ok {
		return []scope{s}
	}
	n, open := s.count(loop, 0)
	if open != (unresolved{}) {
		if matters {
			t.lost(at.step("copy"), "the loop is not carried, and what it repeats is imported once: "+open.show(false)+why(open, false))
		}
		return []scope{s}
	}
	out := make([]scope, 0, n)
	for i := range n {
		out = append(out, s.inLoop("", i).inLoop(text(loop, "name"), i))
	}
	return out
}

// one reads a resource in one turn.
func (t templateReader) one(at place, m map[string]any, s scope) {
	kind := text(m, "type")
	switch {
	case isType(kind, typeDeployment):
		t.deployment(at, m, s)
	case isType(kind, typeConfiguration), isType(kind, typeExtension):
		t.ours(at, m, s, kind)
	default:
		t.others[typeName(kind)] = true
	}
	t.resources(at.step("resources"), field(m, "resources"), s)
}

// typeName keeps what is no type out of messages.
func typeName(kind string) string {
	if kind == "" || isExpression(kind) {
		return "unknown"
	}
	return report.Quote(kind)
}

// included reports whether a resource is deployed.
func (t templateReader) included(at place, m map[string]any, s scope, matters bool) bool {
	switch condition := s.resolve(field(m, "condition")).(type) {
	case bool:
		if !condition {
			if text, isText := field(m, "condition").(string); isText && matters {
				t.report(at.step("condition").finding(fn.Info, report.NotCarried, "left out, since its condition is false: "+unresolved{text: text}.show(false)))
			}
			return false
		}
	case unresolved:
		if matters {
			t.lost(at.step("condition"), "imported whether the condition holds or not: "+condition.show(false))
		}
	}
	return true
}

func (t templateReader) ours(at place, m map[string]any, s scope, kind string) {
	properties := s.resolve(field(m, "properties"))
	body, ok := properties.(map[string]any)
	if u, isUnknown := properties.(unresolved); isUnknown {
		t.report(at.step("properties").finding(fn.Error, report.UnresolvedExpression, "no property can be known: "+u.show(true)+why(u, true)))
		return
	}
	if !ok {
		t.report(at.step("properties").finding(fn.Error, report.WrongType, "an object is expected here"))
		return
	}
	t.beside(at, m)
	name := s.resolve(field(m, "name"))
	if whole, ok := name.(string); ok {
		name = whole[strings.LastIndex(whole, "/")+1:]
	}
	out := resource{kind: v1alpha1.KindFluxConfiguration, name: name, properties: body, at: at.step("properties")}
	if id, isText := s.resolve(field(m, "scope")).(string); isText {
		out.cluster = clusterOf("/" + id)
	} else {
		out.cluster = clusterOf(text(m, "id"))
	}
	if isType(kind, typeExtension) {
		out.kind = v1alpha1.KindFluxExtension
	}
	t.add(out)
}

// deployment reads a nested template. Its expressions belong to the outer
// template unless it says inner; Bicep always does.
func (t templateReader) deployment(at place, m map[string]any, s scope) {
	properties, _ := mapping(m, "properties")
	at = at.step("properties")
	template, ok := mapping(properties, "template")
	if !ok {
		if field(properties, "templateLink") != nil {
			t.lost(at.step("templateLink"), "the linked template is not read; import it too")
		}
		return
	}
	options, _ := mapping(properties, "expressionEvaluationOptions")
	if !strings.EqualFold(text(options, "scope"), "inner") {
		t.template(at.step("template"), template, s)
		return
	}
	passed, _ := mapping(properties, "parameters")
	given := map[string]any{}
	for _, name := range keys(passed) {
		given[name] = s.passed(passed[name])
	}
	t.template(at.step("template"), template, t.newScope(at, template, given))
}

// passed returns the value that a parameter is given: {value} or {reference}.
func (s scope) passed(value any) any {
	m, ok := value.(map[string]any)
	if !ok {
		return s.resolve(value)
	}
	if field(m, "reference") != nil {
		return unresolved{why: "is in a key vault"}
	}
	return s.resolve(field(m, "value"))
}

// readParameters reads a parameter file.
func (r *reader) readParameters(files []File) {
	r.parameters = map[string]any{}
	for _, file := range files {
		contents, found := decode(file)
		r.found = append(r.found, found...)
		for _, c := range contents {
			m, _ := c.value.(map[string]any)
			values, ok := mapping(m, "parameters")
			if !ok {
				r.report(c.place.finding(fn.Error, report.UnsupportedKind, "this is not a parameter file: it has no parameters"))
			}
			for _, name := range keys(values) {
				r.parameters[name] = scope{}.passed(values[name])
			}
		}
	}
}
