// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fluxobjects

import "github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"

// traits are what there is to know of a kind beyond its CRD: which fields the
// short form may leave out, and which fields name other objects of Flux. The
// facts are those of the API modules of the controllers, at the versions of the
// default release; a test holds them against the CRDs.
type traits struct {
	// interval tells whether an object with this spec needs an interval.
	interval func(spec map[string]any) bool
	// suspend tells that the kind can be suspended.
	suspend bool
	// account tells that the controller impersonates spec.serviceAccountName
	// when it applies. Elsewhere a field of that name means the cloud identity
	// or the pull secrets of the controller's requests.
	account bool
	// source leads to the reference that the source of the configuration can
	// stand in for; nil when there is none.
	source []string
	// sourceKinds are the kinds that this reference accepts.
	sourceKinds []string
	// labels tells that the controller puts the name into a label of what it
	// applies, which holds 63 characters.
	labels bool
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

// byKind has an entry for each kind of Flux.
var byKind = map[string]traits{
	"Alert": {
		interval: never, suspend: true,
		references: []field{ofKind("Provider", "providerRef"), guarded("eventSources", "*")},
	},
	"ArtifactGenerator": {interval: never, references: []field{guarded("sources", "*")}},
	"Bucket":            {interval: always, suspend: true},
	"ExternalArtifact":  {interval: never, references: []field{{path: []string{"sourceRef"}}}},
	"GitRepository": {
		interval: always, suspend: true,
		references: []field{ofKind("GitRepository", "include", "*", "repository")},
	},
	"HelmChart": {
		interval: always, suspend: true,
		source: []string{"sourceRef"}, sourceKinds: []string{"HelmRepository", "GitRepository", "Bucket"},
		references: []field{{path: []string{"sourceRef"}}},
	},
	"HelmRelease": {
		interval: always, suspend: true, account: true, labels: true,
		source: []string{"chart", "spec", "sourceRef"}, sourceKinds: []string{"HelmRepository", "GitRepository", "Bucket"},
		references: []field{guarded("chart", "spec", "sourceRef"), guarded("chartRef"), ofKind("HelmRelease", "dependsOn", "*")},
	},
	"HelmRepository": {interval: always, suspend: true},
	"ImagePolicy": {
		interval: whenReflected, suspend: true,
		references: []field{{path: []string{"imageRepositoryRef"}, kind: "ImageRepository", guarded: true}},
	},
	"ImageRepository": {interval: always, suspend: true},
	"ImageUpdateAutomation": {
		interval: always, suspend: true,
		source: []string{"sourceRef"}, sourceKinds: []string{"GitRepository"},
		references: []field{{path: []string{"sourceRef"}, kind: "GitRepository", guarded: true}},
	},
	"Kustomization": {
		interval: always, suspend: true, account: true, labels: true,
		source: []string{"sourceRef"}, sourceKinds: []string{"OCIRepository", "GitRepository", "Bucket", "ExternalArtifact"},
		references: []field{
			guarded("sourceRef"), ofKind("Kustomization", "dependsOn", "*"), {path: []string{"healthChecks", "*"}},
		},
	},
	"OCIRepository": {interval: always, suspend: true},
	"Provider":      {interval: never, suspend: true},
	"Receiver":      {interval: never, suspend: true, references: []field{guarded("resources", "*")}},
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
	visit(spec, path[:last], nil, func(holder map[string]any, _ []string) {
		if text, _ := holder[path[last]].(string); text != "" {
			out = append([]string{"spec"}, path...)
		}
	})
	return out
}
