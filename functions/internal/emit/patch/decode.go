// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package patch

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// decode reads what a patch left of an object.
func decode(text []byte, before manifest.Object) (*manifest.Object, *Problem) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var fields map[string]any
	if decoder.Decode(&fields) != nil {
		return nil, leaves(before, "what is not an object")
	}
	metadata, _ := fields["metadata"].(map[string]any)
	after := manifest.Object{
		APIVersion: textOf(fields["apiVersion"]), Kind: textOf(fields["kind"]),
		Namespace: textOf(metadata["namespace"]), Name: textOf(metadata["name"]),
	}
	if after.APIVersion != before.APIVersion || after.ID() != before.ID() {
		return nil, leaves(before, "an object with another apiVersion, kind, name or namespace, by which others refer to it")
	}
	for _, key := range slices.Sorted(maps.Keys(metadata)) {
		var ok bool
		switch key {
		case "name", "namespace":
			ok = true
		case "labels":
			after.Labels, ok = pairs(metadata[key])
		case "annotations":
			after.Annotations, ok = pairs(metadata[key])
		}
		if !ok {
			return nil, leaves(before, "metadata other than a name, a namespace, and labels and annotations that are texts")
		}
	}
	for _, key := range []string{"apiVersion", "kind", "metadata"} {
		delete(fields, key)
	}
	body, _ := manifest.FromJSON(fields).(manifest.Map)
	after.Body = body
	return &after, nil
}

func leaves(o manifest.Object, what string) *Problem {
	return &Problem{Field: []string{"patch"}, Message: "leaves of " + o.ID().String() + " " + what, Hint: "patch other fields"}
}

func textOf(v any) string {
	text, _ := v.(string)
	return text
}

// pairs reads labels or annotations, and reports whether all are texts.
func pairs(v any) (manifest.Pairs, bool) {
	if v == nil {
		return nil, true
	}
	fields, ok := v.(map[string]any)
	if !ok {
		return nil, false
	}
	texts := make(map[string]string, len(fields))
	for key, value := range fields {
		if texts[key], ok = value.(string); !ok {
			return nil, false
		}
	}
	return manifest.PairsOf(texts), true
}
