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
		{">=2.7 <2.9", "2.8.8"},
		{"~2.6", "2.6.4"},
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
	if got, want := flux.Versions(), []string{"2.6.4", "2.7.5", "2.8.8", "2.9.4", "2.9.5", "2.9.6"}; !slices.Equal(got, want) {
		t.Errorf("Versions() = %v, want %v", got, want)
	}
}

// apiModules are the API modules whose version is not that of the controller,
// since it is not published: image-reflector-controller/api v1.1.2 is unknown to
// the checksum database. The hashes of the CRDs show that it makes no difference.
var apiModules = map[string]string{
	"github.com/fluxcd/image-reflector-controller/api v1.1.2": "github.com/fluxcd/image-reflector-controller/api v1.1.1",
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
			module, version := string(module), version
			required := api + " " + r.Tag
			if other, ok := apiModules[required]; ok {
				required = other
			}
			if want := "\t" + required + "\n"; !strings.Contains(module, want) {
				t.Errorf("flux %s: generate/%[1]s/go.mod does not require%s", version, want)
			}
		}
		want := flux.AllComponents()
		if version == "2.6.4" {
			// source-watcher has been there since 2.7.
			want = want[:len(want)-1]
		}
		if !slices.Equal(components, want) {
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

// Every release has the flags that an installation sets, and the gates that a
// FluxExtension switches.
func TestFlagTable(t *testing.T) {
	t.Parallel()
	for _, version := range flux.Versions() {
		r := lookup(t, version)
		for _, c := range r.Components {
			for _, name := range []string{"watch-all-namespaces", "log-level", "log-encoding", "enable-leader-election", "concurrent"} {
				if !slices.Contains(r.Flags(c.Component), name) {
					t.Errorf("flux %s: %s has no --%s", version, c.Component, name)
				}
			}
			if !slices.IsSorted(r.Flags(c.Component)) || !slices.IsSorted(r.FeatureGates(c.Component)) {
				t.Errorf("flux %s: the flags or gates of %s are not sorted", version, c.Component)
			}
			if c.Component.AsksAzure() && !slices.Contains(r.FeatureGates(c.Component), "ObjectLevelWorkloadIdentity") {
				t.Errorf("flux %s: %s has no gate for identities", version, c.Component)
			}
		}
	}
	if old := lookup(t, "2.6.4"); slices.Contains(old.Flags(flux.KustomizeController), "default-decryption-service-account") {
		t.Error("flux 2.6.4 has a flag of 2.7")
	}
}
