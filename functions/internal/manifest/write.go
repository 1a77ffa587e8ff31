// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

import (
	"bytes"
	"strconv"
)

// AppendYAML appends o to dst as one YAML document without separator. Every
// line but the first starts with indent spaces, so that the caller can put a
// "- " of its own in front of the first. The extra annotations are added to
// those of o: they belong to the host, not to the object.
func (o Object) AppendYAML(dst []byte, indent int, extra ...Pair) []byte {
	dst = appendString(append(dst, "apiVersion: "...), o.APIVersion, indent, false)
	body := o.Body.sorted()
	for len(body) > 0 && body[0].Key < "kind" {
		dst = appendFields(append(dst, '\n'), body[:1], indent)
		dst = dst[:len(dst)-1]
		body = body[1:]
	}
	dst = appendIndent(append(dst, '\n'), indent)
	dst = appendString(append(dst, "kind: "...), o.Kind, indent, false)
	dst = appendIndent(append(dst, '\n'), indent)
	dst = append(dst, "metadata:\n"...)
	annotations := o.Annotations
	if len(extra) > 0 {
		annotations = annotations.With(extra...)
	}
	dst = appendPairs(dst, "annotations", annotations, indent+2)
	dst = appendPairs(dst, "labels", o.Labels, indent+2)
	dst = append(appendIndent(dst, indent+2), "name: "...)
	dst = append(appendString(dst, o.Name, indent+2, false), '\n')
	if o.Namespace != "" {
		dst = append(appendIndent(dst, indent+2), "namespace: "...)
		dst = append(appendString(dst, o.Namespace, indent+2, false), '\n')
	}
	return appendFields(dst, body, indent)
}

// appendPairs writes labels or annotations, nothing when there are none.
func appendPairs(dst []byte, key string, pairs Pairs, indent int) []byte {
	if len(pairs) == 0 {
		return dst
	}
	dst = append(appendIndent(dst, indent), key...)
	dst = append(dst, ":\n"...)
	for _, p := range pairs {
		dst = appendKey(appendIndent(dst, indent+2), p.Key, indent+2)
		dst = append(appendString(append(dst, ' '), p.Value, indent+2, false), '\n')
	}
	return dst
}

// appendFields writes complete lines for the fields of a sorted map.
func appendFields(dst []byte, fields Map, indent int) []byte {
	for _, f := range fields {
		dst = appendKey(appendIndent(dst, indent), f.Key, indent)
		dst = appendEntry(dst, f.Value, indent)
	}
	return dst
}

// AppendValue appends v to dst as a YAML document whose lines, the first
// excepted, are indented by indent spaces.
func AppendValue(dst []byte, v Value, indent int) []byte {
	switch v := v.(type) {
	case Map:
		if m := v.sorted(); len(m) > 0 {
			return appendMap(dst, m, indent)
		}
		return append(dst, "{}\n"...)
	case List:
		if len(v) > 0 {
			return appendList(dst, v, indent)
		}
		return append(dst, "[]\n"...)
	case Raw:
		return appendRaw(dst, v, indent)
	default:
		return append(appendScalar(dst, v, indent), '\n')
	}
}

// appendMap writes the entries of m, which must have at least one. The cursor
// stands where the first key belongs.
func appendMap(dst []byte, m Map, indent int) []byte {
	for i, f := range m.sorted() {
		if i > 0 {
			dst = appendIndent(dst, indent)
		}
		dst = appendKey(dst, f.Key, indent)
		dst = appendEntry(dst, f.Value, indent)
	}
	return dst
}

// maxSimpleKey is below the 1024 characters that YAML allows a key before its
// colon (YAML 1.2.2, section 7.4.2), quotes and escapes included.
const maxSimpleKey = 1000

func appendKey(dst []byte, key string, indent int) []byte {
	start := len(dst)
	dst = append(appendString(dst, key, indent, true), ':')
	if len(dst)-start <= maxSimpleKey {
		return dst
	}
	dst = append(appendString(append(dst[:start], "? "...), key, indent, true), '\n')
	return append(appendIndent(dst, indent), ':')
}

// appendEntry writes what follows "key:", the line end included.
func appendEntry(dst []byte, v Value, indent int) []byte {
	switch v := v.(type) {
	case Map:
		m := v.sorted()
		if len(m) == 0 {
			return append(dst, " {}\n"...)
		}
		dst = appendIndent(append(dst, '\n'), indent+2)
		return appendMap(dst, m, indent+2)
	case List:
		if len(v) == 0 {
			return append(dst, " []\n"...)
		}
		dst = appendIndent(append(dst, '\n'), indent)
		return appendList(dst, v, indent)
	case Raw:
		dst = appendIndent(append(dst, '\n'), indent+2)
		return appendRaw(dst, v, indent+2)
	default:
		return append(appendScalar(append(dst, ' '), v, indent), '\n')
	}
}

// appendList writes the elements of l, which must have at least one, with the
// dashes in column indent. The cursor stands where the first dash belongs.
func appendList(dst []byte, l List, indent int) []byte {
	for i, v := range l {
		if i > 0 {
			dst = appendIndent(dst, indent)
		}
		dst = append(dst, '-', ' ')
		switch v.(type) {
		case Map, List, Raw:
			dst = AppendValue(dst, v, indent+2)
		default:
			dst = append(appendScalar(dst, v, indent), '\n')
		}
	}
	return dst
}

// appendRaw writes the lines of raw, all but the first and empty ones indented.
func appendRaw(dst []byte, raw Raw, indent int) []byte {
	rest := []byte(raw)
	for first := true; len(rest) > 0; first = false {
		end := bytes.IndexByte(rest, '\n') + 1
		if end == 0 {
			end = len(rest)
		}
		if !first && rest[0] != '\n' {
			dst = appendIndent(dst, indent)
		}
		dst = append(dst, rest[:end]...)
		rest = rest[end:]
	}
	return dst
}

func appendScalar(dst []byte, v Value, indent int) []byte {
	switch v := v.(type) {
	case String:
		return appendString(dst, string(v), indent, false)
	case Int:
		return strconv.AppendInt(dst, int64(v), 10)
	case Bool:
		return strconv.AppendBool(dst, bool(v))
	case Float:
		return append(dst, v...)
	case nil, Null:
		return append(dst, "null"...)
	default:
		panic("manifest: internal error: not a scalar")
	}
}

const spaces = "                                                                "

func appendIndent(dst []byte, indent int) []byte {
	for indent > len(spaces) {
		dst = append(dst, spaces...)
		indent -= len(spaces)
	}
	return append(dst, spaces[:indent]...)
}
