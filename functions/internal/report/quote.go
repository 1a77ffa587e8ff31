// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strconv"
	"strings"
)

// Quote returns a value of the input for a message: quoted, at most 100
// characters of it, and without the credentials of a URL.
func Quote(value string) string {
	const most = 100
	value = withoutCredentials(value)
	if runes := []rune(value); len(runes) > most {
		value = string(runes[:most]) + "..."
	}
	return strconv.Quote(value)
}

// withoutCredentials replaces what stands before the @ of a URL's host, with
// or without a scheme, and its query, where tokens are put too. The user git of
// SSH URLs is no secret.
func withoutCredentials(url string) string {
	scheme, rest, found := strings.Cut(url, "://")
	if found {
		scheme += "://"
	} else {
		scheme, rest = "", url
	}
	authority, path := rest, ""
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		authority, path = rest[:i], rest[i:]
	}
	if before, _, query := strings.Cut(path, "?"); query && found {
		path = before + "?[redacted]"
	}
	at := strings.LastIndexByte(authority, '@')
	if at < 0 || authority[:at] == "git" {
		return scheme + authority + path
	}
	return scheme + "[redacted]" + authority[at:] + path
}
