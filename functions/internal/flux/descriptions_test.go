// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
)

// With their descriptions the specs of all CRDs are those that Flux publishes, by
// the hashes of these.
func TestFullCRDSpecs(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("generate/crd-spec-sha256.json")
	if err != nil {
		t.Fatal(err)
	}
	var official map[string]struct {
		SameAs string
		Specs  map[string]string
	}
	if err := json.Unmarshal(data, &official); err != nil {
		t.Fatal(err)
	}
	for _, version := range flux.Versions() {
		release := lookup(t, version)
		hashes := official[version].Specs
		if same := official[version].SameAs; same != "" {
			hashes = official[same].Specs
		}
		for name, want := range hashes {
			if got := hash(t, release.FullCRDSpec(name)); got != want {
				t.Errorf("flux %s: the spec of %s has SHA-256 %s, want %s", version, name, got, want)
			}
		}
	}
}

// hash is that of crd-spec-sha256.json: compact JSON with sorted keys.
func hash(t *testing.T, spec []byte) string {
	t.Helper()
	text, err := yaml.YAMLToJSON(spec)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(tree); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(bytes.TrimSuffix(out.Bytes(), []byte("\n")))
	return hex.EncodeToString(sum[:])
}

func TestDescribe(t *testing.T) {
	t.Parallel()
	const spec = "a: 1\nb: {}\nc: 2\n"
	for _, tt := range []struct{ script, want string }{
		{"", spec},
		{"@0 0\n+x: 0\n", "x: 0\n" + spec},
		{"@1 1\n+b:\n+  d: 3\n", "a: 1\nb:\n  d: 3\nc: 2\n"},
		{"@1 1\n@2 1\n+e: 4\n", "a: 1\ne: 4\n"},
		{"@9 0\n", ""},
		{"@2 0\n@1 0\n", ""},
		{"@x 0\n", ""},
		{"@1 -1\n", ""},
		{"@9223372036854775807 1\n", ""},
		{"@0 x\n", ""},
	} {
		got, err := flux.Describe([]byte(spec), []byte(tt.script))
		if string(got) != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("%q: %q, %v, want %q", tt.script, got, err, tt.want)
		}
	}
}
