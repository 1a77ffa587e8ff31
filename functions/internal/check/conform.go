// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Conforms checks the spec of an object against the CRD of the Flux release.
// Rules in CEL are left to the API server. What another release has is said to
// be there. About and field say where the spec, or what the user added to it,
// stands.
func Conforms(release flux.Release, obj manifest.Object, about report.Object, field []string) report.Findings {
	spec := manifest.ToJSON(obj.Body.Get("spec"))
	found := violations(release, obj, spec, about)
	var others otherReleases
	for i, f := range found {
		if f.Reason == report.UnknownField || f.Reason == report.InvalidValue {
			if others == nil {
				others = refusalsOf(release, obj, spec)
			}
			found[i].Hint = others.hint(f)
		}
		found[i].Field = slices.Concat(field, f.Field)
		found[i].Message = "Flux " + release.Version + " does not accept this in " + input.A(obj.Kind) + ": " + f.Message
	}
	return found
}

// Emitted checks an object that an input yields: its spec against the CRD of the
// release, and that no address which the user added holds credentials. Findings
// are reported where the user wrote what is wrong. An object to which nothing
// was added has only fields that the default release has.
func Emitted(release flux.Release, e owner.Emitted, about report.Object) report.Findings {
	newest, _ := flux.Lookup("")
	if len(e.Origin.Field) == 0 || len(e.Origin.Added) == 0 && release.SameCRDs(newest) {
		return nil
	}
	field := e.Origin.Spec()
	return append(Conforms(release, e.Object, about, field), Credentials(e.Kind, e.Origin.Added, about, field)...)
}

// otherReleases are what other releases refuse of one spec, oldest first.
type otherReleases []refusals

type refusals struct {
	version string
	// fields are the paths of what is refused, for whatever reason.
	fields map[string]bool
}

// refusalsOf asks each release with other CRDs once: a spec may have thousands
// of mistakes.
func refusalsOf(release flux.Release, obj manifest.Object, spec any) otherReleases {
	out := otherReleases{}
	for _, version := range flux.Versions() {
		other, _ := flux.Lookup(version)
		if _, there := crdSchema(other, obj); !there || other.SameCRDs(release) {
			continue
		}
		r := refusals{version: version, fields: map[string]bool{}}
		for _, f := range violations(other, obj, spec, report.Object{}) {
			r.fields[report.Finding{Field: f.Field}.FieldPath()] = true
		}
		out = append(out, r)
	}
	return out
}

// hint names the oldest release that takes what a finding refuses, beside the
// hint that the finding has.
func (o otherReleases) hint(f report.Finding) string {
	for _, r := range o {
		refused := false
		for n := range len(f.Field) {
			refused = refused || r.fields[report.Finding{Field: f.Field[:n+1]}.FieldPath()]
		}
		switch {
		case refused:
			continue
		case f.Reason == report.UnknownField:
			return "Flux " + r.version + " has it"
		default:
			return "Flux " + r.version + " accepts it; " + f.Hint
		}
	}
	return f.Hint
}

// violations are the findings about the spec of an object in one release; their
// fields begin in the spec.
func violations(release flux.Release, obj manifest.Object, spec any, about report.Object) report.Findings {
	schema, ok := crdSchema(release, obj)
	if !ok {
		return nil
	}
	err := schema.Validate(spec)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		panic("check: internal error: " + err.Error())
	}
	return input.Explain(schema, spec, invalid, about)
}

// crdSchemas holds the compiled schemas by release and kind.
var crdSchemas sync.Map

// crdSchema returns the schema of the spec of an object's kind and version.
func crdSchema(release flux.Release, obj manifest.Object) (*jsonschema.Schema, bool) {
	key := release.Version + " " + obj.APIVersion + " " + obj.Kind
	if known, ok := crdSchemas.Load(key); ok {
		return known.(*jsonschema.Schema), true
	}
	group, version, _ := strings.Cut(obj.APIVersion, "/")
	text, ok := release.CRD(group, obj.Kind)
	if !ok {
		return nil, false
	}
	docs, err := object.ParseFile("", text)
	if err != nil || len(docs) != 1 {
		panic("check: internal error: an embedded CRD does not parse")
	}
	crd, _ := docs[0].Value()
	versions, _ := crd["versions"].([]any)
	for _, v := range versions {
		v, _ := v.(map[string]any)
		if v["name"] != version {
			continue
		}
		schema := compileCRD(key, v)
		crdSchemas.Store(key, schema)
		return schema, true
	}
	return nil, false
}

// compileCRD compiles the schema of spec in one version of a CRD.
func compileCRD(name string, version map[string]any) *jsonschema.Schema {
	schema, _ := version["schema"].(map[string]any)
	root, _ := schema["openAPIV3Schema"].(map[string]any)
	properties, _ := root["properties"].(map[string]any)
	spec := strict(properties["spec"]).(map[string]any)
	spec["$schema"] = "http://json-schema.org/draft-07/schema#"
	text, err := json.Marshal(spec)
	if err != nil {
		panic("check: internal error: " + err.Error())
	}
	compiler := jsonschema.NewCompiler()
	url := strings.ReplaceAll(name, " ", "-") + ".json"
	if err := compiler.AddResource(url, bytes.NewReader(text)); err != nil {
		panic("check: internal error: " + err.Error())
	}
	return compiler.MustCompile(url)
}

// strict turns a structural schema of Kubernetes into a JSON Schema in which an
// unknown field is an error: the API server would drop it.
func strict(schema any) any {
	s, ok := schema.(map[string]any)
	if !ok {
		return schema
	}
	out := make(map[string]any, len(s))
	for keyword, value := range s {
		switch keyword {
		case "properties":
			inner := map[string]any{}
			for name, property := range value.(map[string]any) {
				inner[name] = strict(property)
			}
			out[keyword] = inner
		case "items", "additionalProperties", "not":
			out[keyword] = strict(value)
		case "allOf", "anyOf", "oneOf":
			// Structural schemas put only restrictions of what properties has here.
			out[keyword] = value
		default:
			out[keyword] = value
		}
	}
	_, isObject := s["properties"]
	_, hasOthers := s["additionalProperties"]
	if isObject && !hasOthers && s["x-kubernetes-preserve-unknown-fields"] != true {
		out["additionalProperties"] = false
	}
	if required, ok := s["required"].([]any); ok {
		out["required"] = withoutDefaults(required, s["properties"])
	}
	if s["x-kubernetes-int-or-string"] == true {
		delete(out, "type")
	}
	return out
}

// withoutDefaults returns the required fields without those that the API server
// fills in before it validates.
func withoutDefaults(required []any, properties any) []any {
	fields, _ := properties.(map[string]any)
	return slices.DeleteFunc(slices.Clone(required), func(name any) bool {
		field, _ := fields[name.(string)].(map[string]any)
		_, filled := field["default"]
		return filled
	})
}
