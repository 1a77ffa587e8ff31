// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// What names are accepted, for hints.
const (
	objectName = "accepted is the name of an object: lower case letters, digits, hyphens and points"
	labelKey   = "accepted is a name of letters, digits, -, _ and . with a domain and / before it or without, such as example.com/pool"
	labelValue = "accepted are up to 63 letters, digits, -, _ and ., with a letter or digit at both ends"
)

// isKey checks the key of a label, an annotation or a taint: a name, and before
// it a domain and a slash or not
// (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/).
func isKey(s string) bool {
	domain, name, found := strings.Cut(s, "/")
	if !found {
		domain, name = "example.com", s
	}
	return name != "" && input.IsLabelValue(name) && domain != "" && input.IsName(domain)
}

// name checks the name of an object that a field refers to, if it is given.
func (r *resolver) name(value string, field ...string) {
	if value != "" && !input.IsName(value) {
		r.error(report.InvalidName, problem{report.Quote(value) + " is not a valid name", objectName}, field...)
	}
}

// isReserved reports whether a label or annotation belongs to Flux, to flux-bundle
// or to its hosts.
func isReserved(key string) bool {
	switch key {
	case "app", "control-plane", "app.kubernetes.io/component", "app.kubernetes.io/instance",
		"app.kubernetes.io/managed-by", "app.kubernetes.io/part-of", "app.kubernetes.io/version":
		return true
	}
	domain, _, _ := strings.Cut(key, "/")
	switch domain {
	case "config.kubernetes.io", "internal.config.kubernetes.io", "config.k8s.io", "internal.kpt.dev":
		// What hosts of functions write about objects.
		return true
	case "kustomize.toolkit.fluxcd.io":
		// What Flux lets people say about any object.
		return false
	}
	return domain == "fluxbundle.io" || strings.HasSuffix(domain, ".toolkit.fluxcd.io")
}
