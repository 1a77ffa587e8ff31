// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution_test

import (
	"bytes"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/emit/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
)

// A tuning replaces what the controller has by default and adds to its gates.
func TestTuning(t *testing.T) {
	t.Parallel()
	options := installation.Options{
		Components: []flux.Component{flux.KustomizeController, flux.HelmController, flux.SourceWatcher},
		LockDown:   &installation.LockDown{},
	}
	tuned := options.Tuned(installation.Tuning{Component: flux.KustomizeController, LogLevel: "error"})
	tuned = tuned.Tuned(installation.Tuning{
		Component: flux.KustomizeController,
		LogLevel:  "debug",
		Resources: installation.Resources{
			Limits:   installation.Amounts{Memory: "2Gi"},
			Requests: installation.Amounts{CPU: "1"},
		},
		Flags:      manifest.Pairs{{Key: "concurrent", Value: "20"}, {Key: "no-remote-bases", Value: "false"}},
		Gates:      manifest.Pairs{{Key: "StrictPostBuildSubstitutions", Value: "false"}},
		MemoryTemp: true,
	})
	objects := distribution.Objects(tuned)
	const want = "--events-addr= --watch-all-namespaces=true --log-level=debug --log-encoding=json --enable-leader-election" +
		" --feature-gates=ExternalArtifact=true,StrictPostBuildSubstitutions=false --concurrent=20" +
		account + "default" + local + " --no-remote-bases=false"
	if got := commandLine(container(t, objects, flux.KustomizeController, "args")); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	resources := container(t, objects, flux.KustomizeController, "resources")
	for _, tt := range []struct {
		kind, resource string
		want           manifest.String
	}{
		{"limits", "cpu", "1000m"},
		{"limits", "memory", "2Gi"},
		{"requests", "cpu", "1"},
		{"requests", "memory", "64Mi"},
	} {
		if got := at(t, resources, tt.kind, tt.resource); got != tt.want {
			t.Errorf("%s of %s are %v, want %v", tt.kind, tt.resource, got, tt.want)
		}
	}
	volumes := find(t, objects, "Deployment", "kustomize-controller").Body
	if got := at(t, volumes, "spec", "template", "spec", "volumes", 0, "emptyDir", "medium"); got != manifest.String("Memory") {
		t.Errorf("/tmp is in %v", got)
	}
	untouched := distribution.Objects(options)
	for _, name := range []string{"helm-controller", "source-watcher"} {
		got := render([]manifest.Object{find(t, objects, "Deployment", name)})
		if want := render([]manifest.Object{find(t, untouched, "Deployment", name)}); !bytes.Equal(got, want) {
			t.Errorf("the tuning of kustomize-controller changes %s", name)
		}
	}
	if len(options.Tunings) != 0 {
		t.Error("Tuned has changed its receiver")
	}
}

// The order of the tunings does not matter, and one of a controller that is not
// installed does nothing.
func TestTuningsInAnyOrder(t *testing.T) {
	t.Parallel()
	source := installation.Tuning{Component: flux.SourceController, LogLevel: "debug"}
	helm := installation.Tuning{Component: flux.HelmController, LogLevel: "error"}
	image := installation.Tuning{Component: flux.ImageReflectorController, LogLevel: "error"}
	want := render(distribution.Objects(installation.Options{Tunings: []installation.Tuning{source, helm}}))
	got := render(distribution.Objects(installation.Options{Tunings: []installation.Tuning{image, helm, source}}))
	if !bytes.Equal(got, want) {
		t.Errorf("line %d differs", firstDifference(got, want))
	}
}

// A workload identity reaches the accounts and pods of all controllers that ask
// Azure, and never the selectors, which Kubernetes does not let change.
func TestIdentity(t *testing.T) {
	t.Parallel()
	objects := distribution.Objects(installation.Options{
		Components: flux.AllComponents(),
		Identity:   installation.Identity{ClientID: "client", TenantID: "tenant"},
	})
	withoutTenant := distribution.Objects(installation.Options{Identity: installation.Identity{ClientID: "client"}})
	for _, c := range flux.AllComponents() {
		asks := c != flux.SourceWatcher
		accountOf := find(t, objects, "ServiceAccount", string(c))
		client, hasClient := accountOf.Annotations.Get("azure.workload.identity/client-id")
		tenant, hasTenant := accountOf.Annotations.Get("azure.workload.identity/tenant-id")
		if hasClient != asks || hasTenant != asks || asks && client+" "+tenant != "client tenant" {
			t.Errorf("the account of %s has %q", c, accountOf.Annotations)
		}
		deployment := find(t, objects, "Deployment", string(c)).Body
		use := at(t, deployment, "spec", "template", "metadata", "labels", "azure.workload.identity/use")
		if (use == manifest.String("true")) != asks {
			t.Errorf("the pods of %s have the label %v", c, use)
		}
		if selector, _ := at(t, deployment, "spec", "selector", "matchLabels").(manifest.Map); len(selector) != 1 {
			t.Errorf("the selector of %s is %v", c, selector)
		}
	}
	if got := find(t, withoutTenant, "ServiceAccount", "source-controller").Annotations; len(got) != 1 {
		t.Errorf("without a tenant, the annotations are %q", got)
	}
}

func TestAPIServerFQDN(t *testing.T) {
	t.Parallel()
	const key = "kubernetes.azure.com/set-kube-service-host-fqdn"
	for _, on := range []bool{false, true} {
		objects := distribution.Objects(installation.Options{Components: flux.AllComponents(), APIServerFQDN: on})
		for _, c := range flux.AllComponents() {
			pods := find(t, objects, "Deployment", string(c)).Body
			got := at(t, pods, "spec", "template", "metadata", "annotations", key)
			if (got == manifest.String("true")) != on {
				t.Errorf("with %t, the pods of %s have %v", on, c, got)
			}
		}
	}
}
