// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// FuzzMerge: everything of the overlay is in what is merged, nothing of the
// base is lost but what the overlay replaces, and neither is changed.
func FuzzMerge(f *testing.F) {
	for _, seed := range [][2]string{
		{`{}`, `{}`}, {`{"a": 1}`, `{"a": {"b": 2}}`}, {`{"a": {"b": 1, "c": 2}}`, `{"a": {"b": [3]}}`},
		{`{"a": {"b": 1}}`, `{"a": null}`}, {`{"a": [1, 2]}`, `{"a": [3]}`}, {`{"a": {"b": {"c": 1}}}`, `{"a": {"b": {}}}`},
		{`{"ref": {"branch": "main"}}`, `{"ref": {"branch": "dev"}, "recurseSubmodules": true}`},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, base, overlay string) {
		var b, o map[string]any
		if json.Unmarshal([]byte(base), &b) != nil || json.Unmarshal([]byte(overlay), &o) != nil {
			return
		}
		below, above := manifest.FromJSON(b).(manifest.Map), manifest.FromJSON(o).(manifest.Map)
		before := manifest.ToJSON(below)
		got := manifest.Merge(below, above)
		want := merged(b, o)
		if !reflect.DeepEqual(normal(t, manifest.ToJSON(got)), normal(t, want)) {
			t.Fatalf("got %v, want %v", manifest.ToJSON(got), want)
		}
		if !reflect.DeepEqual(manifest.ToJSON(below), before) {
			t.Error("the base has changed")
		}
		if again := manifest.Merge(got, above); !reflect.DeepEqual(manifest.ToJSON(again), manifest.ToJSON(got)) {
			t.Errorf("a second merge changes it: %v", manifest.ToJSON(again))
		}
	})
}

// merged is what Merge has to do, on plain maps.
func merged(base, overlay map[string]any) map[string]any {
	out := map[string]any{}
	for key, value := range base {
		out[key] = value
	}
	for key, value := range overlay {
		if mapping, ok := value.(map[string]any); ok {
			inner, _ := out[key].(map[string]any)
			value = merged(inner, mapping)
		}
		out[key] = value
	}
	return out
}

// normal is the value as JSON reads it: numbers have one type.
func normal(t *testing.T, value any) any {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
