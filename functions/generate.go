// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"reflect"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/bundle"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// Inputs is what a bundle is made of. The order of the configurations makes no
// difference.
type Inputs struct {
	Configurations []v1alpha1.FluxConfiguration
	// Extension installs Flux; without it, the bundle has no controllers.
	Extension *v1alpha1.FluxExtension
	// Policies say how credentials are sealed.
	Policies []v1alpha1.SealingPolicy
	// Secrets are there for this render only: plaintext and seeds.
	Secrets []Secret
	// Earlier are sealed objects of an earlier render, one YAML document each:
	// they are kept where their plaintext is not among the Secrets.
	Earlier [][]byte
}

// Secret is one that an input names, with its data as it is, not in base64.
type Secret struct {
	Namespace, Name string
	Data            map[string]v1alpha1.Secret
}

// Object is one object of a bundle.
type Object struct {
	APIVersion string
	Kind       string
	// Namespace is empty for cluster-scoped objects.
	Namespace string
	Name      string
	object    manifest.Object
}

// FluxVersions lists the releases of Flux that a bundle can have.
func FluxVersions() []string { return flux.Versions() }

// YAML returns the object as one YAML document, without separator.
func (o Object) YAML() []byte { return o.object.AppendYAML(nil, 0) }

// Generate returns the objects of the bundle in the order they are applied, and
// what there is to say about the inputs. When one of the results is an error
// there are no objects.
func Generate(in Inputs) ([]Object, fn.Results) {
	inputs := make([]any, 0, len(in.Configurations)+1)
	for _, c := range in.Configurations {
		c.APIVersion = cmp.Or(c.APIVersion, v1alpha1.APIVersion)
		c.Kind = cmp.Or(c.Kind, v1alpha1.KindFluxConfiguration)
		inputs = append(inputs, c)
	}
	if in.Extension != nil {
		e := *in.Extension
		e.APIVersion = cmp.Or(e.APIVersion, v1alpha1.APIVersion)
		e.Kind = cmp.Or(e.Kind, v1alpha1.KindFluxExtension)
		inputs = append(inputs, e)
	}
	for _, p := range in.Policies {
		p.APIVersion = cmp.Or(p.APIVersion, v1alpha1.APIVersion)
		p.Kind = cmp.Or(p.Kind, v1alpha1.KindSealingPolicy)
		inputs = append(inputs, p)
	}
	for _, s := range in.Secrets {
		// Base64, since not every secret is a text.
		data := make(map[string]v1alpha1.Secret, len(s.Data))
		for key, value := range s.Data {
			data[key] = v1alpha1.NewSecret(base64.StdEncoding.EncodeToString([]byte(value.Reveal())))
		}
		inputs = append(inputs, map[string]any{
			"apiVersion": "v1", "kind": "Secret", "data": data,
			"metadata": map[string]any{"name": s.Name, "namespace": s.Namespace, "annotations": map[string]string{local.Annotation: "true"}},
		})
	}
	docs, found := documents(inputs)
	m := bundle.Materials{Docs: docs}
	for _, text := range in.Earlier {
		earlier, err := object.ParseFile("", text)
		if err != nil {
			found = append(found, report.Finding{Severity: fn.Error, Reason: report.UnreadableInput, Message: "an earlier object is not YAML: " + err.Error()})
		}
		m.Earlier = append(m.Earlier, earlier...)
	}
	generated, more := bundle.Build(m)
	found = append(found, more...).Sorted()
	if found.Failed() {
		return nil, found.Results()
	}
	out := make([]Object, len(generated.Objects))
	for i, o := range generated.Objects {
		out[i] = Object{APIVersion: o.APIVersion, Kind: o.Kind, Namespace: o.Namespace, Name: o.Name, object: o.Object}
	}
	return out, found.Results()
}

// documents gives typed inputs the form of those that are read, so that they
// pass the same checks.
func documents(inputs []any) ([]object.Document, report.Findings) {
	var docs []object.Document
	for _, data := range inputs {
		text, err := json.Marshal(encode(reflect.ValueOf(data)))
		if err != nil {
			return nil, report.Findings{{Severity: fn.Error, Reason: report.InternalError, Message: err.Error()}}
		}
		parsed, err := object.ParseFile("", text)
		if err != nil {
			return nil, report.Findings{{Severity: fn.Error, Reason: report.UnreadableInput, Message: err.Error()}}
		}
		for i := range parsed {
			parsed[i].Lines = false
		}
		docs = append(docs, parsed...)
	}
	return docs, nil
}
