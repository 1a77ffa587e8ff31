// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Resource types of the provider azurerm.
var (
	terraformConfigurations = []string{"azurerm_kubernetes_flux_configuration", "azurerm_arc_kubernetes_flux_configuration"}
	terraformExtensions     = []string{"azurerm_kubernetes_cluster_extension", "azurerm_arc_kubernetes_cluster_extension"}
)

// isTerraform tells what terraform show -json prints, of a state or a plan.
func isTerraform(m map[string]any) bool {
	_, version := m["format_version"].(string)
	_, state := m["values"].(map[string]any)
	_, plan := m["planned_values"].(map[string]any)
	return version || state || plan
}

func (r *reader) readTerraform(at place, m map[string]any) {
	key := "planned_values"
	values, ok := mapping(m, key)
	if !ok {
		key = "values"
		values, _ = mapping(m, key)
	}
	root, ok := mapping(values, "root_module")
	if !ok {
		r.report(at.finding(fn.Error, report.MissingField, "the state or plan of Terraform has no root_module"))
		return
	}
	t := terraformReader{reader: r, others: map[string]bool{}, unknown: afterUnknown(m)}
	t.module(at.step(key, "root_module"), root)
	if len(t.others) > 0 {
		r.report(at.finding(fn.Info, report.NotCarried, "resources of other types are left out: "+strings.Join(keys(t.others), ", ")))
	}
}

// terraformReader reads one state or plan.
type terraformReader struct {
	*reader
	others map[string]bool
	// unknown are the values that a plan does not know yet, by address.
	unknown map[string]any
}

func afterUnknown(m map[string]any) map[string]any {
	out := map[string]any{}
	changes, _ := m["resource_changes"].([]any)
	for _, c := range changes {
		body, _ := c.(map[string]any)
		change, _ := mapping(body, "change")
		if address := text(body, "address"); address != "" {
			out[address] = change["after_unknown"]
		}
	}
	return out
}

func (t terraformReader) module(at place, m map[string]any) {
	resources, _ := m["resources"].([]any)
	for i, element := range resources {
		body, _ := element.(map[string]any)
		t.resource(at.step("resources", strconv.Itoa(i)), body)
	}
	modules, _ := m["child_modules"].([]any)
	for i, element := range modules {
		body, _ := element.(map[string]any)
		t.module(at.step("child_modules", strconv.Itoa(i)), body)
	}
}

func (t terraformReader) resource(at place, m map[string]any) {
	kind := text(m, "type")
	values, ok := mapping(m, "values")
	if text(m, "mode") == "data" {
		return
	}
	out := resource{properties: map[string]any{}, at: at.step("values")}
	switch {
	case kind == azapiResource && azapiKind(values) != "":
		t.azapi(at.step("values"), values)
		return
	case slices.Contains(terraformConfigurations, kind):
		out.kind = v1alpha1.KindFluxConfiguration
	case slices.Contains(terraformExtensions, kind):
		out.kind = v1alpha1.KindFluxExtension
	default:
		t.others[report.Quote(kind)] = true
		return
	}
	if !ok {
		t.report(at.finding(fn.Error, report.MissingField, "the resource has no values"))
		return
	}
	out.name = text(values, "name")
	c := terraformConverter{reader: t.reader, out: &out}
	if out.kind == v1alpha1.KindFluxExtension {
		c.convert(terraformExtension, values, nil, nil)
	} else {
		c.convert(terraformConfiguration, values, nil, nil)
		if _, there := out.properties["scope"]; !there {
			out.set("namespace", []string{"scope"}, "scope")
		}
	}
	t.reportUnknown(at.step("values"), t.unknown[text(m, "address")])
	t.add(out)
}

// azapiResource is the type of any resource of Azure's API in the provider
// Azure/azapi.
const azapiResource = "azapi_resource"

// azapiKind returns the kind of input that a resource of azapi becomes; empty
// for none.
func azapiKind(values map[string]any) string {
	kind, _, _ := strings.Cut(text(values, "type"), "@")
	switch {
	case isType(kind, typeConfiguration):
		return v1alpha1.KindFluxConfiguration
	case isType(kind, typeExtension):
		return v1alpha1.KindFluxExtension
	default:
		return ""
	}
}

// azapi reads a resource of azapi, whose body is that of the REST API: an
// object, or JSON in a text before version 2.
func (t terraformReader) azapi(at place, values map[string]any) {
	body, ok := mapping(values, "body")
	if !ok {
		decoder := json.NewDecoder(strings.NewReader(text(values, "body")))
		decoder.UseNumber()
		ok = decoder.Decode(&body) == nil
	}
	properties, there := mapping(body, "properties")
	if !ok || !there {
		t.report(at.step("body").finding(fn.Error, report.MissingField, "the resource has no body with properties"))
		return
	}
	if field(values, "sensitive_body") != nil {
		t.lost(at.step("sensitive_body"), "Terraform keeps no sensitive_body: what is in it has to be given anew")
	}
	t.add(resource{kind: azapiKind(values), name: text(values, "name"), properties: properties, at: at.step("body", "properties")})
}

// reportUnknown tells the values that are known after apply only. Computed ones that
// are of no use here, such as id, are not told.
func (t terraformReader) reportUnknown(at place, unknown any) {
	m, _ := unknown.(map[string]any)
	for _, key := range keys(m) {
		if key == "id" || key == "cluster_id" || key == "current_version" || !hasTrue(m[key]) {
			continue
		}
		f := at.step(key).finding(fn.Warning, report.UnresolvedExpression, "the plan knows the value, or a part of it, after apply only")
		f.Hint = "import the state after apply"
		t.report(f)
	}
}

func hasTrue(value any) bool {
	switch v := value.(type) {
	case bool:
		return v
	case []any:
		return slices.ContainsFunc(v, hasTrue)
	case map[string]any:
		return slices.ContainsFunc(slices.Collect(maps.Values(v)), hasTrue)
	default:
		return false
	}
}

// terraformConverter gives the values of a resource Azure's names.
type terraformConverter struct {
	*reader
	out *resource
}

// convert takes over the values that names has an entry for. From is where the
// values stand, to the path they get.
func (c terraformConverter) convert(names map[string]terraformName, values map[string]any, from, to []string) {
	for _, key := range keys(values) {
		value, at := values[key], child(from, key)
		name, known := names[key]
		switch {
		case isUnset(value):
		case !known:
			c.lost(c.out.at.step(at...), "flux-bundle has no such property")
		case name.special != nil:
			name.special(c, value, at, to)
		case name.block != nil:
			c.block(name, value, at, to)
		case name.to != "":
			c.out.set(value, at, append(to[:len(to):len(to)], strings.Split(name.to, ".")...)...)
		}
	}
}

// isUnset reports whether Terraform means by the value that there is none.
func isUnset(value any) bool {
	list, isList := value.([]any)
	return value == nil || value == "" || isList && len(list) == 0
}

// block takes over a block: a list of at most one object.
func (c terraformConverter) block(name terraformName, value any, from, to []string) {
	list, ok := value.([]any)
	body, _ := value.(map[string]any)
	if ok {
		if len(list) > 1 {
			c.lost(c.out.at.step(from...), "Azure takes one block of these: the others are left out")
		}
		from = child(from, "0")
		body, _ = list[0].(map[string]any)
	}
	if body == nil {
		c.report(c.out.at.step(from...).finding(fn.Error, report.WrongType, "a block is expected here"))
		return
	}
	path := to[:len(to):len(to)]
	if name.to != "" {
		path = append(path, strings.Split(name.to, ".")...)
		c.out.set(map[string]any{}, from, path...)
	}
	c.convert(name.block, body, from, path)
}
