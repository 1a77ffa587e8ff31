// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package object

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// readable rewrites the escapes of JSON that YAML does not have: a slash, and
// characters as pairs of surrogates (RFC 8259, section 7). Lines stay where they
// are.
func readable(data []byte) []byte {
	start := bytes.TrimLeft(data, " \t\r\n")
	if len(start) == 0 || start[0] != '{' || bytes.IndexByte(data, '\\') < 0 || !json.Valid(data) {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			out = append(out, data[i])
			continue
		}
		switch r, n := escape(data[i:]); {
		case n > 0:
			out = fmt.Appendf(out, "\\U%08X", r)
			i += n - 1
		case data[i+1] == '/':
			out = append(out, '/')
			i++
		default:
			out = append(out, data[i], data[i+1])
			i++
		}
	}
	return out
}

// escape reads the surrogates that text begins with; length is 0 where there are
// none. Half a pair stands for no character.
func escape(text []byte) (r rune, length int) {
	// A backslash, u and four digits, once or twice.
	const one, pair = 6, 12
	unit := func(text []byte) rune {
		if len(text) < one || text[0] != '\\' || text[1] != 'u' {
			return 0
		}
		value, _ := strconv.ParseUint(string(text[2:one]), 16, 16)
		return rune(value)
	}
	first := unit(text)
	if !utf16.IsSurrogate(first) {
		return 0, 0
	}
	if both := utf16.DecodeRune(first, unit(text[one:])); both != utf8.RuneError {
		return both, pair
	}
	return utf8.RuneError, one
}
