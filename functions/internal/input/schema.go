// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/schemas"
)

// compiled holds the schema of every kind, compiled when the first input of the
// kind comes: compiling costs more than checking.
var compiled = func() map[string]func() *jsonschema.Schema {
	out := make(map[string]func() *jsonschema.Schema, len(Kinds))
	for _, kind := range Kinds {
		out[kind] = sync.OnceValue(func() *jsonschema.Schema { return compile(kind) })
	}
	return out
}()

func compile(kind string) *jsonschema.Schema {
	text, ok := schemas.JSON(kind)
	if !ok {
		panic("validate: internal error: no schema for " + kind)
	}
	compiler := jsonschema.NewCompiler()
	compiler.LoadURL = func(url string) (io.ReadCloser, error) {
		return nil, errors.New("schemas refer to nothing outside: " + url)
	}
	// The library resolves a name without a scheme against the working folder,
	// and fails where that has a # in its name.
	name := "https://" + v1alpha1.Group + "/" + kind + ".json"
	if err := compiler.AddResource(name, bytes.NewReader(text)); err != nil {
		panic("validate: internal error: " + err.Error())
	}
	return compiler.MustCompile(name)
}

// checkSchema validates a decoded input against the schema of its kind.
func checkSchema(value map[string]any, object report.Object) report.Findings {
	schema := compiled[object.Kind]()
	err := schema.Validate(value)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return report.Findings{{Severity: fn.Error, Reason: report.InternalError, Object: object, Message: err.Error()}}
	}
	return Explain(schema, value, invalid, object)
}

// leaves returns the errors that have no cause of their own. The library
// returns them in random order; findings are sorted in the end.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var out []*jsonschema.ValidationError
	for _, cause := range e.Causes {
		out = append(out, leaves(cause)...)
	}
	return out
}

// explain turns an error of the schema library into findings in our words.
func explain(root *jsonschema.Schema, instance any, e *jsonschema.ValidationError, object report.Object) report.Findings {
	path := pointer(e.InstanceLocation)
	schema, value := follow(root, instance, path)
	describe := describe
	if slices.Contains(path, "postBuild") {
		// Variables may be secret: their values are never shown.
		describe = describeType
	}
	finding := report.Finding{Severity: fn.Error, Reason: report.InvalidValue, Object: object, Field: path}
	keyword := e.KeywordLocation[strings.LastIndex(e.KeywordLocation, "/")+1:]
	switch keyword {
	case "additionalProperties":
		return unknownFields(schema, value, finding)
	case "required":
		return missingFields(schema, value, finding)
	case "type":
		finding.Reason = report.WrongType
		if !slices.ContainsFunc(schema.Types, isSingle) {
			// A text in the place of a mapping may be the secret that belongs into it.
			describe = describeType
		}
		finding.Message = fmt.Sprintf("%s is expected, not %s", expected(schema.Types), describe(value))
		finding.Hint = typeHint(schema.Types, value)
	case "enum":
		var accepted []string
		for _, v := range schema.Enum {
			accepted = append(accepted, fmt.Sprint(v))
		}
		finding.Message = describe(value) + " is not accepted"
		finding.Hint = report.DidYouMean(fmt.Sprint(value), accepted)
	case "minLength", "minItems":
		finding.Message = "must not be empty"
	case "minimum":
		finding.Message = fmt.Sprintf("%s is too small; the least is %s", describe(value), schema.Minimum.RatString())
	case "maximum":
		finding.Message = fmt.Sprintf("%s is too large; the most is %s", describe(value), schema.Maximum.RatString())
	case "pattern":
		finding.Message = describe(value) + " is not accepted"
		finding.Hint = "accepted is what matches " + schema.Pattern.String()
	case "maxLength":
		finding.Message = fmt.Sprintf("too long; at most %d characters are accepted", schema.MaxLength)
	default:
		finding.Message = e.Message
	}
	return report.Findings{finding}
}

// isSingle reports whether a type of JSON Schema is one of single values.
func isSingle(name string) bool { return name != "object" && name != "array" && name != "null" }

func unknownFields(schema *jsonschema.Schema, value any, base report.Finding) report.Findings {
	known := make([]string, 0, len(schema.Properties))
	for name := range schema.Properties {
		known = append(known, name)
	}
	slices.Sort(known)
	object, _ := value.(map[string]any)
	var found report.Findings
	for name := range object {
		if _, ok := schema.Properties[name]; ok {
			continue
		}
		f := base
		f.Reason = report.UnknownField
		f.Field = append(slices.Clone(base.Field), name)
		f.Message = "there is no such field"
		f.Hint = report.DidYouMean(name, known)
		found = append(found, f)
	}
	return found
}

func missingFields(schema *jsonschema.Schema, value any, base report.Finding) report.Findings {
	object, _ := value.(map[string]any)
	var found report.Findings
	for _, name := range schema.Required {
		if _, ok := object[name]; ok {
			continue
		}
		f := base
		f.Reason = report.MissingField
		f.Field = append(slices.Clone(base.Field), name)
		f.Message = "is required"
		found = append(found, f)
	}
	return found
}

// follow walks schema and instance together.
func follow(schema *jsonschema.Schema, value any, path []string) (*jsonschema.Schema, any) {
	for _, step := range path {
		for schema.Ref != nil {
			schema = schema.Ref
		}
		switch v := value.(type) {
		case map[string]any:
			value = v[step]
			next, ok := schema.Properties[step]
			if !ok {
				next, ok = schema.AdditionalProperties.(*jsonschema.Schema)
			}
			if ok {
				schema = next
			}
		case []any:
			var i int
			if _, err := fmt.Sscanf(step, "%d", &i); err != nil || i < 0 || i >= len(v) {
				return schema, nil
			}
			value = v[i]
			if items, ok := schema.Items.(*jsonschema.Schema); ok {
				schema = items
			}
		}
	}
	for schema.Ref != nil {
		schema = schema.Ref
	}
	return schema, value
}

// pointer splits a JSON pointer (RFC 6901), which the schema library escapes as
// the path of a URL on top.
func pointer(p string) []string {
	if p == "" {
		return nil
	}
	steps := strings.Split(strings.TrimPrefix(p, "/"), "/")
	for i, step := range steps {
		if plain, err := url.PathUnescape(step); err == nil {
			step = plain
		}
		steps[i] = strings.ReplaceAll(strings.ReplaceAll(step, "~1", "/"), "~0", "~")
	}
	return steps
}
