// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// IsName reports whether Kubernetes accepts a text as the name of most objects,
// such as a Secret: a DNS subdomain (RFC 1123).
func IsName(text string) bool { return isSubdomain(text) }

// IsNamespace reports whether Kubernetes accepts a text as the name of a
// Namespace: a DNS label (RFC 1123).
func IsNamespace(text string) bool { return isLabel(text) }

// IsLabelValue reports whether Kubernetes accepts a text as the value of a
// label, or as the name in its key.
func IsLabelValue(text string) bool { return isLabelValue(text) }

// Explain turns an error of the schema library about an instance into findings
// in our words; their fields begin in the instance. Values that may be secret
// are named by their type alone.
func Explain(root *jsonschema.Schema, instance any, e *jsonschema.ValidationError, about report.Object) report.Findings {
	var found report.Findings
	for _, leaf := range leaves(e) {
		found = append(found, explain(root, instance, leaf, about)...)
	}
	return found
}
