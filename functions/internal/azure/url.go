// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import "strings"

// withoutCredentials takes the credentials out of a URL: what stands before
// the @ of the host, and the query, where SAS tokens are. The user of an SSH URL
// stays, unless it has a password.
func withoutCredentials(url string) (clean string, found bool) {
	scheme, rest, hasScheme := strings.Cut(url, "://")
	if !hasScheme {
		scheme, rest = "", url
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
		return url, false
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
// that was not escaped: then what looks like a port is no number.
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
