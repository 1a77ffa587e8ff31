// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"unicode/utf16"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// File is a file by the name its owner gives it.
type File = object.File

// content is one document of a file, as JSON types.
type content struct {
	place place
	value any
}

// decode reads a JSON or YAML file. Messages name the place and never quote the
// text: it may be a secret.
func decode(file File) ([]content, report.Findings) {
	here := place{file: file.Path}
	data := colors().ReplaceAll(toUTF8(file.Data), nil)
	if start := bytes.TrimLeft(data, " \t\r\n"); len(start) > 0 && (start[0] == '{' || start[0] == '[' || start[0] == '/') {
		value, duplicates, err := decodeJSON(withoutComments(data))
		if err == nil {
			return []content{{here, value}}, duplicated(here, duplicates)
		}
		if contents, found := decodeYAML(here, data); !found.Failed() {
			return contents, found
		}
		f := here.finding(fn.Error, report.UnreadableInput, "not JSON")
		f.Object.Line = lineOf(data, err)
		return nil, report.Findings{f}
	}
	return decodeYAML(here, data)
}

func decodeYAML(here place, data []byte) ([]content, report.Findings) {
	docs, err := object.ParseAny(here.file, data)
	if err == nil && slices.ContainsFunc(docs, isScalar) {
		err = &object.SyntaxError{Line: 1}
	}
	if err != nil {
		f := here.finding(fn.Error, report.UnreadableInput, "neither JSON nor a YAML file of objects")
		if syntax := (*object.SyntaxError)(nil); errors.As(err, &syntax) {
			f.Object.Line = syntax.Line
		}
		return nil, report.Findings{f}
	}
	var out []content
	var found report.Findings
	for _, d := range docs {
		here.index = d.Index
		value, problems := d.Any()
		for _, p := range problems {
			found = append(found, here.step(p.Path...).finding(fn.Error, report.InvalidDocument, "YAML here that JSON cannot say, such as a key that is given twice"))
		}
		if len(problems) == 0 {
			out = append(out, content{here, value})
		}
	}
	return out, found
}

// isScalar tells a document that is neither an object nor a list.
func isScalar(d object.Document) bool { return d.Node.Kind == yaml.ScalarNode }

// colors are the sequences with which az -o jsonc and -o yamlc color a terminal.
var colors = pattern.Of(`\x1b\[[0-9;]*m`)

func duplicated(here place, paths [][]string) report.Findings {
	var found report.Findings
	for _, path := range paths {
		found = append(found, here.step(path...).finding(fn.Error, report.InvalidDocument, "the key is given twice"))
	}
	return found
}

// lineOf returns the line of a syntax error, 0 when it is unknown.
func lineOf(data []byte, err error) int {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > int64(len(data)) {
		return 0
	}
	return 1 + bytes.Count(data[:syntax.Offset], []byte("\n"))
}

// toUTF8 removes a byte order mark and decodes UTF-16, which is what Windows
// PowerShell writes when it redirects the output of az.
func toUTF8(data []byte) []byte {
	if text, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf")); ok {
		return text
	}
	little := bytes.HasPrefix(data, []byte("\xff\xfe"))
	if !little && !bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return data
	}
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		low, high := data[i], data[i+1]
		if !little {
			low, high = high, low
		}
		units = append(units, uint16(low)|uint16(high)<<8)
	}
	return []byte(string(utf16.Decode(units)))
}

// withoutComments blanks the // and /* */ comments that ARM templates may have.
func withoutComments(data []byte) []byte {
	out := bytes.Clone(data)
	for i := 0; i < len(out); {
		end := i + 1
		switch {
		case out[i] == '"':
			end = stringEnd(out, i)
		case bytes.HasPrefix(out[i:], []byte("//")):
			end = blank(out, i, "\n")
		case bytes.HasPrefix(out[i:], []byte("/*")):
			end = blank(out, i, "*/")
		}
		i = end
	}
	return out
}

// stringEnd returns the position after the JSON string that starts at i.
func stringEnd(data []byte, i int) int {
	for i++; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(data)
}

// blank overwrites a comment that starts at i, line breaks excepted.
func blank(data []byte, i int, mark string) int {
	end := len(data)
	if n := bytes.Index(data[i+2:], []byte(mark)); n >= 0 {
		end = i + 2 + n + len(mark)
	}
	for ; i < end; i++ {
		if data[i] != '\n' {
			data[i] = ' '
		}
	}
	return end
}

// maxDepth bounds nesting, as document does.
const maxDepth = 200

// decodeJSON reads one JSON value. Unlike json.Unmarshal it returns the keys
// that are given twice, and keeps numbers as they were written.
func decodeJSON(data []byte) (any, [][]string, error) {
	j := jsonReader{decoder: json.NewDecoder(bytes.NewReader(data))}
	j.decoder.UseNumber()
	value, err := j.value()
	if err != nil {
		return nil, nil, err
	}
	if _, err := j.decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, nil, errors.New("more than one JSON value")
	}
	return value, j.duplicates, nil
}

type jsonReader struct {
	decoder    *json.Decoder
	path       []string
	duplicates [][]string
}

func (j *jsonReader) value() (any, error) {
	token, err := j.decoder.Token()
	if err != nil {
		return nil, err
	}
	if len(j.path) > maxDepth {
		return nil, errors.New("nested too deeply")
	}
	switch token {
	case json.Delim('{'):
		return j.object()
	case json.Delim('['):
		return j.list()
	default:
		return token, nil
	}
}

func (j *jsonReader) object() (any, error) {
	out := map[string]any{}
	for j.decoder.More() {
		token, err := j.decoder.Token()
		if err != nil {
			return nil, err
		}
		key, ok := token.(string)
		if !ok {
			return nil, errors.New("a key must be a string")
		}
		j.path = append(j.path, key)
		if _, twice := out[key]; twice {
			j.duplicates = append(j.duplicates, append([]string(nil), j.path...))
		}
		if out[key], err = j.value(); err != nil {
			return nil, err
		}
		j.path = j.path[:len(j.path)-1]
	}
	_, err := j.decoder.Token()
	return out, err
}

func (j *jsonReader) list() (any, error) {
	out := []any{}
	for j.decoder.More() {
		j.path = append(j.path, strconv.Itoa(len(out)))
		value, err := j.value()
		if err != nil {
			return nil, err
		}
		out = append(out, value)
		j.path = j.path[:len(j.path)-1]
	}
	_, err := j.decoder.Token()
	return out, err
}
