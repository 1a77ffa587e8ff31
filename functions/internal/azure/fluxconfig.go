// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// fluxConfigNames are the names of the FluxConfig CRD that differ from those of
// the API, in lower case; the value of a time is a duration.
var fluxConfigNames = map[string]string{
	"ref": "repositoryRef", "syncinterval": "syncIntervalInSeconds", "interval": "syncIntervalInSeconds", "timeout": "timeoutInSeconds",
	"retryinterval": "retryIntervalInSeconds",
}

// fluxConfigState are fields that the agent of Azure uses, in lower case.
var fluxConfigState = map[string]bool{"correlationid": true, "operationid": true}

// readFluxConfig reads the object that Azure's agent writes into the cluster.
// Its schema is not published: names of the API are accepted beside those that
// were seen.
func (r *reader) readFluxConfig(at place, m map[string]any) {
	metadata, _ := mapping(m, "metadata")
	spec, ok := mapping(m, "spec")
	if !ok {
		r.report(at.step("spec").finding(fn.Error, report.MissingField, "a FluxConfig has a spec"))
		return
	}
	out := resource{kind: v1alpha1.KindFluxConfiguration, name: text(metadata, "name"), properties: map[string]any{}, at: at}
	if namespace := text(metadata, "namespace"); namespace != "" {
		out.set(namespace, []string{"metadata", "namespace"}, "namespace")
	}
	for _, key := range keys(spec) {
		from := []string{"spec", key}
		switch name := strings.ToLower(key); {
		case fluxConfigState[name], name == "namespace" && text(metadata, "namespace") != "":
		case name == "softdelete":
			if spec[key] == true {
				r.lost(at.step(from...), "Azure was deleting this configuration")
			}
		case name == "protectedparameterssecretref":
			r.lost(at.step(from...), "the secrets are in a Secret of the cluster; read them from there")
		case name == "kustomizations":
			r.fluxConfigKustomizations(&out, from, spec[key])
		default:
			canonicalKey, _ := configuration.lookup(key)
			r.fluxConfigBody(&out, from, spec[key], []string{canonicalKey})
		}
	}
	r.add(out)
}

// fluxConfigKustomizations turns the list into the table that the API has; a
// table is taken too.
func (r *reader) fluxConfigKustomizations(out *resource, from []string, value any) {
	table, _ := value.(map[string]any)
	for _, name := range keys(table) {
		r.fluxConfigBody(out, child(from, name), table[name], []string{"kustomizations", name})
	}
	elements, ok := value.([]any)
	if !ok && table == nil {
		out.set(value, from, "kustomizations")
	}
	seen := map[string]bool{}
	for i, element := range elements {
		at := child(from, strconv.Itoa(i))
		body, _ := element.(map[string]any)
		name := text(body, "name")
		switch {
		case name == "":
			r.report(out.at.step(at...).finding(fn.Error, report.MissingField, "a kustomization needs a name"))
		case seen[name]:
			r.report(out.at.step(at...).finding(fn.Error, report.DuplicateInput, "there are two kustomizations of this name"))
		default:
			r.fluxConfigBody(out, at, element, []string{"kustomizations", name})
		}
		seen[name] = true
	}
}

// fluxConfigBody takes over a source or a kustomization.
func (r *reader) fluxConfigBody(out *resource, from []string, value any, path []string) {
	body, ok := value.(map[string]any)
	if !ok {
		out.set(value, from, path...)
		return
	}
	out.set(map[string]any{}, from, path...)
	for _, key := range keys(body) {
		name := key
		if other, renamed := fluxConfigNames[strings.ToLower(key)]; renamed && len(path) <= 2 {
			name = other
		}
		element := body[key]
		if strings.HasSuffix(name, "InSeconds") && element != nil {
			whole, ok := seconds(element)
			if !ok {
				r.lost(out.at.step(child(from, key)...), "it is not a duration of whole seconds")
			}
			element = whole
		}
		if element == nil {
			continue
		}
		out.set(element, child(from, key), append(path[:len(path):len(path)], name)...)
	}
}

var (
	duration     = pattern.Of(`^(\d+(?:\.\d+)?(?:h|ms|m|s))+$`)
	durationPart = pattern.Of(`(\d+(?:\.\d+)?)(h|ms|m|s)`)
)

// seconds reads a duration as Go writes it, 10m0s, or a number of seconds.
func seconds(value any) (any, bool) {
	text, isText := value.(string)
	if !isText {
		number, ok := value.(json.Number)
		return value, ok && !strings.ContainsAny(number.String(), ".eE")
	}
	if whole, err := strconv.ParseInt(text, 10, 64); err == nil {
		return json.Number(strconv.FormatInt(whole, 10)), true
	}
	if !duration().MatchString(text) {
		return nil, false
	}
	units := map[string]float64{"h": 3600, "m": 60, "s": 1, "ms": 0.001}
	total := 0.0
	for _, part := range durationPart().FindAllStringSubmatch(text, -1) {
		amount, _ := strconv.ParseFloat(part[1], 64)
		total += amount * units[part[2]]
	}
	if total != math.Trunc(total) || total > math.MaxInt32 {
		return nil, false
	}
	return json.Number(strconv.FormatInt(int64(total), 10)), true
}
