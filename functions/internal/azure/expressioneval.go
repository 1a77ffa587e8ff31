// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"strconv"
	"strings"
)

// longest is how long a text may become, in bytes.
const longest = 1 << 20

// known evaluates a term. A function of what is not known is not known either,
// unless the known part decides; what is secret stays so in what is made of it.
func (s scope) known(t term, depth int) any {
	if s.budget != nil {
		if *s.budget--; *s.budget < 0 {
			return unresolved{why: "expands to too much"}
		}
	}
	switch {
	case t.of != nil:
		return s.memberOf(t, depth)
	case t.call == "":
		return t.literal
	}
	switch t.call {
	case "parameters", "variables":
		return s.declaredValue(t, depth)
	case "if":
		return s.choose(t, depth)
	case "and", "or":
		return s.junction(t, depth)
	case "coalesce":
		return s.coalesce(t, depth)
	case "copyindex":
		return s.copyIndex(t, depth)
	case "lambdavariables":
		return s.lambdaVariable(t, depth)
	case "map", "filter", "toobject", "mapvalues":
		return s.overList(t, depth)
	}
	return s.call(t, depth)
}

// call calls a function that depends on its arguments alone.
func (s scope) call(t term, depth int) any {
	function, there := functions[t.call]
	if !there {
		return unresolved{why: "needs " + t.written + "(), which only Azure Resource Manager can compute"}
	}
	args := make([]any, len(t.args))
	isSecret := false
	for i, arg := range t.args {
		value := s.known(arg, depth)
		switch v := value.(type) {
		case unresolved:
			return v
		case Secret:
			isSecret, value = true, v.Reveal()
		}
		args[i] = value
	}
	value, ok := function(args)
	if text, isText := value.(string); !ok || isText && len(text) > longest {
		return unresolved{why: "calls " + t.written + "() in a way that it does not accept"}
	}
	if isSecret {
		return hide(value)
	}
	return value
}

// declaredValue is a parameter or a variable.
func (s scope) declaredValue(t term, depth int) any {
	if len(t.args) != 1 {
		return unresolved{}
	}
	name, ok := s.known(t.args[0], depth).(string)
	switch {
	case !ok:
		return unresolved{}
	case depth >= maxLookups:
		return unresolved{why: "refers to itself, or too deeply"}
	}
	name = strings.ToLower(name)
	if t.call == "parameters" {
		if value, there := s.declared[name]; there {
			declaration, _ := value.(map[string]any)
			return s.parameter(declaration, s.given[name], depth+1)
		}
	} else if value, there := s.variables[name]; there {
		return s.evaluate(value, depth+1)
	}
	return unresolved{why: "refers to what the template does not declare"}
}

// choose evaluates the branch of an if() that counts.
func (s scope) choose(t term, depth int) any {
	if len(t.args) != 3 {
		return unresolved{}
	}
	switch condition := s.known(t.args[0], depth).(type) {
	case bool:
		if condition {
			return s.known(t.args[1], depth)
		}
		return s.known(t.args[2], depth)
	case unresolved:
		return condition
	default:
		return unresolved{}
	}
}

// junction is and() or or(): one argument may decide.
func (s scope) junction(t term, depth int) any {
	decides := t.call == "or"
	var open any
	for _, arg := range t.args {
		switch value := s.known(arg, depth).(type) {
		case bool:
			if value == decides {
				return decides
			}
		case unresolved:
			open = value
		default:
			open = unresolved{}
		}
	}
	if open != nil {
		return open
	}
	return !decides
}

// coalesce is the first argument that is not null.
func (s scope) coalesce(t term, depth int) any {
	for _, arg := range t.args {
		if value := s.known(arg, depth); value != nil {
			return value
		}
	}
	return nil
}

// memberOf is a member of an object or an element of a list.
func (s scope) memberOf(t term, depth int) any {
	of := s.known(*t.of, depth)
	if u, isUnknown := of.(unresolved); isUnknown {
		return u
	}
	member := s.known(*t.member, depth)
	if u, isUnknown := member.(unresolved); isUnknown {
		return u
	}
	value, there := element(of, member)
	if !there {
		return unresolved{why: "takes a member that is not there"}
	}
	return value
}

// element returns a member of an object, whose names have no case, or an element
// of a list.
func element(of, member any) (any, bool) {
	switch v := of.(type) {
	case map[string]any:
		name, _ := member.(string)
		if value, there := v[name]; there {
			return value, true
		}
		for _, key := range keys(v) {
			if strings.EqualFold(key, name) {
				return v[key], true
			}
		}
	case []any:
		if i, ok := integer(member); ok && i >= 0 && i < len(v) {
			return v[i], true
		}
	}
	return nil, false
}

func integer(value any) (int, bool) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, false
	}
	i, err := strconv.Atoi(number.String())
	return i, err == nil
}
