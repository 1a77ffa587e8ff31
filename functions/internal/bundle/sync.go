// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/rootsync"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// emitSync returns the root sync of an extension, if it has one.
func (e resolved) emitSync(decryption model.Decryption) []owner.Emitted {
	if e.Value.Spec.Sync == nil {
		return nil
	}
	return rootsync.Objects(*e.Value.Spec.Sync, rootsync.Options{
		Namespace: e.options.Namespace, LockDown: e.options.LockDown != nil, Decryption: decryption,
	})
}

// hasIdentity reports whether the root sync has a workload identity of its own.
func (e resolved) hasIdentity() bool {
	return e.Value.Spec.Sync != nil && e.Value.Spec.Sync.Source.ObjectLevelIdentity != nil
}

// checkSync looks at the root sync of an extension together with everything
// else: what its objects are called, what they hold, what they need.
func checkSync(in inputs, e resolved, all emissions, own emission) report.Findings {
	if e.Value.Spec.Sync == nil {
		return nil
	}
	found := rootsync.Needed(e.Object, *e.Value.Spec.Sync, own.parts, in.tree)
	found = append(found, e.missing("needs ", "spec", "sync")...)
	found = append(found, conform(in, e.Object, own.parts)...)
	for _, o := range own.parts {
		if o.Shared {
			continue
		}
		for _, by := range all.emitters()[location{o.Namespace, model.Short{Kind: o.Kind, Name: o.Name}}] {
			if by.Kind != v1alpha1.KindFluxConfiguration {
				continue
			}
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.DuplicateObject, Object: e.Object, Field: []string{"spec", "sync", "name"},
				Message: by.Input.String() + " emits " + o.ID().String() + " too", Hint: "give one of them another name",
			})
		}
	}
	return found
}
