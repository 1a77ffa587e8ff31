// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// maxIterations is how often Azure runs a loop at most.
const maxIterations = 800

// repeated is a variable or property that a loop makes: its name, count and input
// (https://learn.microsoft.com/azure/azure-resource-manager/templates/copy-properties).
type repeated map[string]any

// inLoop is the scope in one turn of a loop.
func (s scope) inLoop(name string, index int) scope {
	loops := maps.Clone(s.loops)
	if loops == nil {
		loops = map[string]int{}
	}
	loops[strings.ToLower(name)] = index
	s.loops = loops
	return s
}

// count returns how often a loop runs.
func (s scope) count(loop map[string]any, depth int) (int, unresolved) {
	value := s.evaluate(field(loop, "count"), depth)
	if u, isUnknown := value.(unresolved); isUnknown {
		return 0, u
	}
	n, ok := integer(value)
	if !ok || n < 0 || n > maxIterations {
		return 0, unresolved{text: "count", why: "is not a number that Azure accepts, from 0 to " + strconv.Itoa(maxIterations)}
	}
	return n, unresolved{}
}

// repeat makes the list of a loop.
func (s scope) repeat(loop repeated, depth int) any {
	n, open := s.count(loop, depth)
	if open != (unresolved{}) {
		return named(open, "copy")
	}
	name := text(loop, "name")
	out := make([]any, 0, n)
	for i := range n {
		out = append(out, s.inLoop(name, i).evaluate(field(loop, "input"), depth))
	}
	return out
}

// loops finds the loops in the value of a field copy.
func loops(value any) map[string]repeated {
	list, _ := value.([]any)
	out := map[string]repeated{}
	for _, element := range list {
		loop, _ := element.(map[string]any)
		if name := text(loop, "name"); name != "" {
			out[name] = repeated(loop)
		}
	}
	return out
}

// copyIndex is the index of a loop: that of the resource, or the one it names,
// and what is added to it.
func (s scope) copyIndex(t term, depth int) any {
	name, offset := "", 0
	for i, arg := range t.args {
		switch v := s.known(arg, depth).(type) {
		case string:
			name = v
		case json.Number:
			n, ok := integer(v)
			if !ok || i > 1 {
				return unresolved{why: "calls copyIndex() in a way that it does not accept"}
			}
			offset = n
		case unresolved:
			return v
		}
	}
	index, there := s.loops[strings.ToLower(name)]
	if !there {
		return unresolved{why: "is the index of a loop that is not known"}
	}
	return numberOf(int64(index) + int64(offset))
}

// apply evaluates a lambda, whose last argument is what it returns, for values
// (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda).
func (s scope) apply(lambda term, depth int, values ...any) any {
	n := len(lambda.args) - 1
	if lambda.call != "lambda" || n < 0 || n > len(values) {
		return unresolved{why: "has a lambda that is not known"}
	}
	locals := maps.Clone(s.locals)
	if locals == nil {
		locals = map[string]any{}
	}
	for i := range n {
		name, _ := lambda.args[i].literal.(string)
		locals[strings.ToLower(name)] = values[i]
	}
	s.locals = locals
	return s.known(lambda.args[n], depth)
}

// lambdaVariable is an argument of a lambda.
func (s scope) lambdaVariable(t term, depth int) any {
	if len(t.args) == 1 {
		name, _ := s.known(t.args[0], depth).(string)
		if value, there := s.locals[strings.ToLower(name)]; there {
			return value
		}
	}
	return unresolved{why: "refers to what no lambda declares"}
}

// hasLambdas reports whether a call has lambdas behind its first argument: one,
// and toObject may have two.
func hasLambdas(t term) bool {
	most := 2
	if t.call == "toobject" {
		most = 3
	}
	return len(t.args) >= 2 && len(t.args) <= most &&
		!slices.ContainsFunc(t.args[1:], func(arg term) bool { return arg.call != "lambda" })
}

// overList is map(), filter(), toObject() or mapValues().
func (s scope) overList(t term, depth int) any {
	if !hasLambdas(t) {
		return unresolved{why: "calls " + t.written + "() in a way that it does not accept"}
	}
	over := s.known(t.args[0], depth)
	if u, isUnknown := over.(unresolved); isUnknown {
		return u
	}
	if m, isMapping := over.(map[string]any); isMapping && t.call == "mapvalues" {
		out := make(map[string]any, len(m))
		for _, key := range keys(m) {
			out[key] = s.apply(t.args[1], depth, m[key])
		}
		return out
	}
	list, isList := over.([]any)
	switch {
	case !isList || t.call == "mapvalues":
		return unresolved{why: "calls " + t.written + "() in a way that it does not accept"}
	case t.call == "toobject":
		return s.toObject(t, list, depth)
	}
	out := []any{}
	for i, e := range list {
		value := s.apply(t.args[1], depth, e, numberOf(int64(i)))
		keep, isBool := value.(bool)
		switch {
		case t.call == "map":
			out = append(out, value)
		case !isBool:
			return openOr(value, unresolved{why: "has a condition that is neither true nor false"})
		case keep:
			out = append(out, e)
		}
	}
	return out
}

// toObject makes an object of a list: one lambda gives the names, and the other
// the values.
func (s scope) toObject(t term, list []any, depth int) any {
	out := map[string]any{}
	for _, e := range list {
		value := s.apply(t.args[1], depth, e)
		key, ok := value.(string)
		if !ok {
			return openOr(value, unresolved{why: "makes a name that is not a text"})
		}
		out[key] = e
		if len(t.args) == 3 {
			out[key] = s.apply(t.args[2], depth, e)
		}
	}
	return out
}

// openOr is a value that cannot be known, or else other.
func openOr(value any, other unresolved) any {
	if u, isUnknown := value.(unresolved); isUnknown {
		return u
	}
	return other
}
