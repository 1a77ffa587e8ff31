// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

// IsName reports whether Kubernetes accepts a text as the name of most objects,
// such as a Secret: a DNS subdomain (RFC 1123).
func IsName(text string) bool { return isSubdomain(text) }

// IsNamespace reports whether Kubernetes accepts a text as the name of a
// Namespace: a DNS label (RFC 1123).
func IsNamespace(text string) bool { return isLabel(text) }
