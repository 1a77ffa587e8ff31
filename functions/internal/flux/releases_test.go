// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
)

func TestLookup(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ version, want string }{
		{"", "2.9.6"},
		{"2.9.4", "2.9.4"},
		{"v2.9.4", "2.9.4"},
		{"2.9.5", "2.9.5"},
		{"2.9", "2.9.6"},
		{"v2.9", "2.9.6"},
		{"2.7", "2.7.5"},
		{"2", "2.9.6"},
		{"2.x", "2.9.6"},
		{"2.9.x", "2.9.6"},
		{"~2.9.2", "2.9.6"},
		{"^2.7.0", "2.9.6"},
		{">=2.7 <2.9", "2.7.5"},
		{"2.7.0 - 2.9.4", "2.9.4"},
		{"2.7 || 2.9.5", "2.9.5"},
		{"*", "2.9.6"},
		{"2.10", ""},
		{"3.x", ""},
		{"~2.9.7", ""},
		{"2.", ""},
		{"2.9.", ""},
		{"2.9.40", ""},
		{"2.9.6-rc.1", ""},
		{"vv2.9.4", ""},
		{"v", ""},
		{"latest", ""},
	} {
		got, ok := flux.Lookup(tt.version)
		if got.Version != tt.want || ok != (tt.want != "") {
			t.Errorf("Lookup(%q) = %q, %v, want %q", tt.version, got.Version, ok, tt.want)
		}
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	if got, want := flux.Versions(), []string{"2.7.5", "2.9.4", "2.9.5", "2.9.6"}; !slices.Equal(got, want) {
		t.Errorf("Versions() = %v, want %v", got, want)
	}
}

// Each release has every component, and its CRDs come from the API modules of
// just these versions.
func TestReleasesMatchTheirModules(t *testing.T) {
	t.Parallel()
	tag := regexp.MustCompile(`^v[0-9]+\.[0-9]+\.[0-9]+$`)
	digest := regexp.MustCompile(`^(sha256:[0-9a-f]{64})?$`)
	for _, version := range flux.Versions() {
		module, err := os.ReadFile(filepath.Join("generate", version, "go.mod"))
		if err != nil {
			t.Fatal(err)
		}
		var components []flux.Component
		for _, r := range lookup(t, version).Components {
			components = append(components, r.Component)
			if !tag.MatchString(r.Tag) || !digest.MatchString(r.Digest) {
				t.Errorf("flux %s: %s has tag %q, digest %q", version, r.Component, r.Tag, r.Digest)
			}
			api := "github.com/fluxcd/" + string(r.Component) + "/api"
			if major, _, _ := strings.Cut(r.Tag, "."); major > "v1" {
				api += "/" + major
			}
			if want := "\t" + api + " " + r.Tag + "\n"; !strings.Contains(string(module), want) {
				t.Errorf("flux %s: generate/%[1]s/go.mod does not require%s", version, want)
			}
		}
		if want := flux.AllComponents(); !slices.Equal(components, want) {
			t.Errorf("flux %s has the components %v, want %v", version, components, want)
		}
	}
}

func TestExact(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{
		"2.9.6": true, "v2.9.6": true, "2.9.6-rc.1": true, "2.9": false, "2.x": false, "": false, "~2.9.6": false,
	} {
		if got := flux.Exact(version); got != want {
			t.Errorf("Exact(%q) = %v, want %v", version, got, want)
		}
	}
}

// A release that exists and is not embedded has a name and a reason.
func TestMissing(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{
		"2.10": "2.10.0", "v2.10.0": "2.10.0", "~2.10": "2.10.0", ">=2.10": "2.10.0",
		"2.11": "", "2.9.40": "", "latest": "", "3.x": "",
	} {
		if got, reason := flux.Missing(version); got != want || (reason != "") != (want != "") {
			t.Errorf("Missing(%q) = %q, %q, want %q", version, got, reason, want)
		}
	}
}

func TestNewestPatch(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{"2.9.0": "2.9.6", "v2.7.1": "2.7.5", "2.10.0": "", "2.9": "", "x": ""} {
		if got, ok := flux.NewestPatch(version); got.Version != want || ok != (want != "") {
			t.Errorf("NewestPatch(%q) = %q, %v, want %q", version, got.Version, ok, want)
		}
	}
}

// An installation without a version gets images that cannot change.
func TestDefaultReleaseIsPinned(t *testing.T) {
	t.Parallel()
	r := lookup(t, "")
	if r.Version != flux.DefaultVersion {
		t.Errorf("the default is %s, want %s", r.Version, flux.DefaultVersion)
	}
	for _, c := range r.Components {
		if c.Digest == "" {
			t.Errorf("%s has no digest", c.Component)
		}
	}
}

// lookup returns a release that must exist.
func lookup(t testing.TB, version string) flux.Release {
	t.Helper()
	r, ok := flux.Lookup(version)
	if !ok {
		t.Fatalf("no release %q", version)
	}
	return r
}
