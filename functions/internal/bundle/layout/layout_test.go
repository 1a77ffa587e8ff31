// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package layout_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/bundle/layout"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

func by(kind, name string, files ...string) []owner.Owner {
	var out []owner.Owner
	for _, file := range files {
		out = append(out, owner.Owner{Key: owner.Key{Kind: kind, Name: name}, Input: report.Object{File: file}})
	}
	return out
}

func TestFile(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		kind, namespace, name string
		owners                []owner.Owner
		want                  string
	}{
		{"Namespace", "", "app", by("FluxConfiguration", "web", "flux/web.yaml"), "flux/app/namespace.yaml"},
		{"Namespace", "", "app", by("FluxConfiguration", "web", "flux/a/web.yaml", "flux/b/api.yaml"), "flux/app/namespace.yaml"},
		{"Namespace", "", "app", by("FluxConfiguration", "web", "a/web.yaml", "ab/api.yaml"), "app/namespace.yaml"},
		{"ServiceAccount", "app", "flux-applier", by("FluxConfiguration", "web", "web.yaml"), "app/flux-applier.yaml"},
		{"RoleBinding", "app", "flux-applier", by("FluxConfiguration", "web", "web.yaml"), "app/flux-applier.yaml"},
		{"ClusterRoleBinding", "", "flux-applier-app", by("FluxConfiguration", "web", "web.yaml"), "app/flux-applier.yaml"},
		{"GitRepository", "app", "web", by("FluxConfiguration", "web", "web.yaml"), "app/web/source.yaml"},
		{"Kustomization", "app", "web-all", by("FluxConfiguration", "web", "web.yaml"), "app/web/kustomizations.yaml"},
		{"HelmRepository", "app", "web-charts", by("FluxConfiguration", "web", "web.yaml"), "app/web/source.yaml"},
		{"ArtifactGenerator", "app", "web-parts", by("FluxConfiguration", "web", "web.yaml"), "app/web/source.yaml"},
		{"Receiver", "app", "web-push", by("FluxConfiguration", "web", "web.yaml"), "app/web/notifications.yaml"},
		{"HelmRelease", "app", "web-api", by("FluxConfiguration", "web", "web.yaml"), "app/web/helmreleases.yaml"},
		{"ImagePolicy", "app", "web-api", by("FluxConfiguration", "web", "web.yaml"), "app/web/images.yaml"},
		{"CustomResourceDefinition", "", "x", by("FluxExtension", "flux", "in/flux.yaml"), "in/flux/crds.yaml"},
		{"GitRepository", "flux-system", "x", by("FluxExtension", "flux", "in/flux.yaml"), "in/flux/sync.yaml"},
		{"Kustomization", "flux-system", "x", by("FluxExtension", "flux", "in/flux.yaml"), "in/flux/sync.yaml"},
		{"Kustomization", "flux-system", "web-all", by("FluxConfiguration", "web", "web.yaml"), "flux-system/web/kustomizations.yaml"},
		{"FluxConfig", "web", "web", by("FluxConfiguration", "web", "in/web.yaml"), "in/web/web/fluxconfig.yaml"},
		{"ConfigMap", "flux-system", "flux-endpoints", by("FluxBundle", "all", "in/all.yaml"), "in/all/endpoints.yaml"},
		{"Deployment", "flux-system", "x", by("FluxBundle", "all", "in/all.yaml"), "in/all/controllers.yaml"},
		{"Deployment", "flux-system", "x", by("FluxExtension", "flux", ""), ""},
	} {
		o := owner.Object{Object: manifest.Object{Kind: tt.kind, Namespace: tt.namespace, Name: tt.name}, Owners: tt.owners}
		if got := layout.File(o); got != tt.want {
			t.Errorf("%s %s/%s is in %q, want %q", tt.kind, tt.namespace, tt.name, got, tt.want)
		}
	}
}

// What an object needs comes before it: its Namespace, its CRD, its account.
func TestSort(t *testing.T) {
	t.Parallel()
	var objects []owner.Object
	for _, o := range distribution.Objects(installation.Options{}) {
		objects = append(objects, owner.Object{Object: o})
	}
	slices.Reverse(objects)
	var kinds, names []string
	for _, o := range layout.Sort(objects) {
		if len(kinds) == 0 || kinds[len(kinds)-1] != o.Kind {
			kinds, names = append(kinds, o.Kind), nil
		}
		names = append(names, o.Name)
		if !slices.IsSorted(names) {
			t.Errorf("%s are in the order %v", o.Kind, names)
		}
	}
	want := "Namespace CustomResourceDefinition ServiceAccount ClusterRole ClusterRoleBinding NetworkPolicy ResourceQuota NetworkPolicy Service Deployment"
	if got := strings.Join(kinds, " "); got != want && got != strings.Replace(want, "NetworkPolicy ResourceQuota NetworkPolicy", "NetworkPolicy ResourceQuota", 1) {
		t.Errorf("kinds are in the order %s", got)
	}
}

// Every kind of Flux has a place in the order, and so a file.
func TestEveryKindOfFluxHasARank(t *testing.T) {
	t.Parallel()
	release, _ := flux.Lookup("")
	for _, kind := range release.Kinds() {
		o := owner.Object{Object: manifest.Object{Kind: kind.Name}, Owners: by("FluxConfiguration", "web", "web.yaml")}
		if rank := layout.RankOf(o); rank < layout.Sources || rank >= layout.Sync {
			t.Errorf("%s is in %s", kind.Name, rank.File())
		}
	}
}
