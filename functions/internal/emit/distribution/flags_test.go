// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/emit/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
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
func storage(c distribution.Component) string {
	return " --storage-path=/data --storage-adv-addr=" + string(c) + ".$(RUNTIME_NAMESPACE).svc.cluster.local."
}

func TestFlags(t *testing.T) {
	t.Parallel()
	lockDown := &distribution.LockDown{DefaultServiceAccount: "flux-applier"}
	for _, tt := range []struct {
		name    string
		options distribution.Options
		want    map[distribution.Component]string
	}{{
		name: "default",
		want: map[distribution.Component]string{
			distribution.SourceController:       events + storage(distribution.SourceController),
			distribution.KustomizeController:    events,
			distribution.HelmController:         events,
			distribution.NotificationController: common[1:],
		},
	}, {
		name:    "all components",
		options: distribution.Options{Components: distribution.AllComponents()},
		want: map[distribution.Component]string{
			distribution.SourceController:          events + storage(distribution.SourceController),
			distribution.KustomizeController:       events + gate,
			distribution.HelmController:            events + gate,
			distribution.NotificationController:    common[1:],
			distribution.ImageReflectorController:  events,
			distribution.ImageAutomationController: events,
			distribution.SourceWatcher:             events + storage(distribution.SourceWatcher),
		},
	}, {
		name: "nobody to send events to",
		options: distribution.Options{
			Components: []distribution.Component{distribution.SourceController, distribution.KustomizeController},
		},
		want: map[distribution.Component]string{
			distribution.SourceController:    silent + storage(distribution.SourceController),
			distribution.KustomizeController: silent,
		},
	}, {
		name:    "lock-down",
		options: distribution.Options{Components: distribution.AllComponents(), LockDown: lockDown},
		want: map[distribution.Component]string{
			distribution.SourceController:          events + storage(distribution.SourceController),
			distribution.KustomizeController:       events + gate + account + "flux-applier" + local + " --no-remote-bases=true",
			distribution.HelmController:            events + gate + account + "flux-applier" + local,
			distribution.NotificationController:    common[1:] + local,
			distribution.ImageReflectorController:  events + local,
			distribution.ImageAutomationController: events + local,
			distribution.SourceWatcher:             events + storage(distribution.SourceWatcher) + local,
		},
	}, {
		name: "lock-down without an account",
		options: distribution.Options{
			Components: []distribution.Component{distribution.HelmController},
			LockDown:   &distribution.LockDown{},
		},
		want: map[distribution.Component]string{
			distribution.HelmController: silent + account + "default" + local,
		},
	}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			objects := distribution.Objects(tt.options)
			for _, c := range distribution.AllComponents() {
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
