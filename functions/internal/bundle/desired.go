// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
)

// Wanted is what a cluster has to have by its inputs.
type Wanted struct {
	Objects []owner.Object
	// Inputs are the configurations and extensions, those with errors too.
	Inputs []owner.Key
	// Found are the errors of the inputs.
	Found report.Findings
}

// Desired returns what the inputs that are sound yield. Errors of the others do
// not keep it from them: a cluster is compared with what is known.
func Desired(docs []object.Document) Wanted {
	in, found := read(docs)
	// What is missing to seal credentials is reported to those who render them.
	credentials, _ := settle(in, policy.Options{Plaintext: true})
	objects, more := emit(in, credentials).merge()
	w := Wanted{Objects: objects}
	for _, obj := range in.objects() {
		if obj.Kind == v1alpha1.KindFluxConfiguration || obj.Kind == v1alpha1.KindFluxExtension {
			w.Inputs = append(w.Inputs, KeyOf(obj))
		}
	}
	w.Found = slices.DeleteFunc(append(found, more...), func(f report.Finding) bool { return f.Severity != fn.Error })
	return w
}
