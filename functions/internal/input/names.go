// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"strings"
	"unicode"
)

// isLabel checks a DNS label (RFC 1123).
func isLabel(s string) bool {
	const longest = 63
	if s == "" || len(s) > longest || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// isSubdomain checks a name of up to 253 characters with dots (RFC 1123).
func isSubdomain(s string) bool {
	const longest = 253
	if len(s) > longest {
		return false
	}
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || part[0] == '-' || part[len(part)-1] == '-' ||
			strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// isLabelValue checks the value of a label, or the name in its key: empty, or up
// to 63 characters.
func isLabelValue(s string) bool {
	const longest = 63
	const alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	if s == "" {
		return true
	}
	return len(s) <= longest && strings.Trim(s, alphanumeric+"-_.") == "" &&
		strings.ContainsRune(alphanumeric, rune(s[0])) && strings.ContainsRune(alphanumeric, rune(s[len(s)-1]))
}

// isVariable checks the name of a variable of a substitution.
func isVariable(s string) bool {
	if s == "" || s[0] >= '0' && s[0] <= '9' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

// isInteger checks for decimal digits alone.
func isInteger(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// isPathSegment checks the name of a role: Kubernetes takes whatever can stand
// in a path (IsValidPathSegmentName); white space and control characters are
// refused too, since nobody means them.
func isPathSegment(s string) bool {
	return s != "" && s != "." && s != ".." && !strings.ContainsAny(s, "/%") &&
		!strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}
