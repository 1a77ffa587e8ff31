// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"math"
	"math/bits"
	"reflect"
	"slices"
	"strconv"
	"unicode"
)

// arithmetic are the functions of integers.
var arithmetic = map[string]function{
	"add": onIntegers(func(a, b int64) (int64, bool) { return a + b, (a+b > a) == (b > 0) }),
	"sub": onIntegers(func(a, b int64) (int64, bool) { return a - b, (a-b < a) == (b > 0) }),
	"mul": onIntegers(func(a, b int64) (int64, bool) {
		high, low := bits.Mul64(magnitude(a), magnitude(b))
		return a * b, high == 0 && low <= math.MaxInt64
	}),
	"div": onIntegers(func(a, b int64) (int64, bool) {
		if b == 0 || a == math.MinInt64 {
			return 0, false
		}
		return a / b, true
	}),
	"mod": onIntegers(func(a, b int64) (int64, bool) {
		if b == 0 || a == math.MinInt64 {
			return 0, false
		}
		return a % b, true
	}),
	"min":   extreme(func(a, b int64) bool { return a < b }),
	"max":   extreme(func(a, b int64) bool { return a > b }),
	"range": numbers,
}

func magnitude(i int64) uint64 {
	if i < 0 {
		return -uint64(i)
	}
	return uint64(i)
}

func onIntegers(compute func(a, b int64) (int64, bool)) function {
	return func(args []any) (any, bool) {
		values, ok := wholeNumbers(args)
		if !ok || len(values) != 2 {
			return nil, false
		}
		result, ok := compute(values[0], values[1])
		return numberOf(result), ok
	}
}

func numberOf(i int64) json.Number { return json.Number(strconv.FormatInt(i, 10)) }

func wholeNumbers(list []any) ([]int64, bool) {
	out := make([]int64, 0, len(list))
	for _, value := range list {
		number, ok := value.(json.Number)
		i, err := strconv.ParseInt(number.String(), 10, 64)
		if !ok || err != nil {
			return nil, false
		}
		out = append(out, i)
	}
	return out, true
}

// extreme is the smallest or largest of the arguments, or of those in a list.
func extreme(better func(a, b int64) bool) function {
	return func(args []any) (any, bool) {
		if list, isList := one[[]any](args); isList {
			args = list
		}
		values, ok := wholeNumbers(args)
		if !ok || len(values) == 0 {
			return nil, false
		}
		best := values[0]
		for _, value := range values {
			if better(value, best) {
				best = value
			}
		}
		return numberOf(best), true
	}
}

// maxRange is the longest list that range makes in Azure.
const maxRange = 10_000

func numbers(args []any) (any, bool) {
	values, ok := wholeNumbers(args)
	if !ok || len(values) != 2 || values[1] < 0 || values[1] > maxRange || values[0] > math.MaxInt32 || values[0] < math.MinInt32 {
		return nil, false
	}
	out := make([]any, 0, values[1])
	for i := range values[1] {
		out = append(out, numberOf(values[0]+i))
	}
	return out, true
}

// parts are the functions that take parts of texts and lists.
var parts = map[string]function{
	"substring":   substring,
	"take":        cutAt(func(at int) (int, int) { return 0, at }),
	"skip":        cutAt(func(at int) (int, int) { return at, math.MaxInt }),
	"indexof":     func(args []any) (any, bool) { return position(args, true) },
	"lastindexof": func(args []any) (any, bool) { return position(args, false) },
}

func substring(args []any) (any, bool) {
	if len(args) < 2 || len(args) > 3 {
		return nil, false
	}
	text, ok := args[0].(string)
	bounds, ok2 := wholeNumbers(args[1:])
	runes := []rune(text)
	size := int64(len(runes))
	if !ok || !ok2 || bounds[0] < 0 || bounds[0] > size {
		return nil, false
	}
	end := size
	if len(bounds) == 2 {
		if bounds[1] < 0 || bounds[1] > size-bounds[0] {
			return nil, false
		}
		end = bounds[0] + bounds[1]
	}
	return string(runes[bounds[0]:end]), true
}

// cutAt takes a text or a list from one bound to the other; what is beyond the
// ends is not there.
func cutAt(bounds func(at int) (from, to int)) function {
	return func(args []any) (any, bool) {
		if len(args) != 2 {
			return nil, false
		}
		at, ok := integer(args[1])
		from, to := bounds(max(at, 0))
		switch v := args[0].(type) {
		case string:
			runes := []rune(v)
			return string(runes[min(from, len(runes)):min(to, len(runes))]), ok
		case []any:
			return slices.Clone(v[min(from, len(v)):min(to, len(v))]), ok
		default:
			return nil, false
		}
	}
}

// position is where an element is in a list, or a text in another, for which its
// case does not count; -1 where it is not.
func position(args []any, first bool) (any, bool) {
	if len(args) != 2 || !settled(args[0]) || !settled(args[1]) {
		return nil, false
	}
	var matches func(i int) bool
	var last int
	switch v := args[0].(type) {
	case string:
		part, ok := args[1].(string)
		if !ok {
			return nil, false
		}
		whole, wanted := lowerRunes(v), lowerRunes(part)
		last = len(whole) - len(wanted)
		matches = func(i int) bool { return slices.Equal(whole[i:i+len(wanted)], wanted) }
	case []any:
		last = len(v) - 1
		matches = func(i int) bool { return reflect.DeepEqual(v[i], args[1]) }
	default:
		return nil, false
	}
	for i := range last + 1 {
		at := i
		if !first {
			at = last - i
		}
		if matches(at) {
			return numberOf(int64(at)), true
		}
	}
	return numberOf(-1), true
}

func lowerRunes(text string) []rune {
	out := []rune(text)
	for i, r := range out {
		out[i] = unicode.ToLower(r)
	}
	return out
}
