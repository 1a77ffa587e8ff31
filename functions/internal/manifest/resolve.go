// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

import (
	"strconv"
	"strings"
)

// words are the plain scalars that one YAML version or the other reads as a
// boolean, a null, a number or a merge key (YAML 1.1 types: yaml.org/type).
var words = map[string]bool{
	"y": true, "Y": true, "yes": true, "Yes": true, "YES": true,
	"n": true, "N": true, "no": true, "No": true, "NO": true,
	"on": true, "On": true, "ON": true, "off": true, "Off": true, "OFF": true,
	"true": true, "True": true, "TRUE": true,
	"false": true, "False": true, "FALSE": true,
	"~": true, "null": true, "Null": true, "NULL": true,
	".nan": true, ".NaN": true, ".NAN": true,
	".inf": true, ".Inf": true, ".INF": true,
	"+.inf": true, "+.Inf": true, "+.INF": true,
	"-.inf": true, "-.Inf": true, "-.INF": true,
	"<<": true, "=": true,
}

// looksLikeString reports whether the plain scalar s, which is not empty, is a
// string under YAML 1.1 and YAML 1.2.
func looksLikeString(s string) bool {
	switch c := s[0]; {
	case c >= '0' && c <= '9', c == '+', c == '-', c == '.':
		return !words[s] && !isNumber(s) && !isSexagesimal(s) && !isDate(s)
	case len(s) <= 5:
		return !words[s]
	default:
		return true
	}
}

// isNumber accepts what any of the readers takes for an integer or a float:
// underscores, hexadecimal, octal and binary prefixes, exponents.
func isNumber(s string) bool {
	plain := strings.ReplaceAll(s, "_", "")
	if isDecimal(plain) {
		return true
	}
	unsigned := strings.TrimLeft(plain, "+-")
	if len(unsigned) < 2 || unsigned[0] != '0' {
		return false
	}
	for _, base := range []struct {
		prefix string
		base   int
	}{{"0x", 16}, {"0X", 16}, {"0o", 8}, {"0O", 8}, {"0b", 2}, {"0B", 2}} {
		if digits, ok := strings.CutPrefix(unsigned, base.prefix); ok {
			_, err := strconv.ParseUint(strings.TrimLeft(digits, "+-"), base.base, 64)
			return err == nil
		}
	}
	return false
}

// isDecimal matches [-+]?(digits[.digits]|.digits)([eE][-+]?digits)?
func isDecimal(s string) bool {
	s = strings.TrimLeft(s, "+-")
	whole := digits(s)
	s = s[whole:]
	fraction := 0
	if strings.HasPrefix(s, ".") {
		fraction = digits(s[1:])
		s = s[1+fraction:]
	}
	if whole+fraction == 0 {
		return false
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		n := digits(s)
		return n > 0 && n == len(s)
	}
	return s == ""
}

// isSexagesimal matches the base 60 numbers of YAML 1.1, such as 12:30 or
// 190:20:30.15.
func isSexagesimal(s string) bool {
	s = strings.TrimLeft(s, "+-")
	first, rest, found := strings.Cut(s, ":")
	if !found || first == "" {
		return false
	}
	if digits(strings.ReplaceAll(first, "_", "")) != len(strings.ReplaceAll(first, "_", "")) {
		return false
	}
	for part := range strings.SplitSeq(rest, ":") {
		whole, _, _ := strings.Cut(part, ".")
		if whole == "" || digits(whole) != len(whole) {
			return false
		}
	}
	return true
}

// isDate reports whether s starts like the dates and timestamps of YAML 1.1:
// four digits, a dash, one or two digits, a dash, a digit.
func isDate(s string) bool {
	if digits(s) != 4 || len(s) < 8 || s[4] != '-' {
		return false
	}
	month := digits(s[5:])
	if month == 0 || month > 2 || len(s) < 7+month || s[5+month] != '-' {
		return false
	}
	return digits(s[6+month:]) > 0
}

// digits counts the decimal digits at the start of s.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
