// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
)

func splitText(args []any) (any, bool) {
	if len(args) != 2 {
		return nil, false
	}
	text, ok := args[0].(string)
	delimiters, isList := args[1].([]any)
	if !isList {
		delimiters = []any{args[1]}
	}
	var patterns []string
	for _, d := range delimiters {
		delimiter, isText := d.(string)
		if !isText || delimiter == "" {
			return nil, false
		}
		patterns = append(patterns, regexp.QuoteMeta(delimiter))
	}
	if !ok || len(patterns) == 0 {
		return nil, false
	}
	var out []any
	for _, part := range regexp.MustCompile(strings.Join(patterns, "|")).Split(text, -1) {
		out = append(out, part)
	}
	return out, true
}

func joinTexts(args []any) (any, bool) {
	if len(args) != 2 {
		return nil, false
	}
	list, ok := args[0].([]any)
	delimiter, ok2 := args[1].(string)
	var parts []string
	for _, e := range list {
		text, isText := written(e)
		part, _ := text.(string)
		parts, ok = append(parts, part), ok && isText
	}
	return strings.Join(parts, delimiter), ok && ok2
}

// concat joins texts, or lists.
func concat(args []any) (any, bool) {
	if len(args) > 0 {
		if _, isList := args[0].([]any); isList {
			var out []any
			for _, arg := range args {
				list, ok := arg.([]any)
				if !ok {
					return nil, false
				}
				out = append(out, list...)
			}
			return out, true
		}
	}
	var out strings.Builder
	for _, arg := range args {
		text, ok := written(arg)
		part, isText := text.(string)
		if _, isMapping := arg.(map[string]any); !ok || !isText || isMapping || out.Len() > longest {
			return nil, false
		}
		out.WriteString(part)
	}
	return out.String(), len(args) > 0
}

var placeholder = pattern.Of(`\{\{|\}\}|\{(\d{1,3})\}`)

// format fills in {0} and its like; doubled braces stand for one. Formats behind
// a colon are those of .NET and are not known.
func format(args []any) (any, bool) {
	if len(args) == 0 {
		return nil, false
	}
	template, ok := args[0].(string)
	out := placeholder().ReplaceAllStringFunc(template, func(match string) string {
		if match == "{{" || match == "}}" {
			return match[:1]
		}
		index, err := strconv.Atoi(match[1 : len(match)-1])
		if err != nil || index+1 >= len(args) {
			ok = false
			return ""
		}
		text, isKnown := written(args[index+1])
		part, isText := text.(string)
		ok = ok && isKnown && isText
		return part
	})
	if strings.ContainsAny(placeholder().ReplaceAllString(template, ""), "{}") {
		return nil, false
	}
	return out, ok
}

func contains(args []any) (any, bool) {
	if len(args) != 2 {
		return nil, false
	}
	switch v := args[0].(type) {
	case string:
		text, ok := args[1].(string)
		return strings.Contains(v, text), ok
	case []any:
		return slices.ContainsFunc(v, func(e any) bool { return reflect.DeepEqual(e, args[1]) }), true
	case map[string]any:
		_, there := element(v, args[1])
		_, ok := args[1].(string)
		return there, ok
	default:
		return nil, false
	}
}

// union merges objects, in which the last one wins, or lists, whose elements are
// there once.
func union(args []any) (any, bool) {
	if len(args) == 0 {
		return nil, false
	}
	if _, isList := args[0].([]any); isList {
		out := []any{}
		for _, arg := range args {
			list, ok := arg.([]any)
			if !ok {
				return nil, false
			}
			for _, e := range list {
				if !slices.ContainsFunc(out, func(other any) bool { return reflect.DeepEqual(e, other) }) {
					out = append(out, e)
				}
			}
		}
		return out, true
	}
	out := map[string]any{}
	for _, arg := range args {
		m, ok := arg.(map[string]any)
		if !ok {
			return nil, false
		}
		out = merged(out, m)
	}
	return out, true
}

func merged(a, b map[string]any) map[string]any {
	out := make(map[string]any, len(a)+len(b))
	for key, value := range a {
		out[key] = value
	}
	for key, value := range b {
		mine, isMapping := out[key].(map[string]any)
		theirs, isMapping2 := value.(map[string]any)
		if isMapping && isMapping2 {
			value = merged(mine, theirs)
		}
		out[key] = value
	}
	return out
}
