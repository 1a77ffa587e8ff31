// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/fluxobjects"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/rootsync"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/tenancy"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
)

// surroundings tells what the fluxObjects of a configuration meet: the Flux
// that is installed, and what other inputs emit into their namespace.
func surroundings(in inputs, c input.Input[v1alpha1.FluxConfiguration]) input.Surroundings {
	around := input.Surroundings{Release: in.release, Others: map[fluxobjects.Short]bool{}}
	add := func(emitted []owner.Emitted) {
		for _, e := range emitted {
			around.Others[fluxobjects.Short{Kind: e.Kind, Name: e.Name}] = true
		}
	}
	for _, e := range in.extensions {
		around.Extension, around.Components = e.Object, e.options.Components
		around.LockDown = e.options.LockDown != nil
		if c.Value.Spec.Namespace == tenancy.SystemNamespace {
			add(e.emitSync(rootsync.Decryption{}))
		}
	}
	for _, other := range in.configurations {
		if other.Value.Spec.Namespace == c.Value.Spec.Namespace && keyOf(other.Object) != keyOf(c.Object) {
			add(emitConfiguration(in.release, other.Value, policy.Settled{}))
		}
	}
	return around
}
