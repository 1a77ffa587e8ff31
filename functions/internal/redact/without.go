// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package redact

import "strings"

// Without returns an address without its credentials, for one whose credentials
// are kept elsewhere, and whether it had any: what stands before the @ of the
// host, and the query, where SAS tokens are. The user of an SSH URL stays,
// without its password.
func Without(address string) (clean string, found bool) {
	scheme, rest, hasScheme := strings.Cut(address, "://")
	if !hasScheme {
		scheme, rest = "", address
	}
	rest, _, query := strings.Cut(rest, "?")
	end := authorityEnd(rest, hasScheme)
	authority, path := rest[:end], rest[end:]
	user := ""
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		user, authority = authority[:at], authority[at+1:]
	}
	name, _, password := strings.Cut(user, ":")
	if hasScheme && !strings.EqualFold(scheme, "ssh") && user != "" {
		name, password = "", true
	}
	if !password && !query {
		return address, false
	}
	if name != "" {
		authority = name + "@" + authority
	}
	if hasScheme {
		authority = scheme + "://" + authority
	}
	return authority + path, true
}

// authorityEnd returns where the path begins. A password may have a slash in it
// that was not escaped: then what looks like a port is not a number.
func authorityEnd(rest string, hasScheme bool) int {
	end := strings.IndexByte(rest, '/')
	if end < 0 {
		return len(rest)
	}
	at := strings.LastIndexByte(rest, '@')
	_, port, hasPort := strings.Cut(rest[:end], ":")
	isNumber := strings.Trim(port, "0123456789") == ""
	if !hasScheme || at < end || !hasPort || isNumber || strings.Contains(rest[:end], "@") {
		return end
	}
	if next := strings.IndexByte(rest[at:], '/'); next >= 0 {
		return at + next
	}
	return len(rest)
}
