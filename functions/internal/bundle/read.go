// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"cmp"
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/input/extension"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// inputs are the decoded inputs of one bundle, sorted by kind, namespace and
// name.
type inputs struct {
	configurations []input.Input[v1alpha1.FluxConfiguration]
	extensions     []resolved
	bundles        []input.Input[v1alpha1.FluxBundle]
	policies       []input.Input[v1alpha1.SealingPolicy]
	// secrets are there for this render only.
	secrets []local.Secret
	// unmarked are the names of Secrets that are not.
	unmarked []string
	// earlier are sealed objects that an earlier render emitted.
	earlier []object.Document
	// incomplete are configurations with errors, of which the rest can be checked
	// all the same.
	incomplete []input.Input[v1alpha1.FluxConfiguration]
	// broken are the inputs with errors, which are only counted.
	broken []report.Object
	// tree tells that the bundle becomes a folder in the tree of a fleet.
	tree bool
	// release is the Flux that the configurations are for.
	release flux.Release
}

// owner names an input as the owner of what it yields.
func (inputs) owner(data report.Object) owner.Owner {
	return owner.Owner{Key: KeyOf(data), Input: data}
}

// KeyOf is the key of an input as an owner.
func KeyOf(o report.Object) owner.Key {
	return owner.Key{Kind: o.Kind, Namespace: o.Namespace, Name: o.Name}
}

// keys returns the owners that this run expands.
func (in inputs) keys() map[owner.Key]bool {
	out := make(map[owner.Key]bool, len(in.configurations)+len(in.extensions)+len(in.bundles))
	for _, obj := range in.objects() {
		out[KeyOf(obj)] = true
	}
	return out
}

// objects lists all inputs by kind, as findings name them.
func (in inputs) objects() []report.Object {
	var out []report.Object
	for _, b := range in.bundles {
		out = append(out, b.Object)
	}
	for _, c := range in.configurations {
		out = append(out, c.Object)
	}
	for _, e := range in.extensions {
		// The default extension belongs to the FluxBundle that asks for it.
		if e.Object.Kind == v1alpha1.KindFluxExtension {
			out = append(out, e.Object)
		}
	}
	for _, p := range in.policies {
		out = append(out, p.Object)
	}
	return append(out, in.broken...)
}

// read decodes the documents and checks each by itself.
func read(docs []object.Document) (inputs, report.Findings) {
	var in inputs
	var found report.Findings
	for _, d := range docs {
		found = append(found, in.add(d)...)
	}
	slices.SortStableFunc(in.configurations, func(a, b input.Input[v1alpha1.FluxConfiguration]) int {
		return compareInputs(a.Object, b.Object)
	})
	slices.SortStableFunc(in.extensions, func(a, b resolved) int { return compareInputs(a.Object, b.Object) })
	slices.SortStableFunc(in.policies, func(a, b input.Input[v1alpha1.SealingPolicy]) int { return compareInputs(a.Object, b.Object) })
	in.release, _ = flux.Lookup("")
	if len(in.bundles) > 0 {
		found = append(found, in.applyBundle(in.bundles[0])...)
	}
	if len(in.extensions) > 0 {
		in.release = in.extensions[0].options.Release
	}
	return in, found
}

func compareInputs(a, b report.Object) int {
	return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name), cmp.Compare(a.File, b.File), cmp.Compare(a.Index, b.Index))
}

// add decodes one document.
func (in *inputs) add(d object.Document) report.Findings {
	switch d.Kind() {
	case v1alpha1.KindFluxConfiguration:
		c, found := input.Decode(d, v1alpha1.FluxConfiguration.WithDefaults)
		found = append(found, c.Sound(input.Configuration(c))...)
		if found.Failed() {
			in.broken = append(in.broken, c.Object)
			if _, described := model.SourceOf(c.Value.Spec); described {
				in.incomplete = append(in.incomplete, c)
			}
		} else {
			in.configurations = append(in.configurations, c)
		}
		return found
	case v1alpha1.KindFluxExtension:
		e, found := input.Decode(d, v1alpha1.FluxExtension.WithDefaults)
		r, more := resolve(e)
		found = append(found, e.Sound(more)...)
		if found.Failed() {
			in.broken = append(in.broken, e.Object)
		} else {
			in.extensions = append(in.extensions, r)
		}
		return found
	case v1alpha1.KindSealingPolicy:
		p, found := input.Decode(d, v1alpha1.SealingPolicy.WithDefaults)
		if found.Failed() {
			in.broken = append(in.broken, p.Object)
		} else {
			in.policies = append(in.policies, p)
		}
		return found
	case "Secret":
		in.secrets = append(in.secrets, local.Decode(d))
		return nil
	default:
		return in.addBundle(d)
	}
}

// addBundle decodes a FluxBundle and the inputs it carries.
func (in *inputs) addBundle(d object.Document) report.Findings {
	b, found := input.Decode(d, v1alpha1.FluxBundle.WithDefaults)
	if found.Failed() {
		in.broken = append(in.broken, b.Object)
		return found
	}
	in.bundles = append(in.bundles, b)
	objects := object.Child(object.Child(d.Node, "spec"), "objects")
	if objects == nil || objects.Kind != yaml.SequenceNode {
		return found
	}
	for _, node := range objects.Content {
		inline := d
		inline.Node = object.Resolve(node)
		switch {
		case input.IsOurs(inline) && inline.Kind() != v1alpha1.KindFluxBundle:
			found = append(found, in.add(inline)...)
		case local.Is(inline):
			found = append(found, in.add(inline)...)
		case isOwned(inline):
			in.earlier = append(in.earlier, inline)
		default:
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.UnsupportedKind, Object: report.About(inline), Field: []string{"kind"},
				Message: "a FluxBundle cannot carry " + report.Quote(inline.APIVersion()+" "+inline.Kind()),
				Hint: "accepted: FluxConfiguration, FluxExtension, SealingPolicy, Secrets annotated " +
					local.Annotation + `: "true", and sealed objects of an earlier render`,
			})
		}
	}
	return found
}

// applyBundle adds what the settings of the FluxBundle ask for.
func (in *inputs) applyBundle(b input.Input[v1alpha1.FluxBundle]) report.Findings {
	release, ok := flux.Lookup(b.Value.Spec.FluxVersion)
	if !ok {
		return report.Findings{extension.UnknownRelease(b.Object, b.Value.Spec.FluxVersion, "spec", "fluxVersion")}
	}
	in.release = release
	found := extension.ChosenRelease(b.Object, b.Value.Spec.FluxVersion, release, "spec", "fluxVersion")
	if b.Value.Spec.FluxVersion != "" && len(in.extensions) > 0 {
		e := in.extensions[0]
		found = append(found, report.Finding{
			Severity: fn.Warning, Reason: report.IgnoredSetting, Object: b.Object, Field: []string{"spec", "fluxVersion"},
			Message: "has no effect beside " + e.Object.String() + ", which has Flux " + e.options.Release.Version, Hint: "remove it",
		})
	}
	if b.Value.Spec.Extension == v1alpha1.ExtensionDefault && len(in.extensions) == 0 {
		in.extensions = append(in.extensions, resolved{
			Input:   input.Input[v1alpha1.FluxExtension]{Object: b.Object},
			options: extension.Default(release),
		})
	}
	return found
}

// isOwned reports whether the document is something that an earlier render
// emitted.
func isOwned(d object.Document) bool {
	annotation, _ := d.Annotation(owner.Annotation)
	return len(owner.ParseKeys(annotation)) > 0
}

// duplicates finds inputs that are there twice, and more extensions or bundles
// than a cluster can have.
func duplicates(in inputs) report.Findings {
	var found report.Findings
	seen := map[owner.Key]report.Object{}
	for _, obj := range in.objects() {
		first, twice := seen[KeyOf(obj)]
		if !twice {
			seen[KeyOf(obj)] = obj
			continue
		}
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.DuplicateInput, Object: obj, Field: []string{"metadata", "name"},
			Message: "there are two inputs " + obj.String() + where(first, obj), Hint: "rename or remove one",
		})
	}
	extensions := ofKind(in, v1alpha1.KindFluxExtension)
	if len(extensions) > 1 {
		found = append(found, tooMany(report.SeveralExtensions, extensions[1], extensions[0]))
	}
	bundles := ofKind(in, v1alpha1.KindFluxBundle)
	if len(bundles) > 1 {
		found = append(found, tooMany(report.DuplicateInput, bundles[1], bundles[0]))
	}
	if len(bundles) == 1 && len(in.configurations)+len(in.extensions)+len(in.broken) == 0 {
		found = append(found, report.Finding{
			Severity: fn.Warning, Reason: report.NothingToDo, Object: bundles[0],
			Message: "there is no FluxConfiguration and no FluxExtension, so the bundle is empty",
		})
	}
	return found
}

// ofKind lists the inputs of a kind, in the order of their names.
func ofKind(in inputs, kind string) []report.Object {
	out := slices.DeleteFunc(in.objects(), func(o report.Object) bool { return o.Kind != kind })
	slices.SortStableFunc(out, compareInputs)
	return out
}

func where(a, b report.Object) string {
	if a.File == "" || b.File == "" {
		return ""
	}
	if a.File == b.File {
		return ", both in " + a.File
	}
	return ", in " + a.File + " and " + b.File
}

func tooMany(reason report.Reason, second, first report.Object) report.Finding {
	return report.Finding{
		Severity: fn.Error, Reason: reason, Object: second,
		Message: "a bundle has one " + second.Kind + ", but " + first.String() + " is there too", Hint: "remove one",
	}
}
