// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/emit/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
)

// Parts of command lines that several controllers share.
const (
	common  = " --watch-all-namespaces=true --log-level=info --log-encoding=json --enable-leader-election"
	events  = "--events-addr=http://notification-controller.$(RUNTIME_NAMESPACE).svc.cluster.local./" + common
	silent  = "--events-addr=" + common
	gate    = " --feature-gates=ExternalArtifact=true"
	local   = " --no-cross-namespace-refs=true"
	account = " --default-service-account="
)

// storage are the flags of a controller that serves artifacts.
func storage(c flux.Component) string {
	return " --storage-path=/data --storage-adv-addr=" + string(c) + ".$(RUNTIME_NAMESPACE).svc.cluster.local."
}

func TestFlags(t *testing.T) {
	t.Parallel()
	lockDown := &installation.LockDown{DefaultServiceAccount: "flux-applier"}
	for _, tt := range []struct {
		name    string
		options installation.Options
		want    map[flux.Component]string
	}{{
		name: "default",
		want: map[flux.Component]string{
			flux.SourceController:       events + storage(flux.SourceController),
			flux.KustomizeController:    events,
			flux.HelmController:         events,
			flux.NotificationController: common[1:],
		},
	}, {
		name:    "all components",
		options: installation.Options{Components: flux.AllComponents()},
		want: map[flux.Component]string{
			flux.SourceController:          events + storage(flux.SourceController),
			flux.KustomizeController:       events + gate,
			flux.HelmController:            events + gate,
			flux.NotificationController:    common[1:],
			flux.ImageReflectorController:  events,
			flux.ImageAutomationController: events,
			flux.SourceWatcher:             events + storage(flux.SourceWatcher),
		},
	}, {
		name: "nobody to send events to",
		options: installation.Options{
			Components: []flux.Component{flux.SourceController, flux.KustomizeController},
		},
		want: map[flux.Component]string{
			flux.SourceController:    silent + storage(flux.SourceController),
			flux.KustomizeController: silent,
		},
	}, {
		name:    "lock-down",
		options: installation.Options{Components: flux.AllComponents(), LockDown: lockDown},
		want: map[flux.Component]string{
			flux.SourceController:          events + storage(flux.SourceController),
			flux.KustomizeController:       events + gate + account + "flux-applier" + local + " --no-remote-bases=true",
			flux.HelmController:            events + gate + account + "flux-applier" + local,
			flux.NotificationController:    common[1:] + local,
			flux.ImageReflectorController:  events + local,
			flux.ImageAutomationController: events + local,
			flux.SourceWatcher:             events + storage(flux.SourceWatcher) + local,
		},
	}, {
		name: "lock-down without an account",
		options: installation.Options{
			Components: []flux.Component{flux.HelmController},
			LockDown:   &installation.LockDown{},
		},
		want: map[flux.Component]string{
			flux.HelmController: silent + account + "default" + local,
		},
	}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			objects := distribution.Objects(tt.options)
			for _, c := range flux.AllComponents() {
				want, installed := tt.want[c]
				if !installed {
					continue
				}
				if got := commandLine(container(t, objects, c, "args")); got != want {
					t.Errorf("%s:\n got %s\nwant %s", c, got, want)
				}
			}
		})
	}
}

func commandLine(args manifest.Value) string {
	list, _ := args.(manifest.List)
	return strings.Trim(fmt.Sprint(list), "[]")
}
