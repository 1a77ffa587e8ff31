// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package schemas

import (
	"embed"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

//go:embed json/*.json
var files embed.FS

// kinds is sorted. A test compares it with the embedded files.
var kinds = []string{
	v1alpha1.KindFluxBundle,
	v1alpha1.KindFluxCluster,
	v1alpha1.KindFluxConfiguration,
	v1alpha1.KindFluxExtension,
	v1alpha1.KindSealingPolicy,
}

// Kinds returns the kinds that have a schema, sorted.
func Kinds() []string { return slices.Clone(kinds) }

// JSON returns the JSON Schema of a kind, and whether there is one. The caller
// owns the bytes.
func JSON(kind string) ([]byte, bool) {
	// The file names are in lower case, kinds are not.
	if !slices.Contains(kinds, kind) {
		return nil, false
	}
	data, err := files.ReadFile("json/" + strings.ToLower(kind) + ".json")
	return data, err == nil
}

// ID returns the $id of the JSON Schema of a kind. It is a name; nothing needs
// to be fetched from it.
func ID(kind string) string {
	return "https://" + v1alpha1.Group + "/schemas/" + v1alpha1.Version + "/" + strings.ToLower(kind) + ".json"
}
