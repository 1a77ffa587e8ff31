// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/emit/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

// The file is the installation as flux install prints it, but for the
// differences that the package comment lists.
func TestAllComponents(t *testing.T) {
	t.Parallel()
	const file = "testdata/all-components.yaml"
	got := render(withoutSpecs(distribution.Objects(installation.Options{Components: flux.AllComponents()})))
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from line %d on; go test -update rewrites it", file, firstDifference(got, want))
	}
}

// A component adds its own objects and changes no other, but for the flags that
// TestFlags lists.
func TestComponentsAreIndependent(t *testing.T) {
	t.Parallel()
	perComponent := map[flux.Component]int{
		flux.SourceController:          9, // 6 CRDs, a Service
		flux.KustomizeController:       3,
		flux.HelmController:            3,
		flux.NotificationController:    7, // 3 CRDs, 2 Services
		flux.ImageReflectorController:  4, // 2 CRDs
		flux.ImageAutomationController: 3,
		flux.SourceWatcher:             4, // a Service
	}
	const shared = 10 // Namespace, quota, 3 policies, 3 roles, 2 bindings
	all := distribution.Objects(installation.Options{Components: flux.AllComponents()})
	for _, c := range flux.AllComponents() {
		t.Run(string(c), func(t *testing.T) {
			t.Parallel()
			got := distribution.Objects(installation.Options{Components: []flux.Component{c}})
			if len(got) != shared+perComponent[c] {
				t.Errorf("%d objects, want %d", len(got), shared+perComponent[c])
			}
			for _, o := range got {
				want := find(t, all, o.Kind, o.Name)
				if o.Kind == "Deployment" {
					o, want = withoutArgs(t, o), withoutArgs(t, want)
				}
				if got, want := render([]manifest.Object{o}), render([]manifest.Object{want}); !bytes.Equal(got, want) {
					t.Errorf("%s depends on other components:\n%s\nwant\n%s", o.ID(), got, want)
				}
			}
		})
	}
}

// The counts are those of flux install, without and with --components-extra.
func TestObjectCounts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name          string
		components    []flux.Component
		objects, crds int
	}{
		{"zero options", nil, 32, 11},
		{"default", flux.DefaultComponents(), 32, 11},
		{"all", flux.AllComponents(), 43, 15},
		{"unknown", []flux.Component{"flagger"}, 10, 0},
	} {
		objects := distribution.Objects(installation.Options{Components: tt.components})
		crds, ids := 0, map[manifest.ID]bool{}
		for _, o := range objects {
			ids[o.ID()] = true
			if o.Kind == "CustomResourceDefinition" {
				crds++
			}
		}
		if len(objects) != tt.objects || crds != tt.crds || len(ids) != len(objects) {
			t.Errorf("%s: %d objects, %d distinct, %d CRDs, want %d, all distinct, %d CRDs",
				tt.name, len(objects), len(ids), crds, tt.objects, tt.crds)
		}
	}
}

func TestOrderOfComponentsDoesNotMatter(t *testing.T) {
	t.Parallel()
	want := render(distribution.Objects(installation.Options{Components: flux.AllComponents()}))
	components := flux.AllComponents()
	slices.Reverse(components)
	components = append(components, components...)
	got := render(distribution.Objects(installation.Options{Components: components}))
	if !bytes.Equal(got, want) {
		t.Errorf("components in reverse and twice change line %d", firstDifference(got, want))
	}
}

// In another namespace everything that depends on its name follows, as with
// flux install --namespace.
func TestNamespace(t *testing.T) {
	t.Parallel()
	for _, namespace := range []string{"gitops", "flux-system-2", "on"} {
		objects := distribution.Objects(installation.Options{Namespace: namespace, Components: flux.AllComponents()})
		rest := objects[:0:0]
		for _, o := range objects {
			if o.Kind == "Namespace" {
				if o.Name != namespace {
					t.Errorf("Namespace %q, want %q", o.Name, namespace)
				}
				continue
			}
			clusterScoped := o.Kind == "CustomResourceDefinition" || strings.HasPrefix(o.Kind, "ClusterRole")
			if clusterScoped != (o.Namespace == "") || !clusterScoped && o.Namespace != namespace {
				t.Errorf("%s is not in namespace %q", o.ID(), namespace)
			}
			rest = append(rest, o)
		}
		for _, name := range []string{"crd-controller-", "flux-edit-", "flux-view-"} {
			find(t, rest, "ClusterRole", name+namespace)
		}
		find(t, rest, "ClusterRoleBinding", "cluster-reconciler-"+namespace)
		find(t, rest, "ResourceQuota", "critical-pods-"+namespace)
		binding := find(t, rest, "ClusterRoleBinding", "crd-controller-"+namespace)
		if got := at(t, binding.Body, "roleRef", "name"); got != manifest.String("crd-controller-"+namespace) {
			t.Errorf("the binding in %q refers to the role %q", namespace, got)
		}
	}
	home := distribution.Objects(installation.Options{Components: flux.AllComponents()})
	away := distribution.Objects(installation.Options{Namespace: "gitops", Components: flux.AllComponents()})
	want := bytes.ReplaceAll(render(withoutSpecs(home)), []byte("flux-system"), []byte("gitops"))
	if got := render(withoutSpecs(away)); !bytes.Equal(got, want) {
		t.Errorf("line %d does not follow the namespace", firstDifference(got, want))
	}
}

func TestLabels(t *testing.T) {
	t.Parallel()
	for _, version := range flux.Versions() {
		for _, o := range distribution.Objects(installation.Options{Release: lookup(t, version), Namespace: "gitops"}) {
			for key, want := range map[string]string{
				"app.kubernetes.io/instance": "gitops",
				"app.kubernetes.io/part-of":  "flux",
				"app.kubernetes.io/version":  "v" + version,
			} {
				if got, _ := o.Labels.Get(key); got != want {
					t.Errorf("%s %s: label %s is %q, want %q", version, o.ID(), key, got, want)
				}
			}
			prune, disabled := o.Annotations.Get("kustomize.toolkit.fluxcd.io/prune")
			if keep := o.Kind == "Namespace" || o.Kind == "CustomResourceDefinition"; keep != disabled || keep && prune != "disabled" {
				t.Errorf("%s %s: prune is %q", version, o.ID(), prune)
			}
		}
	}
}

func TestImages(t *testing.T) {
	t.Parallel()
	const digest = "@sha256:8a8ed0a57b8b86f561d5a4309a69f65e62f0cebe4de8801593c5ff35a3bc3c23"
	for _, tt := range []struct {
		version   string
		component flux.Component
		want      manifest.String
	}{
		{"2.7.5", flux.SourceWatcher, "ghcr.io/fluxcd/source-watcher:v2.0.3@sha256:9cd46c3c958dcfcd8a3c857fa09989f9df5d8396eae165f219cbb472343371a9"},
		{"2.9.4", flux.SourceController, "ghcr.io/fluxcd/source-controller:v1.9.4" + digest},
		{"2.9.5", flux.HelmController, "ghcr.io/fluxcd/helm-controller:v1.6.4@sha256:8ff15409e46d354338045f483d58ca9cb35dffa2f87e4addd1f5eba1e6a9175f"},
		{"2.9.6", flux.HelmController, "ghcr.io/fluxcd/helm-controller:v1.6.5@sha256:0d52fff5c4d476277b8fcb6beb9041e269adb5db943fe69f5a806ea0c92b1511"},
	} {
		objects := distribution.Objects(installation.Options{
			Release:    lookup(t, tt.version),
			Components: flux.AllComponents(),
		})
		if got := container(t, objects, tt.component, "image"); got != tt.want {
			t.Errorf("%s: image %v, want %v", tt.version, got, tt.want)
		}
	}
}

// Flux 2.7 differs from 2.9 in images, CRDs and a policy: allow-webhooks let
// everything in to notification-controller.
func TestOlderRelease(t *testing.T) {
	t.Parallel()
	objects := func(version string) []manifest.Object {
		return distribution.Objects(installation.Options{Release: lookup(t, version), Components: flux.AllComponents()})
	}
	older, newer := objects("2.7.5"), objects("2.9.4")
	if len(older) != len(newer) {
		t.Fatalf("%d objects, want %d", len(older), len(newer))
	}
	image := regexp.MustCompile(`ghcr.io/fluxcd/[a-z-]+:v[0-9.]+@sha256:[0-9a-f]{64}`)
	for i, o := range older {
		if o.Kind == "CustomResourceDefinition" {
			continue
		}
		got := image.ReplaceAllString(strings.ReplaceAll(string(o.AppendYAML(nil, 0)), "v2.7.5", "v2.9.4"), "image")
		want := image.ReplaceAllString(string(newer[i].AppendYAML(nil, 0)), "image")
		if o.Name == "allow-webhooks" {
			want = strings.Replace(want, "    ports:\n    - port: 9292\n      protocol: TCP\n", "", 1)
		}
		if got != want {
			t.Errorf("%s is\n%s\nwant\n%s", o.ID(), got, want)
		}
	}
}

func BenchmarkObjects(b *testing.B) {
	o := installation.Options{Components: flux.AllComponents()}
	b.Run("build", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			distribution.Objects(o)
		}
	})
	b.Run("build and write", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(render(distribution.Objects(o)))))
		for b.Loop() {
			render(distribution.Objects(o))
		}
	})
}

func ExampleObjects() {
	release, _ := flux.Lookup("2.9")
	objects := distribution.Objects(installation.Options{
		Release:    release,
		Components: []flux.Component{flux.KustomizeController},
	})
	for _, o := range objects {
		fmt.Println(o.ID())
	}
	// Output:
	// Namespace flux-system
	// ResourceQuota flux-system/critical-pods-flux-system
	// NetworkPolicy flux-system/allow-egress
	// NetworkPolicy flux-system/allow-scraping
	// NetworkPolicy flux-system/allow-webhooks
	// ClusterRole crd-controller-flux-system
	// ClusterRole flux-edit-flux-system
	// ClusterRole flux-view-flux-system
	// ClusterRoleBinding cluster-reconciler-flux-system
	// ClusterRoleBinding crd-controller-flux-system
	// CustomResourceDefinition kustomizations.kustomize.toolkit.fluxcd.io
	// ServiceAccount flux-system/kustomize-controller
	// Deployment flux-system/kustomize-controller
}
