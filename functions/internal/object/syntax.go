// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package object

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
)

// NotAMapping is the message of a document that is YAML and no object.
const NotAMapping = "a Kubernetes object must be a mapping"

// SyntaxError is a text that is not YAML.
type SyntaxError struct {
	// Line counts from 1; 0 when unknown.
	Line    int
	Message string
}

func (e *SyntaxError) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Message)
}

var yamlError = pattern.Of(`^yaml: (?:line (\d+): )?(.*)$`)

// quoted is what the YAML library quotes of the input: a password that begins
// with * is an alias to it.
var quoted = pattern.Of(` ?['"].*['"]`)

// decode reads the next document. Some malformed inputs make the YAML library
// panic; to our users they are syntax errors like any other.
func decode(decoder *yaml.Decoder, node *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &SyntaxError{Message: "not YAML"}
		}
	}()
	err = decoder.Decode(node)
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	if m := yamlError().FindStringSubmatch(err.Error()); m != nil {
		line, _ := strconv.Atoi(m[1])
		return &SyntaxError{Line: line, Message: quoted().ReplaceAllString(m[2], "")}
	}
	// What is not of that form may quote the input in any way.
	return &SyntaxError{Message: "not YAML"}
}

// explained is a syntax error that says what the YAML library does not: that a tab
// indents the line, or the one after it, to which the library has not come.
func explained(err error, data []byte) error {
	var syntax *SyntaxError
	if !errors.As(err, &syntax) || syntax.Line == 0 {
		return err
	}
	number := 0
	for line := range bytes.Lines(data) {
		if number++; number < syntax.Line {
			continue
		}
		indent := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
		if bytes.ContainsRune(indent, '\t') {
			return &SyntaxError{Line: number, Message: "a tab stands in the indentation, for which YAML takes spaces alone"}
		}
		if number > syntax.Line {
			break
		}
	}
	return err
}
