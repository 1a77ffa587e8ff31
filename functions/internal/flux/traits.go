// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

import "github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"

// Traits are what there is to know of a kind beyond its CRD: which fields the
// short form may leave out, and which fields name other objects of Flux. The
// facts are those of the API modules of the controllers, at the versions of the
// default release; a test holds them against the CRDs.
type Traits struct {
	// Interval tells whether an object with this spec needs an interval.
	Interval func(spec map[string]any) bool
	// Suspend tells that the kind can be suspended.
	Suspend bool
	// Account tells that the controller impersonates spec.serviceAccountName
	// when it applies. Elsewhere a field of that name means the cloud identity
	// or the pull secrets of the controller's requests.
	Account bool
	// Source leads to the reference that the source of the configuration can
	// stand in for; nil when there is none.
	Source []string
	// SourceKinds are the kinds that this reference accepts.
	SourceKinds []string
	// Labels tells that the controller puts the name into a label of what it
	// applies, which holds 63 characters.
	Labels bool
	// references are the fields that name other objects of Flux.
	references []field
}

// field is where the spec of a kind names an object of Flux.
type field struct {
	// path leads to the mapping with the name; "*" is every element of a list.
	path []string
	// kind is the kind that is named, or empty when the mapping has a kind.
	kind string
	// guarded tells that --no-cross-namespace-refs holds here: the controller
	// refuses another namespace. dependsOn may name one all the same.
	guarded bool
}

// always and never say of every spec whether it needs an interval.
func always(map[string]any) bool { return true }
func never(map[string]any) bool  { return false }

// whenReflected is the rule of an ImagePolicy: an interval comes with
// digestReflectionPolicy Always, and with no other.
func whenReflected(spec map[string]any) bool { return spec["digestReflectionPolicy"] == "Always" }

// ofKind is a field that names objects of one kind.
func ofKind(kind string, path ...string) field { return field{path: path, kind: kind} }

// guarded is a field whose mapping has a kind and a namespace.
func guarded(path ...string) field { return field{path: path, guarded: true} }

// TraitsOf returns what there is to know of the kind, the zero value for what is
// not a kind of Flux.
func TraitsOf(kind string) Traits { return byKind[kind] }

// byKind has an entry for each kind of Flux.
var byKind = map[string]Traits{
	"Alert": {
		Interval: never, Suspend: true,
		references: []field{ofKind("Provider", "providerRef"), guarded("eventSources", "*")},
	},
	"ArtifactGenerator": {Interval: never, references: []field{guarded("sources", "*")}},
	"Bucket":            {Interval: always, Suspend: true},
	"ExternalArtifact":  {Interval: never, references: []field{{path: []string{"sourceRef"}}}},
	"GitRepository": {
		Interval: always, Suspend: true,
		references: []field{ofKind("GitRepository", "include", "*", "repository")},
	},
	"HelmChart": {
		Interval: always, Suspend: true,
		Source: []string{"sourceRef"}, SourceKinds: []string{"HelmRepository", "GitRepository", "Bucket"},
		references: []field{{path: []string{"sourceRef"}}},
	},
	"HelmRelease": {
		Interval: always, Suspend: true, Account: true, Labels: true,
		Source: []string{"chart", "spec", "sourceRef"}, SourceKinds: []string{"HelmRepository", "GitRepository", "Bucket"},
		references: []field{guarded("chart", "spec", "sourceRef"), guarded("chartRef"), ofKind("HelmRelease", "dependsOn", "*")},
	},
	"HelmRepository": {Interval: always, Suspend: true},
	"ImagePolicy": {
		Interval: whenReflected, Suspend: true,
		references: []field{{path: []string{"imageRepositoryRef"}, kind: "ImageRepository", guarded: true}},
	},
	"ImageRepository": {Interval: always, Suspend: true},
	"ImageUpdateAutomation": {
		Interval: always, Suspend: true,
		Source: []string{"sourceRef"}, SourceKinds: []string{"GitRepository"},
		references: []field{{path: []string{"sourceRef"}, kind: "GitRepository", guarded: true}},
	},
	"Kustomization": {
		Interval: always, Suspend: true, Account: true, Labels: true,
		Source: []string{"sourceRef"}, SourceKinds: []string{"OCIRepository", "GitRepository", "Bucket", "ExternalArtifact"},
		references: []field{
			guarded("sourceRef"), ofKind("Kustomization", "dependsOn", "*"), {path: []string{"healthChecks", "*"}},
		},
	},
	"OCIRepository": {Interval: always, Suspend: true},
	"Provider":      {Interval: never, Suspend: true},
	"Receiver":      {Interval: never, Suspend: true, references: []field{guarded("resources", "*")}},
}

// Identity is the path of the account with whose workload identity an object
// authenticates to a cloud, which needs the feature gate
// ObjectLevelWorkloadIdentity; nil when it does not. In a source or an
// ImageRepository of provider generic, an account has pull secrets
// (https://fluxcd.io/flux/installation/configuration/workload-identity/).
func Identity(o v1alpha1.FluxObject) []string {
	switch o.Kind {
	case "Bucket", "GitRepository", "ImageRepository", "OCIRepository":
		if provider, _ := o.Spec["provider"].(string); provider == "" || provider == "generic" {
			return nil
		}
		return pathOf(o.Spec, "serviceAccountName")
	case "Provider":
		return pathOf(o.Spec, "serviceAccountName")
	case "Kustomization":
		return pathOf(o.Spec, "decryption", "serviceAccountName")
	default:
		return nil
	}
}

// pathOf is the path of a text in an object, from spec on; nil when there is no
// text.
func pathOf(spec map[string]any, path ...string) []string {
	var out []string
	last := len(path) - 1
	Holders(spec, path[:last], func(holder map[string]any, _ []string) {
		if text, _ := holder[path[last]].(string); text != "" {
			out = append([]string{"spec"}, path...)
		}
	})
	return out
}
