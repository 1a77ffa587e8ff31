// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package installation_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
)

// The digest stays with the tag of the release, wherever the image is, and goes
// with another tag.
func TestImage(t *testing.T) {
	t.Parallel()
	const digest, other = "sha256:0d52fff5c4d476277b8fcb6beb9041e269adb5db943fe69f5a806ea0c92b1511", "sha256:00"
	for _, tt := range []struct {
		name   string
		images installation.Images
		want   string
	}{
		{"release", installation.Images{}, "ghcr.io/fluxcd/helm-controller:v1.6.5@" + digest},
		{"registry", installation.Images{Registry: "a/b"}, "a/b/helm-controller:v1.6.5@" + digest},
		{"repository", image("a/b/c", "", ""), "a/b/c:v1.6.5@" + digest},
		{"tag of the release", image("", "v1.6.5", ""), "ghcr.io/fluxcd/helm-controller:v1.6.5@" + digest},
		{"other tag", image("", "v2", ""), "ghcr.io/fluxcd/helm-controller:v2"},
		{"tag of another release", image("", "v1.6.3", ""), "ghcr.io/fluxcd/helm-controller:v1.6.3@sha256:16ada99456385100698a5d7adf90aba8a2089d987ab541c9566b6d7b0e897038"},
		{"other tag and digest", image("", "v2", other), "ghcr.io/fluxcd/helm-controller:v2@" + other},
		{"digest", image("a/b", "", other), "a/b:v1.6.5@" + other},
		{"another controller", installation.Images{Components: []installation.Image{{Component: flux.SourceWatcher, Tag: "v9"}}}, "ghcr.io/fluxcd/helm-controller:v1.6.5@" + digest},
	} {
		release, _ := flux.Lookup("2.9.6")
		options := installation.Options{Release: release, Images: tt.images}
		if got := options.Image(flux.HelmController).Reference(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func image(repository, tag, digest string) installation.Images {
	return installation.Images{Components: []installation.Image{{
		Component: flux.HelmController, Repository: repository, Tag: tag, Digest: digest,
	}}}
}

// What a tuning leaves out comes from the other one, field by field and key by
// key; lists are replaced.
func TestOver(t *testing.T) {
	t.Parallel()
	toleration := func(key string) manifest.List {
		return manifest.List{manifest.Map{{Key: "key", Value: manifest.String(key)}}}
	}
	other := installation.Tuning{
		LogLevel: "info", LogEncoding: "json", Replicas: 1, MemoryTemp: true,
		Resources:      installation.Resources{Limits: installation.Amounts{CPU: "1", Memory: "1Gi"}},
		Flags:          manifest.Pairs{{Key: "a", Value: "1"}, {Key: "b", Value: "1"}},
		Gates:          manifest.Pairs{{Key: "A", Value: "true"}},
		PodLabels:      manifest.Pairs{{Key: "l", Value: "1"}},
		PodAnnotations: manifest.Pairs{{Key: "n", Value: "1"}},
		Scheduling: installation.Scheduling{
			NodeSelector: manifest.Pairs{{Key: "s", Value: "1"}}, Tolerations: toleration("one"), PriorityClass: "one",
			Affinity: manifest.Map{{Key: "one", Value: manifest.Map{}}}, Topology: toleration("one"),
		},
	}
	if got := (installation.Tuning{}).Over(other); !reflect.DeepEqual(got, other) {
		t.Errorf("nothing over a tuning is %+v, want %+v", got, other)
	}
	own := installation.Tuning{
		LogLevel: "debug", Replicas: 2,
		Resources: installation.Resources{Limits: installation.Amounts{CPU: "2"}},
		Flags:     manifest.Pairs{{Key: "b", Value: "2"}, {Key: "c", Value: "2"}},
		Scheduling: installation.Scheduling{
			NodeSelector: manifest.Pairs{{Key: "t", Value: "2"}}, Tolerations: toleration("two"), PriorityClass: "two",
		},
	}
	want := other
	want.LogLevel, want.Replicas = "debug", 2
	want.Resources.Limits.CPU = "2"
	want.Flags = manifest.Pairs{{Key: "a", Value: "1"}, {Key: "b", Value: "2"}, {Key: "c", Value: "2"}}
	want.Scheduling.NodeSelector = manifest.Pairs{{Key: "s", Value: "1"}, {Key: "t", Value: "2"}}
	want.Scheduling.Tolerations, want.Scheduling.PriorityClass = toleration("two"), "two"
	if got := own.Over(other); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// A size has no say about controllers that it does not name, and limits are never
// less than requests.
func TestSizes(t *testing.T) {
	t.Parallel()
	for _, size := range []installation.Size{"", installation.Small, installation.Medium, installation.Large} {
		for _, c := range flux.AllComponents() {
			named := c == flux.SourceController || c == flux.KustomizeController || c == flux.HelmController
			if got := len(size.Flags(c)) > 0; got != (named && size != "") {
				t.Errorf("size %q: %s has flags: %t", size, c, got)
			}
			resources := size.Resources(c)
			if empty := resources == (installation.Resources{}); empty != (size == "" || size != installation.Small && !named) {
				t.Errorf("size %q: %s has %+v", size, c, resources)
			}
			release, _ := flux.Lookup("")
			for _, flag := range size.Flags(c) {
				if !slices.Contains(release.Flags(c), flag.Key) {
					t.Errorf("size %q: %s has no --%s", size, c, flag.Key)
				}
			}
		}
	}
}

func TestDefaults(t *testing.T) {
	t.Parallel()
	got := installation.Options{}.WithDefaults()
	if got.Release.Version != flux.DefaultVersion || got.Namespace != "flux-system" || got.Domain != "cluster.local" || len(got.Components) != 4 {
		t.Errorf("the defaults are %+v", got)
	}
	if !got.Has(flux.SourceController) || got.Has(flux.SourceWatcher) {
		t.Error("the defaults have other components than flux install")
	}
	old, _ := flux.Lookup("2.6.4")
	if (installation.Options{Release: old, Components: flux.AllComponents()}).Has(flux.SourceWatcher) {
		t.Error("Flux 2.6.4 has source-watcher")
	}
	if (installation.LockDown{}).ServiceAccount() != "default" || (installation.Sharding{}).LabelKey() != "sharding.fluxcd.io/key" {
		t.Error("an account or key is empty")
	}
}

// Tuned replaces the tuning of the same controller and leaves its receiver alone.
func TestTuned(t *testing.T) {
	t.Parallel()
	one := installation.Options{}.Tuned(installation.Tuning{Component: flux.HelmController, LogLevel: "debug"})
	two := one.Tuned(installation.Tuning{Component: flux.HelmController, LogLevel: "error"})
	if got := one.Tuning(flux.HelmController).LogLevel; got != "debug" {
		t.Errorf("the receiver has %s", got)
	}
	if got := two.Tuning(flux.HelmController).LogLevel; got != "error" || len(two.Tunings) != 1 {
		t.Errorf("%s, %d tunings", got, len(two.Tunings))
	}
	if got := two.Tuning(flux.SourceWatcher); !reflect.DeepEqual(got, installation.Tuning{Component: flux.SourceWatcher}) {
		t.Errorf("a controller without a tuning has %+v", got)
	}
}
