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

// withoutCredentials replaces what may be a password or a token: all between
// the scheme and the last @, wherever that is, and all from a ?, # or ; on. The
// user git of SSH URLs is no secret, and an @ at the beginning has no user. An @
// behind such a character may end a password that has it, so that nothing is
// shown.
func withoutCredentials(url string) string {
	start := 0
	if i := strings.Index(url, "://"); i >= 0 {
		start = i + len("://")
	}
	if i := strings.IndexAny(url, "?#;"); i >= 0 && strings.Contains(url, "/") {
		if strings.Contains(url[i:], "@") && start <= i {
			return url[:start] + "[redacted]"
		}
		url = url[:i+1] + "[redacted]"
	}
	at := strings.LastIndexByte(url, '@')
	if at < 0 {
		return url
	}
	if start > at {
		start = 0
	}
	if url[start:at] == "git" || at == start {
		return url
	}
	return url[:start] + "[redacted]" + url[at:]
}
