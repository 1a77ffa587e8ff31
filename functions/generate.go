// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"reflect"
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/bundle/layout"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/input/extension"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
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
	m := materials{docs: docs}
	for _, text := range in.Earlier {
		earlier, err := object.ParseFile("", text)
		if err != nil {
			found = append(found, report.Finding{Severity: fn.Error, Reason: report.UnreadableInput, Message: "an earlier object is not YAML: " + err.Error()})
		}
		m.earlier = append(m.earlier, earlier...)
	}
	generated, more := generate(m)
	found = append(found, more...).Sorted()
	if found.Failed() {
		return nil, found.Results()
	}
	out := make([]Object, len(generated.objects))
	for i, o := range generated.objects {
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

// bundle is what the inputs of one run yield.
type bundle struct {
	// objects are in the order they are applied.
	objects []owner.Object
	// owners are the inputs that were expanded, whether they yield anything or
	// not.
	owners map[owner.Key]bool
	// configurations are the inputs of that kind.
	configurations []input.Input[v1alpha1.FluxConfiguration]
}

// materials are what one bundle is made of.
type materials struct {
	// docs are inputs and the Secrets that are there for this render only.
	docs []object.Document
	// earlier are objects that an earlier render emitted; the sealed ones among
	// them are kept where their plaintext is not here.
	earlier []object.Document
	// unmarked are the names of Secrets that are not for this render.
	unmarked []string
	policy.Options
}

// generate is the pipeline: documents of our kinds in, one bundle out. With
// errors it is empty.
func generate(m materials) (bundle, report.Findings) {
	in, found := read(m.docs)
	in.earlier = append(in.earlier, m.earlier...)
	in.unmarked = m.unmarked
	credentials, more := settle(in, m.Options)
	found = append(found, more...)
	emitted := emit(in, credentials)
	found = append(found, check(in, emitted)...)
	if found.Failed() {
		return bundle{}, found
	}
	objects, more := emitted.merge()
	if found = append(found, more...); found.Failed() {
		return bundle{}, found
	}
	listed, more := listEndpoints(in, objects)
	objects, found = append(objects, listed...), append(found, more...)
	return bundle{objects: layout.Sort(objects), owners: in.keys(), configurations: in.configurations}, found
}

// resolved is an extension and what it installs.
type resolved struct {
	input.Input[v1alpha1.FluxExtension]
	options distribution.Options
}

// resolve checks an extension and reads its settings.
func resolve(e input.Input[v1alpha1.FluxExtension]) (resolved, report.Findings) {
	options, found := extension.Resolve(e)
	found = append(found, input.Sync(e)...)
	return resolved{e, options}, append(found, notPinned(e.Object, options.Release)...)
}

// notPinned tells of a release whose images are referred to by tag.
func notPinned(obj report.Object, release flux.Release) report.Findings {
	if !slices.ContainsFunc(release.Components, func(c flux.ComponentRelease) bool { return c.Digest == "" }) {
		return nil
	}
	return report.Findings{{
		Severity: fn.Info, Reason: report.NotPinned, Object: obj, Field: []string{"spec", "version"},
		Message: "the images of Flux " + release.Version + " are referred to by tag, since their digests are not known",
		Hint:    "the images of " + flux.DefaultVersion + " are pinned",
	}}
}
