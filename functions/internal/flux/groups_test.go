// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux_test

import (
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
)

// Every kind of every release is in a group of Flux, and nothing else is.
func TestGroups(t *testing.T) {
	t.Parallel()
	for _, version := range flux.Versions() {
		release, _ := flux.Lookup(version)
		for _, kind := range release.Kinds() {
			if !flux.IsGroup(kind.Group) {
				t.Errorf("%s of %s", kind.Name, kind.Group)
			}
		}
	}
	for _, group := range []string{"", "apps", "fluxcd.controlplane.io", "toolkit.fluxcd.io.example.com"} {
		if flux.IsGroup(group) {
			t.Errorf("%s is a group of Flux", group)
		}
	}
}

func TestDeletesApplied(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		policy         string
		prune, suspend bool
		want           bool
	}{
		{"", true, false, true}, {"", false, false, false}, {"", true, true, false}, {"MirrorPrune", true, false, true},
		{"MirrorPrune", false, false, false}, {"Delete", false, false, true}, {"Delete", true, true, false},
		{"WaitForTermination", false, false, true}, {"Orphan", true, false, false},
	} {
		if got := flux.DeletesApplied(tt.policy, tt.prune, tt.suspend); got != tt.want {
			t.Errorf("%+v: got %t", tt, got)
		}
	}
}
