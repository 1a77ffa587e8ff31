// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// appendString writes s in the lightest style that reads back as the string s
// under YAML 1.1 and 1.2: plain, single quoted, a literal block for several
// lines, double quoted for the rest. The lines of a block are indented by
// indent+2. Keys are never blocks.
func appendString(dst []byte, s string, indent int, key bool) []byte {
	switch {
	case s == "" || !looksLikeString(s):
		return appendDoubleQuoted(dst, s)
	case isPlain(s):
		return append(dst, s...)
	case !key && isLiteral(s):
		return appendLiteral(dst, s, indent+2)
	case isPrintable(s):
		return appendSingleQuoted(dst, s)
	default:
		return appendDoubleQuoted(dst, s)
	}
}

// isPlain reports whether s can stand without quotes as far as syntax goes;
// looksLikeString tells whether it would still be a string.
func isPlain(s string) bool {
	if !isPrintable(s) || s[0] == ' ' || s[len(s)-1] == ' ' || s[len(s)-1] == ':' {
		return false
	}
	if strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") {
		return false
	}
	switch s[0] {
	case '#', ',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`':
		return false
	case '-', '?', ':':
		if len(s) == 1 || s[1] == ' ' {
			return false
		}
	}
	return !strings.Contains(s, ": ") && !strings.Contains(s, " #")
}

// isPrintable reports whether s is one line that single quotes can hold.
func isPrintable(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !printableRune(r, size) {
			return false
		}
		i += size
	}
	return true
}

// printableRune leaves out what YAML forbids or treats as a line break
// (U+0085, U+2028, U+2029), the byte order mark, and what lies above the basic
// plane, which the writers of kustomize and flux escape.
func printableRune(r rune, size int) bool {
	if r == utf8.RuneError && size == 1 {
		return false
	}
	return r <= 0xFFFF && r != 0xFEFF && r != 0x2028 && r != 0x2029 && unicode.IsPrint(r)
}

// isLiteral reports whether a literal block holds s exactly: several lines of
// printable text, the first of which does not start with white space, since
// that would need an indentation indicator.
func isLiteral(s string) bool {
	if !strings.Contains(s, "\n") || s[0] == ' ' || s[0] == '\n' || strings.HasSuffix(s, " ") {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if !isPrintable(line) {
			return false
		}
	}
	return true
}

func appendLiteral(dst []byte, s string, indent int) []byte {
	dst = append(dst, '|')
	body := strings.TrimRight(s, "\n")
	switch len(s) - len(body) {
	case 0:
		dst = append(dst, '-')
	case 1:
	default:
		dst = append(dst, '+')
		body = s[:len(s)-1]
	}
	for line := range strings.SplitSeq(body, "\n") {
		dst = append(dst, '\n')
		if line != "" {
			dst = appendIndent(dst, indent)
			dst = append(dst, line...)
		}
	}
	return dst
}

func appendSingleQuoted(dst []byte, s string) []byte {
	dst = append(dst, '\'')
	for i := range len(s) {
		if s[i] == '\'' {
			dst = append(dst, '\'')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '\'')
}

// appendDoubleQuoted writes s with the escapes that YAML shares with JSON.
// Bytes that are not UTF-8 become U+FFFD, as in every JSON encoder: an object
// of the Kubernetes API cannot hold them.
func appendDoubleQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r < ' ' || r == 0x7f:
			dst = appendHex(append(dst, `\x`...), r, 2)
		case r < utf8.RuneSelf || printableRune(r, utf8.RuneLen(r)):
			_, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				dst = append(dst, `\uFFFD`...)
				continue
			}
			dst = append(dst, s[i:i+size]...)
		case r <= 0xFFFF:
			dst = appendHex(append(dst, `\u`...), r, 4)
		default:
			dst = appendHex(append(dst, `\U`...), r, 8)
		}
	}
	return append(dst, '"')
}

func appendHex(dst []byte, r rune, digits int) []byte {
	hex := strings.ToUpper(strconv.FormatInt(int64(r), 16))
	for range digits - len(hex) {
		dst = append(dst, '0')
	}
	return append(dst, hex...)
}
