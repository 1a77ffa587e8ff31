// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"reflect"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Kinds lists the kinds of our group, in the order messages show them.
var Kinds = []string{v1alpha1.KindFluxConfiguration, v1alpha1.KindFluxExtension, v1alpha1.KindFluxBundle, v1alpha1.KindSealingPolicy, v1alpha1.KindFluxCluster}

// Input is a decoded input: its typed value with defaults, and the document it
// came from.
type Input[T any] struct {
	Value T
	// Given is the value as it was written, without defaults.
	Given  T
	Object report.Object
	// Broken are the fields with errors. They are left out of the value, so that
	// the others can still be checked.
	Broken [][]string
}

// broken is an input of which nothing can be checked.
func (in Input[T]) broken(found report.Findings) (Input[T], report.Findings) {
	in.Broken = [][]string{{}}
	return in, found
}

// Unreadable reports whether nothing can be said of the input but that: another
// version, or YAML that is none, whose aliases may expand to more than anything
// should visit.
func (in Input[T]) Unreadable() bool { return len(in.Broken) == 1 && len(in.Broken[0]) == 0 }

// Sound leaves out the findings that may only be there because of a broken
// field: those about it, about what holds it or about what it holds.
func (in Input[T]) Sound(found report.Findings) report.Findings {
	if len(in.Broken) == 0 {
		return found
	}
	// Broken fields, and what holds one of them.
	broken, holding := map[string]bool{}, map[string]bool{}
	for _, field := range in.Broken {
		broken[key(field)] = true
		for n := range len(field) + 1 {
			holding[key(field[:n])] = true
		}
	}
	return slices.DeleteFunc(found, func(f report.Finding) bool {
		for n := range len(f.Field) + 1 {
			if broken[key(f.Field[:n])] {
				return true
			}
		}
		return holding[key(f.Field)]
	})
}

// key is a path as one text; no step holds a NUL.
func key(path []string) string { return strings.Join(path, "\x00") }

// remove takes the field at path out of a decoded value; from a list nothing is
// taken but the list itself, since its other elements would move.
func remove(value any, path []string) {
	for i, step := range path {
		obj, ok := value.(map[string]any)
		if !ok {
			return
		}
		if _, isList := obj[step].([]any); isList || i == len(path)-1 {
			delete(obj, step)
			return
		}
		value = obj[step]
	}
}

// IsOurs reports whether a document is of our API group, whatever its kind.
func IsOurs(d object.Document) bool {
	return manifest.Group(d.APIVersion()) == v1alpha1.Group
}

// MistypedGroup reports a document of one of our kinds in a group that is not
// ours: left alone, it would yield nothing, and what it yielded before would be
// removed. Azure Service Operator has a kind FluxConfiguration too.
func MistypedGroup(d object.Document) report.Findings {
	group := manifest.Group(d.APIVersion())
	if IsOurs(d) || !slices.Contains(Kinds, d.Kind()) || strings.HasSuffix(group, ".azure.com") {
		return nil
	}
	return report.Findings{{
		Severity: fn.Error, Reason: report.UnsupportedVersion, Object: report.About(d), Field: []string{"apiVersion"},
		Message: "a " + d.Kind() + " has apiVersion " + report.Quote(d.APIVersion()) + ", which makes it no input",
		Hint:    "write " + v1alpha1.APIVersion,
	}}
}

// nullEntries warns of kustomizations and variables that are null: that means
// absent, as everywhere, but whoever writes the name alone means defaults.
func nullEntries(d object.Document, obj report.Object) report.Findings {
	var found report.Findings
	check := func(node *yaml.Node, hint string, path ...string) {
		for i := 0; node != nil && node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
			if value := object.Resolve(node.Content[i+1]); value != nil && value.Tag == yaml.NodeTagNull {
				found = append(found, report.Finding{
					Severity: fn.Warning, Reason: report.NullEntry, Object: obj, Field: append(slices.Clone(path), node.Content[i].Value),
					Message: "is null, which means that it is not there", Hint: hint,
				})
			}
		}
	}
	kustomizations := object.Child(object.Child(d.Node, "spec"), "kustomizations")
	check(kustomizations, "write {} for a kustomization with defaults", "spec", "kustomizations")
	for i := 0; kustomizations != nil && kustomizations.Kind == yaml.MappingNode && i+1 < len(kustomizations.Content); i += 2 {
		substitute := object.Child(object.Child(kustomizations.Content[i+1], "postBuild"), "substitute")
		check(substitute, `write "" for an empty value`, "spec", "kustomizations", kustomizations.Content[i].Value, "postBuild", "substitute")
	}
	return found
}

// Decode reads the document as a T. Without errors the input is complete and
// has its defaults.
func Decode[T any](d object.Document, defaults func(T) T) (Input[T], report.Findings) {
	input := Input[T]{Object: report.About(d)}
	if found := checkHeader(d, input.Object); len(found) > 0 {
		return input.broken(found)
	}
	value, problems := d.ValueWithNulls(inHelmValues)
	if len(problems) > 0 {
		return input.broken(invalidDocument(input.Object, problems))
	}
	putBack, found := hide(value, reflect.TypeFor[T](), input.Object)
	found = append(found, azureOnly(value, input.Object)...)
	found = append(found, nullEntries(d, input.Object)...)
	found = append(found, checkSchema(value, input.Object)...)
	found = append(found, checkIdentity(d, input.Object)...)
	for _, f := range found {
		if f.Severity == fn.Error {
			input.Broken = append(input.Broken, f.Field)
			remove(value, f.Field)
		}
	}
	putBack()
	// What flux-status has found is not read.
	delete(value, "status")
	assign(value, reflect.ValueOf(&input.Given).Elem())
	input.Value = defaults(input.Given)
	return input, found
}

// inHelmValues reports whether path is spec.fluxObjects[i].spec.values or leads
// into it: to Helm, null takes a default of the chart away
// (https://helm.sh/docs/chart_template_guide/values_files/#deleting-a-default-key).
func inHelmValues(path []string) bool {
	return len(path) >= 5 && path[0] == "spec" && path[1] == "fluxObjects" && path[3] == "spec" && path[4] == "values"
}

// checkHeader finds inputs that a schema cannot speak of: another version, a
// kind that does not exist.
func checkHeader(d object.Document, obj report.Object) report.Findings {
	switch {
	case d.APIVersion() != v1alpha1.APIVersion:
		return report.Findings{{
			Severity: fn.Error, Reason: report.UnsupportedVersion, Object: obj, Field: []string{"apiVersion"},
			Message: "apiVersion " + report.Quote(d.APIVersion()) + " is not supported",
			Hint:    "accepted: " + v1alpha1.APIVersion,
		}}
	case d.Kind() == "":
		return report.Findings{{
			Severity: fn.Error, Reason: report.MissingField, Object: obj, Field: []string{"kind"},
			Message: "is required", Hint: "accepted: " + strings.Join(Kinds, ", "),
		}}
	case !slices.Contains(Kinds, d.Kind()):
		return report.Findings{{
			Severity: fn.Error, Reason: report.UnsupportedKind, Object: obj, Field: []string{"kind"},
			Message: "there is no kind " + report.Quote(d.Kind()) + " in " + v1alpha1.APIVersion,
			Hint:    report.DidYouMean(d.Kind(), Kinds),
		}}
	default:
		return nil
	}
}

// checkIdentity checks the name and namespace of an input, which become part of
// an annotation and of the names of files. The name of a FluxConfiguration is
// checked more strictly with its fields.
func checkIdentity(d object.Document, obj report.Object) report.Findings {
	var found report.Findings
	if open, there := d.Annotation(v1alpha1.UnresolvedAnnotation); there {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.UnresolvedExpression, Object: obj, Field: []string{"metadata", "annotations", v1alpha1.UnresolvedAnnotation},
			Message: "the import left fields out: " + strings.ReplaceAll(strings.TrimSpace(open), "\n", ", "),
			Hint:    "fill them in, secrets in the Secret of configurationProtectedSettingsFrom, then remove the annotation",
		})
	}
	add := func(field, value string) {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.InvalidName, Object: obj, Field: []string{"metadata", field},
			Message: report.Quote(value) + " is not a name that Kubernetes accepts",
			Hint:    "accepted are lower case letters, digits and hyphens",
		})
	}
	if name := d.Name(); name != "" && d.Kind() != v1alpha1.KindFluxConfiguration && !isSubdomain(name) {
		add("name", name)
	}
	if namespace := d.Namespace(); namespace != "" && !isLabel(namespace) {
		add("namespace", namespace)
	}
	return found
}

func invalidDocument(obj report.Object, problems []object.Problem) report.Findings {
	var found report.Findings
	for _, p := range problems {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.InvalidDocument, Object: obj, Field: p.Path, Message: p.Message,
		})
	}
	return found
}
