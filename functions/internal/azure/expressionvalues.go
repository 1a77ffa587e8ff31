// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"
)

// compared compares two integers or two texts.
func compared(holds func(order int) bool) function {
	return func(args []any) (any, bool) {
		if s, ok := allTexts(args, 2); ok {
			return holds(strings.Compare(s[0], s[1])), true
		}
		if len(args) != 2 {
			return nil, false
		}
		a, ok := integer(args[0])
		b, ok2 := integer(args[1])
		return holds(a - b), ok && ok2
	}
}

// written is a value as a text.
func written(value any) (any, bool) {
	switch v := value.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		if v {
			return "True", true
		}
		return "False", true
	case map[string]any, []any:
		text, err := json.Marshal(v)
		return string(text), err == nil && settled(v)
	default:
		return nil, false
	}
}

func number(value any) (any, bool) {
	switch v := value.(type) {
	case json.Number:
		return v, true
	case string:
		i, err := strconv.ParseInt(strings.TrimSpace(v), 10, 64)
		return json.Number(strconv.FormatInt(i, 10)), err == nil
	default:
		return nil, false
	}
}

func truth(value any) (any, bool) {
	switch v := value.(type) {
	case bool:
		return v, true
	case string:
		return strings.EqualFold(v, "true"), strings.EqualFold(v, "true") || strings.EqualFold(v, "false")
	case json.Number:
		return v != "0", true
	default:
		return nil, false
	}
}

func parsed(value any) (any, bool) {
	text, ok := value.(string)
	if !ok {
		return nil, false
	}
	out, duplicates, err := decodeJSON([]byte(text))
	return out, err == nil && len(duplicates) == 0
}

// size is the number of characters, elements or members.
func size(args []any) (int, bool) {
	if len(args) != 1 {
		return 0, false
	}
	switch v := args[0].(type) {
	case string:
		return utf8.RuneCountInString(v), true
	case []any:
		return len(v), true
	case map[string]any:
		return len(v), true
	default:
		return 0, false
	}
}

// end is the element or character at an end.
func end(args []any, index func(n int) int) (any, bool) {
	if text, ok := one[string](args); ok {
		runes := []rune(text)
		if len(runes) == 0 {
			return "", true
		}
		return string(runes[index(len(runes))]), true
	}
	list, ok := one[[]any](args)
	if !ok || len(list) == 0 {
		return nil, ok
	}
	return list[index(len(list))], true
}
