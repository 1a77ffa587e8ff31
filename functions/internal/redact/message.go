// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package redact

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
)

// Message returns what a program says without the secrets that it may quote:
// each word that is an address is shown as Value does, and assignments and
// credentials of HTTP lose their value.
func Message(text string) string {
	var out strings.Builder
	for text != "" {
		end := strings.IndexAny(text, separators)
		switch {
		case end == 0:
			out.WriteByte(text[0])
			text = text[1:]
			continue
		case end < 0:
			end = len(text)
		}
		out.WriteString(word(text[:end]))
		text = text[end:]
	}
	return authorization().ReplaceAllString(out.String(), "${1} "+Mark)
}

// separators end a word: what an address cannot hold, or a message puts around
// it.
const separators = " \t\r\n'\"`<>()[]{}|"

// authorization are credentials as HTTP has them.
var authorization = pattern.Of(`(?i)\b(Bearer|Basic) [A-Za-z0-9+/._~=-]{8,}`)

// word returns one word of a message. A message goes on behind a URL:
// "https://host/path?query: EOF".
func word(text string) string {
	clean := strings.TrimRight(text, ".,:;")
	rest := text[len(clean):]
	before, _, isURL := strings.Cut(clean, "://")
	switch at := strings.IndexByte(clean, '@'); {
	case isURL:
		// What stands before the scheme belongs to the message: url=https://host.
		start := strings.LastIndexAny(before, "=,;") + 1
		return assigned(clean[:start]+show(clean[start:])) + rest
	case at > 0 && strings.Contains(clean[:at], ":"):
		return Value(clean) + rest
	default:
		return assigned(clean) + rest
	}
}

// assigned takes the value out of assignments of secrets.
func assigned(text string) string {
	return assignment().ReplaceAllString(text, "${1}="+Mark)
}
