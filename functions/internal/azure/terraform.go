// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"encoding/json"
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
		t.azapi(at.step("values"), withUnknown(values, t.unknown[text(m, "address")]))
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
	values = withUnknown(values, t.unknown[text(m, "address")])
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
	out.cluster = nameInID(text(values, "cluster_id"))
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
	if sensitive := field(values, "sensitive_body"); sensitive != nil {
		t.lost(at.step("sensitive_body"), "Terraform keeps no sensitive_body: what is in it has to be given anew")
		properties["configurationProtectedSettings"] = unresolved{text: "sensitive_body", why: "is not in what Terraform prints"}
	}
	t.beside(at.step("body"), body)
	t.add(resource{
		kind: azapiKind(values), name: text(values, "name"), properties: properties, at: at.step("body", "properties"),
		cluster: nameInID(text(values, "parent_id")),
	})
}

// computed are the values of azurerm that a plan never knows and that are of no
// use here.
var computed = []string{"id", "cluster_id", "current_version", "release_train", "target_namespace", "aks_assigned_identity", "identity", "plan", "timeouts"}

// withUnknown returns values with what the plan knows after apply only in its
// place, so that it is marked where it is missing.
func withUnknown(values map[string]any, unknown any) map[string]any {
	marks, _ := unknown.(map[string]any)
	out := make(map[string]any, len(values))
	for key, value := range values {
		out[key] = value
	}
	for _, key := range keys(marks) {
		if !slices.Contains(computed, key) {
			if value := overlaid(values[key], marks[key]); value != nil {
				out[key] = value
			}
		}
	}
	return out
}

// overlaid is a value with the marks of what is not known laid over it.
func overlaid(value, marks any) any {
	switch m := marks.(type) {
	case bool:
		if m {
			return unresolved{text: "a value of Terraform", why: "is known after apply only; import the state then"}
		}
	case map[string]any:
		inner, _ := value.(map[string]any)
		out := make(map[string]any, len(inner))
		for key, v := range inner {
			out[key] = v
		}
		for _, key := range keys(m) {
			if v := overlaid(inner[key], m[key]); v != nil {
				out[key] = v
			}
		}
		if len(out) > 0 {
			return out
		}
	case []any:
		inner, _ := value.([]any)
		out := slices.Clone(inner)
		for i, mark := range m {
			if i < len(out) {
				out[i] = overlaid(out[i], mark)
			} else if v := overlaid(nil, mark); v != nil {
				out = append(out, v)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return value
}

func isUnknown(value any) bool {
	_, ok := value.(unresolved)
	return ok
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
		case known && isUnknown(value):
			c.out.set(value, at, append(to[:len(to):len(to)], strings.Split(cmp.Or(name.to, key), ".")...)...)
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
