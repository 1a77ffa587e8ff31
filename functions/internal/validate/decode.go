// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package validate

import (
	"reflect"
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/document"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Kinds lists the kinds of our group, in the order messages show them.
var Kinds = []string{v1alpha1.KindFluxConfiguration, v1alpha1.KindFluxExtension, v1alpha1.KindFluxBundle}

// Input is a decoded input: its typed value with defaults, and the document it
// came from.
type Input[T any] struct {
	Value T
	// Given is the value as it was written, without defaults.
	Given  T
	Object report.Object
}

// IsOurs reports whether a document is of our API group, whatever its kind.
func IsOurs(d document.Document) bool {
	return manifest.Group(d.APIVersion()) == v1alpha1.Group
}

// Decode reads the document as a T. Without errors the input is complete and
// has its defaults.
func Decode[T any](d document.Document, defaults func(T) T) (Input[T], report.Findings) {
	input := Input[T]{Object: report.About(d)}
	if found := checkHeader(d, input.Object); len(found) > 0 {
		return input, found
	}
	value, problems := d.Value()
	if len(problems) > 0 {
		return input, invalidDocument(input.Object, problems)
	}
	found := azureOnly(value, input.Object)
	found = append(found, checkSchema(value, input.Object)...)
	if found.Failed() {
		return input, found
	}
	assign(value, reflect.ValueOf(&input.Given).Elem())
	input.Value = defaults(input.Given)
	return input, found
}

// checkHeader finds inputs that a schema cannot speak of: another version, a
// kind that does not exist.
func checkHeader(d document.Document, object report.Object) report.Findings {
	switch {
	case d.APIVersion() != v1alpha1.APIVersion:
		return report.Findings{{
			Severity: fn.Error, Reason: report.UnsupportedVersion, Object: object, Field: []string{"apiVersion"},
			Message: "apiVersion " + report.Quote(d.APIVersion()) + " is not supported",
			Hint:    "accepted: " + v1alpha1.APIVersion,
		}}
	case !slices.Contains(Kinds, d.Kind()):
		return report.Findings{{
			Severity: fn.Error, Reason: report.UnsupportedKind, Object: object, Field: []string{"kind"},
			Message: "there is no kind " + report.Quote(d.Kind()) + " in " + v1alpha1.APIVersion,
			Hint:    report.DidYouMean(d.Kind(), Kinds),
		}}
	default:
		return nil
	}
}

func invalidDocument(object report.Object, problems []document.Problem) report.Findings {
	var found report.Findings
	for _, p := range problems {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.InvalidDocument, Object: object, Field: p.Path, Message: p.Message,
		})
	}
	return found
}
