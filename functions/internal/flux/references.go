// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// Reference is a place in a spec that names an object of Flux, or any object
// where the kind allows that, as in the health checks of a Kustomization.
type Reference struct {
	// Path leads to the mapping that holds the name, from spec on.
	Path []string
	// APIVersion and Namespace are empty when they are not given.
	APIVersion, Kind, Namespace, Name string
	// Guarded tells that the multi-tenancy lock-down refuses another namespace.
	Guarded bool

	holder map[string]any
}

// IsFlux reports whether the reference is to a kind of Flux by that name.
func (r Reference) IsFlux() bool {
	return r.APIVersion == "" || strings.HasSuffix(manifest.Group(r.APIVersion), ".fluxcd.io")
}

// References returns what the spec of an object of the kind refers to.
func References(kind string, spec map[string]any) []Reference {
	var out []Reference
	for _, f := range byKind[kind].references {
		visit(spec, f.path, nil, func(holder map[string]any, path []string) {
			r := Reference{Path: path, Kind: f.kind, Guarded: f.guarded, holder: holder}
			r.Name, _ = holder["name"].(string)
			r.Namespace, _ = holder["namespace"].(string)
			r.APIVersion, _ = holder["apiVersion"].(string)
			if given, ok := holder["kind"].(string); ok {
				r.Kind = given
			}
			if r.Name != "" {
				out = append(out, r)
			}
		})
	}
	return out
}

// SetName names another object in the spec that the reference was read from.
func (r Reference) SetName(name string) { r.holder["name"] = name }

// Holders calls found for every mapping in the spec that path leads to, with the
// path of each; "*" in a path is every element of a list.
func Holders(spec map[string]any, path []string, found func(holder map[string]any, path []string)) {
	visit(spec, path, nil, found)
}

func visit(value any, path, at []string, found func(holder map[string]any, path []string)) {
	switch v := value.(type) {
	case map[string]any:
		if len(path) == 0 {
			found(v, slices.Clone(at))
			return
		}
		visit(v[path[0]], path[1:], append(slices.Clone(at), path[0]), found)
	case []any:
		if len(path) == 0 || path[0] != "*" {
			return
		}
		for i, element := range v {
			visit(element, path[1:], append(slices.Clone(at), strconv.Itoa(i)), found)
		}
	}
}
