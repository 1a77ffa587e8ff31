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

// asoOnly are fields of Azure Service Operator itself, in lower case: which
// cluster it is, and how the operator treats the object.
var asoOnly = map[string]bool{"azurename": true, "owner": true, "operatorspec": true, "originalversion": true, "$propertybag": true}

// extensionOnly are fields of the extension's resource beside its properties.
var extensionOnly = map[string]bool{"identity": true, "plan": true, "systemdata": true}

// readASO reads an object of Azure Service Operator, whose spec has the names
// of the API, and references in the place of secrets.
func (r *reader) readASO(at place, m map[string]any, kind string) {
	metadata, _ := mapping(m, "metadata")
	spec, ok := mapping(m, "spec")
	if !ok {
		r.report(at.step("spec").finding(fn.Error, report.MissingField, "an object of Azure Service Operator has a spec"))
		return
	}
	out := resource{
		kind: v1alpha1.KindFluxConfiguration, name: text(spec, "azureName"), properties: map[string]any{}, at: at.step("spec"),
	}
	if out.name == "" {
		out.name = text(metadata, "name")
	}
	s := configuration
	if kind == "Extension" {
		out.kind, s = v1alpha1.KindFluxExtension, extension
	}
	for _, key := range keys(spec) {
		name := strings.ToLower(key)
		if asoOnly[name] || kind == "Extension" && extensionOnly[name] {
			continue
		}
		_, inner := s.lookup(key)
		if inner == secrets {
			out.properties[key] = secretMap(spec[key])
			continue
		}
		out.properties[key] = references(inner, spec[key])
	}
	r.add(out)
}

// secretMap is a reference to a Secret with all its keys.
func secretMap(value any) any {
	m, _ := value.(map[string]any)
	name, ok := m["name"].(string)
	if !ok || len(m) != 1 {
		return value
	}
	return reference{text: "Secret " + report.Quote(name) + " in the cluster of the operator"}
}

// references replaces references to Secrets and ConfigMaps, {name, key}, where
// the API has a text.
func references(s *shape, value any) any {
	switch v := value.(type) {
	case map[string]any:
		if ref, ok := toReference(s, v); ok {
			return ref
		}
		out := make(map[string]any, len(v))
		for _, key := range keys(v) {
			name, inner := s.member(key)
			if inner == secrets {
				out[name] = secretMap(v[key])
				continue
			}
			out[name] = references(inner, v[key])
		}
		return out
	case []any:
		if s.role != list {
			return v
		}
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = references(s.each, element)
		}
		return out
	default:
		return v
	}
}

// member is lookup for names of Azure Service Operator, which has clientId and
// clientIdFromConfig.
func (s *shape) member(key string) (string, *shape) {
	if s.role != group && s.role != table {
		return key, s
	}
	if name, inner := s.lookup(key); inner != unknown {
		return name, inner
	}
	if name, inner := s.lookup(strings.TrimSuffix(key, "FromConfig")); inner != unknown {
		return name, inner
	}
	return key, unknown
}

func toReference(s *shape, m map[string]any) (reference, bool) {
	name, hasName := m["name"].(string)
	key, hasKey := m["key"].(string)
	scalar := s.role == keep || s.role == words || s.role == address || s.role == secret
	if !scalar || !hasName || !hasKey || len(m) != 2 {
		return reference{}, false
	}
	return reference{text: "the key " + strconv.Quote(key) + " of " + report.Quote(name) + " in the cluster of the operator"}, true
}
