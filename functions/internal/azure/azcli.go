// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// envelope are the fields around the properties, in lower case: which resource
// it is, and what Azure knows about it.
var envelope = []string{
	"id", "name", "type", "resourcegroup", "systemdata", "apiversion", "location", "tags", "identity", "plan", "etag", "kind",
	"properties", "scope", "condition", "copy", "dependson", "comments", "metadata", "resources", "zones", "managedby", "extendedlocation",
	"subscriptionid", "tenantid", "sku",
}

// isAzure tells what az prints and REST bodies.
func isAzure(m map[string]any) bool {
	for _, name := range []string{"properties", "sourceKind", "gitRepository", "kustomizations", "extensionType"} {
		if field(m, name) != nil {
			return true
		}
	}
	return strings.Contains(strings.ToLower(text(m, "type")), "kubernetesconfiguration")
}

// readAzure reads a resource: flat, as az prints it, or with its properties in
// an object of that name, as in REST bodies.
func (r *reader) readAzure(at place, m map[string]any) {
	if text(m, "apiVersion") != "" && text(m, "type") != "" {
		templateReader{reader: r, others: map[string]bool{}}.resource(at, m, scope{})
		return
	}
	properties, nested := mapping(m, "properties")
	out := resource{kind: v1alpha1.KindFluxConfiguration, name: nameOf(m), properties: properties, at: at.step("properties")}
	if !nested {
		out.properties, out.at = flat(m), at
	}
	kind := text(m, "type")
	switch {
	case isType(kind, typeExtension) || kind == "" && field(out.properties, "extensionType") != nil:
		out.kind = v1alpha1.KindFluxExtension
	case kind != "" && !isType(kind, typeConfiguration):
		r.lost(at.step("type"), "a resource of type "+typeName(kind)+" is left out")
		return
	case kind == "" && nested && !describesFlux(properties):
		r.lost(at, "a resource that is not a configuration or an extension of Flux is left out")
		return
	}
	if nested {
		r.beside(at, m)
	}
	out.cluster = clusterOf(text(m, "id"))
	r.add(out)
}

// beside reports what stands beside the properties of a resource instead of in
// them: Azure has no such field there, and it would be lost.
func (r *reader) beside(at place, m map[string]any) {
	for _, key := range keys(m) {
		if m[key] != nil && !slices.Contains(envelope, strings.ToLower(key)) {
			r.lost(at.step(key), "it stands beside the properties, where Azure has no such field")
		}
	}
}

// describesFlux reports whether properties of a resource that does not name its
// type are those of a configuration: one at least has a name that only they have.
func describesFlux(properties map[string]any) bool {
	for _, key := range keys(properties) {
		switch _, s := configuration.lookup(key); {
		case s == unknown, strings.EqualFold(key, "scope"), strings.EqualFold(key, "provisioningState"), strings.EqualFold(key, "statuses"):
		default:
			return true
		}
	}
	return len(properties) == 0
}

// nameOf returns the name of a resource, if need be from its id.
func nameOf(m map[string]any) string {
	if name := text(m, "name"); name != "" {
		return name
	}
	id := strings.TrimRight(text(m, "id"), "/")
	return id[strings.LastIndex(id, "/")+1:]
}

// flat returns the properties of a flat resource. The scope stays: there it is
// a property.
func flat(m map[string]any) map[string]any {
	out := map[string]any{}
	for _, key := range keys(m) {
		if strings.EqualFold(key, "scope") || !slices.Contains(envelope, strings.ToLower(key)) {
			out[key] = m[key]
		}
	}
	return out
}

// typeFlux is the type of the extension that installs Flux.
const typeFlux = "microsoft.flux"

// add takes a resource that a reader has found, unless it is the extension of
// another product.
func (r *reader) add(found resource) {
	if found.kind == v1alpha1.KindFluxExtension {
		kind := field(found.properties, "extensionType")
		if u, ok := kind.(unresolved); ok {
			r.report(found.at.step("extensionType").finding(fn.Warning, report.UnresolvedExpression,
				"left out: whether this is microsoft.flux cannot be known: "+u.show(false)))
			return
		}
		switch name, _ := kind.(string); {
		case name == "":
			r.report(found.at.finding(fn.Warning, report.NotCarried, "an extension that does not name its type is left out: it may not be microsoft.flux"))
			return
		case !strings.EqualFold(name, typeFlux):
			r.report(found.at.finding(fn.Info, report.NotCarried, "an extension of type "+report.Quote(name)+" is left out: it is not microsoft.flux"))
			return
		}
	}
	r.resources = append(r.resources, found)
}

// read finds out which format a document has.
func (r *reader) read(at place, value any) {
	switch v := value.(type) {
	case []any:
		for i, element := range v {
			r.read(at.step(strconv.Itoa(i)), element)
		}
	case map[string]any:
		r.readObject(at, v)
	default:
		r.report(at.finding(fn.Error, report.UnsupportedKind, "an object is expected here"))
	}
}

func (r *reader) readObject(at place, m map[string]any) {
	elements, isList := field(m, "value").([]any)
	pulumi, pulumiPath := pulumiResources(m)
	changed, changedPath := changes(m)
	switch {
	case isTemplate(m):
		r.readTemplate(at, m)
	case isKubernetes(m):
		r.readKubernetes(at, m)
	case isTerraform(m):
		r.readTerraform(at, m)
	case isList && field(m, "properties") == nil:
		r.read(at.step("value"), elements)
		if text(m, "nextLink") != "" {
			r.lost(at.step("nextLink"), "the list has more pages, which are not in this file")
		}
	case len(pulumi) > 0:
		r.readPulumi(at.step(pulumiPath...), pulumi)
	case len(changed) > 0:
		r.readChanges(at.step(changedPath...), changed)
	case isRows(m) && field(m, "properties") == nil:
		r.readRows(at, m)
	case isPolicy(m):
		r.readPolicy(at, m)
	case isKustomizations(m):
		r.readKustomizations(at, m)
	case isAzure(m):
		r.readAzure(at, m)
	default:
		r.report(unrecognised(at, m))
	}
}

func unrecognised(at place, m map[string]any) report.Finding {
	f := at.finding(fn.Error, report.UnsupportedKind, "this is nothing that azure-import knows")
	f.Hint = "accepted: az ... show or list, az graph query, what-if, REST bodies, ARM templates, FluxConfig and Azure Service Operator objects, terraform show -json, pulumi stack export"
	switch {
	case strings.Contains(strings.ToLower(text(m, "$schema")), "deploymentparameters"):
		f.Message, f.Hint = "this is a parameter file", "give it with --parameters"
	case field(m, "lineage") != nil && field(m, "serial") != nil:
		f.Message, f.Hint = "this is a state file of Terraform", "give what terraform show -json prints"
	}
	return f
}
