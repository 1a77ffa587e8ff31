// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/reconcile"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/source"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Addition is where a user added to the spec of an emitted object.
type Addition struct {
	// Input and Field say where the additionalConfigurations are.
	Input report.Object
	Field []string
	// Added are the additionalConfigurations themselves.
	Added v1alpha1.Object
}

// Additions returns the additionalConfigurations of a configuration, by kind
// and name of the object they are added to.
func Additions(c Input[v1alpha1.FluxConfiguration]) map[string]Addition {
	out := map[string]Addition{}
	add := func(kind, name string, added v1alpha1.Object, field ...string) {
		if len(added) > 0 {
			out[kind+"/"+name] = Addition{Input: c.Object, Field: append(field, "additionalConfigurations"), Added: added}
		}
	}
	spec, name := c.Value.Spec, c.Value.Metadata.Name
	kind := source.Kind(spec.SourceKind)
	var added v1alpha1.Object
	switch spec.SourceKind {
	case v1alpha1.SourceKindBucket:
		added = spec.Bucket.AdditionalConfigurations
	case v1alpha1.SourceKindAzureBlob:
		added = spec.AzureBlob.AdditionalConfigurations
	case v1alpha1.SourceKindOCIRepository:
		added = spec.OCIRepository.AdditionalConfigurations
	default:
		added = spec.GitRepository.AdditionalConfigurations
	}
	add(kind, name, added, "spec", spec.SourceKind.Field())
	for k, kustomization := range spec.Kustomizations {
		add("Kustomization", reconcile.Name(name, k), kustomization.AdditionalConfigurations, "spec", "kustomizations", k)
	}
	return out
}

// Origins says where the objects of a configuration come from, by kind and name,
// whether something was added to them or not.
func Origins(c Input[v1alpha1.FluxConfiguration]) map[string]Addition {
	spec, name := c.Value.Spec, c.Value.Metadata.Name
	out := map[string]Addition{
		source.Kind(spec.SourceKind) + "/" + name: {Input: c.Object, Field: []string{"spec", spec.SourceKind.Field()}},
	}
	for k := range spec.Kustomizations {
		out["Kustomization/"+reconcile.Name(name, k)] = Addition{Input: c.Object, Field: []string{"spec", "kustomizations", k}}
	}
	maps.Copy(out, Additions(c))
	return out
}

// Conforms checks the spec of an emitted object, to which the user added,
// against the CRD of the Flux release. Rules in CEL are left to the API server.
// What another release has is said to be there. Addresses that were added may
// not hold credentials.
func Conforms(release flux.Release, obj manifest.Object, added Addition) report.Findings {
	spec := manifest.ToJSON(obj.Body.Get("spec"))
	found := violations(release, obj, spec, added.Input)
	var others otherReleases
	for i, f := range found {
		if f.Reason == report.UnknownField || f.Reason == report.InvalidValue {
			if others == nil {
				others = refusalsOf(release, obj, spec)
			}
			found[i].Hint = others.hint(f)
		}
		found[i].Field = append(slices.Clone(added.Field), f.Field...)
		found[i].Message = "Flux " + release.Version + " does not accept this in " + a(obj.Kind) + ": " + f.Message
	}
	return append(found, Credentials(obj.Kind, added.Added, added.Input, added.Field)...)
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
		panic("validate: internal error: " + err.Error())
	}
	var found report.Findings
	for _, leaf := range leaves(invalid) {
		found = append(found, explain(schema, spec, leaf, about)...)
	}
	return found
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
		panic("validate: internal error: an embedded CRD does not parse")
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
		panic("validate: internal error: " + err.Error())
	}
	compiler := jsonschema.NewCompiler()
	url := strings.ReplaceAll(name, " ", "-") + ".json"
	if err := compiler.AddResource(url, bytes.NewReader(text)); err != nil {
		panic("validate: internal error: " + err.Error())
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
