// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// scope is what the expressions of one template can refer to; names are in lower
// case, as they have none.
type scope struct {
	// declared are the declarations of parameters, given the values that win
	// over their defaults.
	declared, given map[string]any
	variables       map[string]any
	// loops are the indexes of the loops around, by name; that of the resource is
	// there without a name too. Locals are the arguments of lambdas around.
	loops  map[string]int
	locals map[string]any
	// budget is how many values may still be made, nil for any number.
	budget *int
}

// lookup is an expression that is a parameter or a variable and nothing else.
var lookup = pattern.Of(`(?i)^\[\s*(parameters|variables)\(\s*'((?:[^']|'')*)'\s*\)\s*\]$`)

// isExpression reports whether a string of a template is evaluated.
func isExpression(s string) bool {
	return strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") && !strings.HasPrefix(s, "[[")
}

const (
	// maxLookups bounds how deep variables may refer to each other, maxValues
	// what they may expand to.
	maxLookups = 32
	maxValues  = 200_000
)

// resolve replaces the expressions in a value by what they stand for, or by
// unresolved.
func (s scope) resolve(value any) any { return s.evaluate(value, 0) }

func (s scope) evaluate(value any, depth int) any {
	if s.budget != nil {
		if *s.budget--; *s.budget < 0 {
			return unresolved{why: "expands to too much"}
		}
	}
	switch v := value.(type) {
	case string:
		return s.text(v, depth)
	case repeated:
		return s.repeat(v, depth)
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = s.evaluate(element, depth)
		}
		return out
	case map[string]any:
		return s.mapping(v, depth)
	default:
		return v
	}
}

// mapping resolves keys too. One that cannot be known keeps its text, and so
// does what has to be left out with it.
func (s scope) mapping(m map[string]any, depth int) any {
	out := make(map[string]any, len(m))
	for _, key := range keys(m) {
		name, ok := s.text(key, depth).(string)
		if _, isLoop := m[key].([]any); isLoop && s.budget != nil && strings.EqualFold(key, "copy") {
			made := loops(m[key])
			for _, property := range keys(made) {
				out[property] = s.repeat(made[property], depth)
			}
			continue
		}
		if !ok {
			u := unresolved{text: key}
			out[u.show(false)] = u
			continue
		}
		out[name] = s.evaluate(m[key], depth)
	}
	return out
}

func (s scope) text(text string, depth int) any {
	switch {
	case strings.HasPrefix(text, "[["):
		return text[1:]
	case !isExpression(text):
		return text
	}
	t, err := parseExpression(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	if err != nil {
		return unresolved{text: text}
	}
	return named(s.known(t, depth), text)
}

// named gives an unresolved value the text of the expression that leads to it.
func named(value any, text string) any {
	u, ok := value.(unresolved)
	if !ok {
		return value
	}
	if u.why == "" && u.stands == "" {
		u.stands = u.text
	}
	u.text = text
	return u
}

// newScope reads the parameters and variables of a template. Given are values
// by name that win over defaults.
func (r *reader) newScope(at place, template, given map[string]any) scope {
	s := scope{budget: &r.budget, given: lowered(given)}
	declared, _ := mapping(template, "parameters")
	variables, _ := mapping(template, "variables")
	s.declared, s.variables = lowered(declared), lowered(variables)
	for name, loop := range loops(field(variables, "copy")) {
		s.variables[strings.ToLower(name)] = loop
	}
	for _, name := range keys(given) {
		if field(declared, name) == nil {
			r.report(at.step("parameters", name).finding(fn.Warning, report.NotCarried, "a value is given for a parameter that the template does not declare"))
		}
	}
	return s
}

func lowered(m map[string]any) map[string]any {
	out := make(map[string]any, len(m))
	for _, key := range keys(m) {
		out[strings.ToLower(key)] = m[key]
	}
	return out
}

// parameter returns the value of a parameter: the given one, or the default. A
// given value is not evaluated again, only counted.
func (s scope) parameter(declaration map[string]any, given any, depth int) any {
	value := scope{budget: s.budget}.copied(given)
	if value == nil {
		value = s.evaluate(field(declaration, "defaultValue"), depth)
	}
	secure := strings.HasPrefix(strings.ToLower(text(declaration, "type")), "secure")
	switch {
	case value == nil && field(declaration, "nullable") == true:
		return nil
	case value == nil && secure:
		return unresolved{why: "is a secure parameter without a value; give it with --parameters, or make the Secret yourself"}
	case value == nil:
		return unresolved{why: "is a parameter without a value; give it with --parameters"}
	case secure:
		return hide(value)
	default:
		return value
	}
}

// copied is value, paid from the budget.
func (s scope) copied(value any) any {
	if *s.budget--; *s.budget < 0 {
		return unresolved{why: "expands to too much"}
	}
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, element := range v {
			out[key] = s.copied(element)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = s.copied(element)
		}
		return out
	default:
		return v
	}
}

// hide turns every text in a value into a secret.
func hide(value any) any {
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, element := range v {
			out[key] = hide(element)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = hide(element)
		}
		return out
	case unresolved:
		return v
	default:
		return NewSecret(plain(v))
	}
}

var (
	outerCall = pattern.Of(`^\[\s*([A-Za-z_][\w.]*)\(`)
	nameCall  = pattern.Of(`(?i)(?:parameters|variables)\(\s*'[A-Za-z_][\w-]*'\s*\)`)
)

// show returns the expression for people. Of that of a secret, and of one that
// builds a URL with credentials, it is only the outer function, and which
// parameters and variables are in it.
func (u unresolved) show(isSecret bool) string {
	if !isSecret && !strings.ContainsAny(u.text, "@?") {
		return u.text
	}
	if lookup().MatchString(u.text) {
		return u.text
	}
	outer := outerCall().FindStringSubmatch(u.text)
	if outer == nil {
		return redacted
	}
	parts := append([]string{"[" + outer[1] + "(..."}, nameCall().FindAllString(u.text, -1)...)
	if len(parts) > 1 {
		parts = append(parts, "...")
	}
	return strings.Join(parts, " ") + ")]"
}
