// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest_test

import (
	"bytes"
	"strings"
	"testing"

	yamlv2 "go.yaml.in/yaml/v2"
	yamlv3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// Strings that one YAML version or the other reads as something else, and
// strings that need quotes for their syntax.
var awkward = []string{
	"", "y", "n", "on", "off", "yes", "No", "true", "FALSE", "null", "~", "0x1F", "0o17", "0b101", "1_000", "017",
	"12:30", "190:20:30", "2024-01-01", "2024-1-1", "2024-01-01T00:00:00Z", "1000000", "1e3", "1.5", ".5", "5.", "+1",
	"-1", ".inf", "-.Inf", ".nan", "<<", "=", "12345678901234567890123", "1.2.3", "v1.9.4", "10m0s", "1Gi", "100m",
	"8080", "a: b", "a:b", "a #b", "a#b", "#a", "- a", "-a", "--flag", "? a", ":a", "a:", "&a", "*a", "!a", "|", ">", "'a'",
	"\"a\"", "it's", "%a", "@a", "`a", "[a]", "{a}", "a]", "a,b", ",a", " a", "a ", "a\nb", "a\nb\n", "a\nb\n\n", "\na",
	" a\nb", "a \nb", "a\n\nb", "a\tb", "a\n\tb", "é", "日本", "\u2028", "\ufeff", "\x00", "\x7f", "a\r\nb", "😀", "---", "--- a", "...",
	"main", "refs/heads/main", "https://github.com/a/b", "ssh://git@h:22/p", "./apps", "*", "sha256:abc", "a\\b", "0", "00", "1.", "e1", "0x", "0xg",
	"-", "?", ":", "- ", "1:2:3", "1:60", "null ", "nullx", "Infinity", "NaN", "0.1.2", "1e", "1e+", "+", ".", "..", "-.", "2024-01", "2024-01-0x",
}

// The readers of our output: sigs.k8s.io/yaml (kubectl, Flux), YAML 1.1 and
// YAML 1.2 as kyaml reads them.
func readers(doc []byte) (sigs, v2, v3 any, err error) {
	var a, b, c map[string]any
	if err := yaml.Unmarshal(doc, &a); err != nil {
		return nil, nil, nil, err
	}
	if err := yamlv2.Unmarshal(doc, &b); err != nil {
		return nil, nil, nil, err
	}
	if err := yamlv3.Unmarshal(doc, &c); err != nil {
		return nil, nil, nil, err
	}
	return a["k"], b["k"], c["k"], nil
}

func checkString(t *testing.T, s string) {
	t.Helper()
	for _, doc := range [][]byte{
		manifest.AppendValue(nil, manifest.Map{{"k", manifest.String(s)}}, 0),
		manifest.AppendValue(nil, manifest.Map{{"k", manifest.String(s)}, {"z", manifest.List{manifest.String(s)}}, {s + "!", manifest.Int(1)}}, 0),
	} {
		sigs, v2, v3, err := readers(doc)
		if err != nil {
			t.Fatalf("%.80q does not parse: %.200v\n%.200s", s, err, doc)
		}
		if sigs != s || v2 != s || v3 != s {
			t.Fatalf("%.80q reads back as %.80q (sigs), %.80q (yaml 1.1), %.80q (yaml 1.2)\n%.200s", s, sigs, v2, v3, doc)
		}
	}
}

func TestStringsReadBack(t *testing.T) {
	for _, s := range awkward {
		checkString(t, s)
	}
	checkString(t, strings.Repeat("@", 3000))
}

// quotedMore are the strings that we quote and upstream does not, since not
// every reader takes them for strings.
var quotedMore = map[string]bool{"<<": true, "=": true, "1:60": true, "2024-01-0x": true}

// Text looks the way kustomize build and flux --export print it.
func TestStringsMatchUpstreamStyle(t *testing.T) {
	for _, s := range awkward {
		if quotedMore[s] || strings.ContainsAny(s, "\x00\x7f\r\t\u2028\ufeff") || strings.HasPrefix(s, " a\n") || strings.HasPrefix(s, "\n") || s == "a \nb" {
			continue
		}
		want, err := yaml.Marshal(map[string]string{"k": s})
		if err != nil {
			t.Fatal(err)
		}
		got := manifest.AppendValue(nil, manifest.Map{{"k", manifest.String(s)}}, 0)
		if !bytes.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", s, got, want)
		}
	}
}

func FuzzString(f *testing.F) {
	for _, s := range awkward {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		// An API object holds UTF-8 only.
		checkString(t, strings.ToValidUTF8(s, "\uFFFD"))
	})
}
