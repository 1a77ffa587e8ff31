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

// isRows tells the answer to a query of Azure Resource Graph: objects, or a table.
func isRows(m map[string]any) bool {
	switch data := field(m, "data").(type) {
	case []any:
		return true
	case map[string]any:
		_, columns := field(data, "columns").([]any)
		_, rows := field(data, "rows").([]any)
		return columns && rows
	default:
		return false
	}
}

// readRows reads the rows of an answer. Each is a resource with its properties.
func (r *reader) readRows(at place, m map[string]any) {
	for _, name := range []string{"skip_token", "skipToken", "$skipToken"} {
		if text(m, name) != "" {
			r.lost(at.step(name), "the answer has more pages, which are not in this file")
			break
		}
	}
	at = at.step("data")
	rows, isList := field(m, "data").([]any)
	if isList {
		r.read(at, rows)
		return
	}
	table, _ := mapping(m, "data")
	columns, _ := field(table, "columns").([]any)
	rows, _ = field(table, "rows").([]any)
	for i, row := range rows {
		cells, _ := row.([]any)
		out := map[string]any{}
		for j, cell := range cells {
			if j < len(columns) {
				column, _ := columns[j].(map[string]any)
				out[text(column, "name")] = cell
			}
		}
		r.read(at.step("rows", strconv.Itoa(i)), out)
	}
}

// changes returns what az deployment ... what-if finds out, or the REST API.
func changes(m map[string]any) ([]any, []string) {
	path := []string{"changes"}
	if properties, nested := mapping(m, "properties"); nested {
		m, path = properties, []string{"properties", "changes"}
	}
	list, _ := field(m, "changes").([]any)
	for _, element := range list {
		if change, ok := element.(map[string]any); !ok || field(change, "changeType") == nil {
			return nil, nil
		}
	}
	return list, path
}

// readChanges reads what will be there when a deployment is done.
func (r *reader) readChanges(at place, list []any) {
	t := templateReader{reader: r, others: map[string]bool{}}
	for i, element := range list {
		change, _ := element.(map[string]any)
		here := at.step(strconv.Itoa(i))
		if strings.EqualFold(text(change, "changeType"), "Delete") {
			if isOurID(text(change, "resourceId")) {
				r.report(here.finding(fn.Info, report.NotCarried, "left out, since the deployment deletes it"))
			}
			continue
		}
		step := "after"
		body, ok := mapping(change, step)
		if !ok {
			step = "before"
			body, ok = mapping(change, step)
		}
		switch {
		case ok:
			t.resource(here.step(step), body, scope{})
		case isOurID(text(change, "resourceId")):
			r.lost(here, "what-if does not show this resource; ask for it with --result-format FullResourcePayloads")
		}
	}
	t.reportOthers(at)
}

// isOurID reports whether an id is that of a configuration or an extension.
func isOurID(id string) bool {
	return strings.Contains(strings.ToLower(id), "/providers/microsoft.kubernetesconfiguration/")
}

// isKustomizations tells what az k8s-configuration flux kustomization list and
// show print: kustomizations by name, and nothing around them.
func isKustomizations(m map[string]any) bool {
	for _, name := range keys(m) {
		body, ok := m[name].(map[string]any)
		if !ok || field(body, "path") == nil && field(body, "prune") == nil {
			return false
		}
		for key := range body {
			if _, s := kustomization.lookup(key); s == unknown {
				return false
			}
		}
	}
	return len(m) > 0
}

// readKustomizations reads kustomizations by name. What they belong to is not
// there: the input is not complete without it.
func (r *reader) readKustomizations(at place, m map[string]any) {
	const why = "is not among what az prints of kustomizations; az k8s-configuration flux show has it, with the kustomizations"
	out := resource{kind: v1alpha1.KindFluxConfiguration, name: "", at: at, properties: map[string]any{
		"sourceKind": unresolved{text: "the source", why: why}, "namespace": unresolved{text: "the namespace", why: why},
	}}
	out.set(m, nil, "kustomizations")
	r.add(out)
}
