// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"errors"
	"strings"
)

// term is a part of an expression of Azure Resource Manager
// (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions):
// a literal, a call, or a member of another term.
type term struct {
	// literal is a string or json.Number; call is empty then.
	literal any
	// call is the name of the function in lower case, and written as it was given.
	call, written string
	args          []term
	// of is the term that the member is taken of, and member its name or index.
	of     *term
	member *term
}

// errExpression is a text that is not an expression, or is nested too deeply.
var errExpression = errors.New("not an expression")

// parseExpression parses the text between the brackets of an expression.
func parseExpression(text string) (term, error) {
	p := expressionParser{text: text}
	t, err := p.term(0)
	if err != nil {
		return term{}, err
	}
	if p.space(); p.at < len(p.text) {
		return term{}, errExpression
	}
	return t, nil
}

type expressionParser struct {
	text string
	at   int
}

func (p *expressionParser) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.at]) >= 0 {
		p.at++
	}
}

// take takes one character, where it is the next.
func (p *expressionParser) take(c byte) bool {
	p.space()
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

// term parses a literal or a call, and the members behind it.
func (p *expressionParser) term(depth int) (term, error) {
	const deepest = 60
	if p.space(); depth > deepest || p.at >= len(p.text) {
		return term{}, errExpression
	}
	t, err := p.primary(depth)
	for err == nil {
		of := t
		switch {
		case p.take('.'):
			name := p.word()
			if name == "" {
				return term{}, errExpression
			}
			t = term{of: &of, member: &term{literal: name}}
		case p.take('['):
			var member term
			if member, err = p.term(depth + 1); err == nil && !p.take(']') {
				err = errExpression
			}
			t = term{of: &of, member: &member}
		default:
			return t, nil
		}
	}
	return term{}, err
}

func (p *expressionParser) primary(depth int) (term, error) {
	switch c := p.text[p.at]; {
	case c == '\'':
		return p.quoted()
	case c == '-' || c >= '0' && c <= '9':
		start := p.at
		p.at++
		p.at += len(p.text[p.at:]) - len(strings.TrimLeft(p.text[p.at:], "0123456789"))
		if number := p.text[start:p.at]; json.Valid([]byte(number)) {
			return term{literal: json.Number(number)}, nil
		}
		return term{}, errExpression
	default:
		return p.function(depth)
	}
}

// quoted parses a string, in which two quotes stand for one.
func (p *expressionParser) quoted() (term, error) {
	var out strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		if p.text[p.at] != '\'' {
			out.WriteByte(p.text[p.at])
			continue
		}
		if p.at+1 < len(p.text) && p.text[p.at+1] == '\'' {
			out.WriteByte('\'')
			p.at++
			continue
		}
		p.at++
		return term{literal: out.String()}, nil
	}
	return term{}, errExpression
}

func (p *expressionParser) word() string {
	p.space()
	start := p.at
	for p.at < len(p.text) && (p.text[p.at] == '_' || p.text[p.at] >= '0' && p.text[p.at] <= '9' ||
		p.text[p.at] >= 'a' && p.text[p.at] <= 'z' || p.text[p.at] >= 'A' && p.text[p.at] <= 'Z') {
		p.at++
	}
	return p.text[start:p.at]
}

// function parses a call; those of a namespace have dots in their names.
func (p *expressionParser) function(depth int) (term, error) {
	name := p.word()
	for name != "" && p.take('.') {
		name += "." + p.word()
	}
	if name == "" || !p.take('(') {
		return term{}, errExpression
	}
	t := term{call: strings.ToLower(name), written: name}
	if p.take(')') {
		return t, nil
	}
	for {
		arg, err := p.term(depth + 1)
		if err != nil {
			return term{}, err
		}
		t.args = append(t.args, arg)
		switch {
		case p.take(','):
		case p.take(')'):
			return t, nil
		default:
			return term{}, errExpression
		}
	}
}
