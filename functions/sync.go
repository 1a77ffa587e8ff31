// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/emit/rootsync"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/tenancy"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// emitSync returns the root sync of an extension, if it has one.
func (e resolved) emitSync(decryption rootsync.Decryption) []owner.Emitted {
	if e.Value.Spec.Sync == nil {
		return nil
	}
	return rootsync.Objects(*e.Value.Spec.Sync, rootsync.Options{LockDown: e.options.LockDown != nil, Decryption: decryption})
}

// hasIdentity reports whether the root sync has a workload identity of its own.
func (e resolved) hasIdentity() bool {
	return e.Value.Spec.Sync != nil && e.Value.Spec.Sync.Source.ObjectLevelIdentity != nil
}

// checkSync looks at the root sync of an extension together with everything
// else: what its objects are called, what they hold, what they need.
func checkSync(in inputs, e resolved, credentials credentials) report.Findings {
	if e.Value.Spec.Sync == nil {
		return nil
	}
	sync, emitted := *e.Value.Spec.Sync, e.emitSync(credentials.decryption)
	found := rootsync.Needed(e.Object, sync, emitted)
	for _, needed := range []flux.Component{flux.SourceController, flux.KustomizeController} {
		if len(e.options.Components) > 0 && !slices.Contains(e.options.Components, needed) {
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.MissingComponent, Object: e.Object, Field: []string{"spec", "sync"},
				Message: "needs " + string(needed) + ", which this extension does not install", Hint: "add it to components",
			})
		}
	}
	additions := input.SyncAdditions(e.Input)
	ids := map[manifest.ID]bool{}
	for _, o := range emitted {
		ids[o.ID()] = !o.Shared
		if a, ok := additions[o.Kind+"/"+o.Name]; ok {
			found = append(found, input.Conforms(in.release, o.Object, a)...)
		}
	}
	for _, c := range in.configurations {
		if c.Value.Spec.Namespace != tenancy.SystemNamespace {
			continue
		}
		for _, o := range emitConfiguration(in.release, c.Value, credentials.of(c)) {
			if ids[o.ID()] {
				found = append(found, report.Finding{
					Severity: fn.Error, Reason: report.DuplicateObject, Object: e.Object, Field: []string{"spec", "sync", "name"},
					Message: c.Object.String() + " emits " + o.ID().String() + " too", Hint: "give one of them another name",
				})
			}
		}
	}
	return found
}
