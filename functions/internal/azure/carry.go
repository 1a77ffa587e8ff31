// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/redact"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// carrier takes the properties of one resource apart.
type carrier struct {
	resource resource
	object   report.Object
	policy   SecretPolicy
	// secrets are those that were found, by the key they get.
	secrets map[string]Secret
	// unresolved lists the fields that were left out, with their expressions.
	unresolved []string
	found      report.Findings
}

func (c *carrier) report(severity fn.Severity, reason report.Reason, path []string, message string) {
	c.found = append(c.found, report.Finding{
		Severity: severity, Reason: reason, Object: c.object, Field: c.resource.inputPath(path), Message: message,
	})
}

// value returns what becomes of a property in the spec; nil for nothing.
func (c *carrier) value(s *shape, value any, path []string) any {
	if value == nil || s.role == readOnly || c.special(s, value, path) {
		return nil
	}
	switch s.role {
	case lost:
		if s.usual == "" || value != s.usual {
			c.report(fn.Warning, report.NotCarried, path, cmp.Or(s.note, "flux-bundle has no such property"))
		}
		return nil
	case secret:
		return c.secret(value, path)
	case free:
		return c.free(value, path)
	case list:
		return c.list(s, value, path)
	case group, table:
		return c.members(s, value, path)
	default:
		return c.scalar(s, value, path)
	}
}

// secretKey is the key of a secret property in the Secret.
func secretKey(path []string) string {
	if len(path) > 1 && path[0] == "configurationProtectedSettings" {
		path = path[1:]
	}
	return strings.Join(path, ".")
}

func (c *carrier) wrong(path []string, want string) any {
	c.report(fn.Error, report.WrongType, path, want+" is expected here")
	return nil
}

// members carries the fields of an object.
func (c *carrier) members(s *shape, value any, path []string) any {
	m, ok := value.(map[string]any)
	if !ok {
		return c.wrong(path, "an object")
	}
	out := map[string]any{}
	for _, key := range keys(m) {
		inner := s.each
		if s.role == group {
			if inner = s.fields[key]; inner == nil {
				inner = unknown
			}
		}
		if carried := c.value(inner, m[key], child(path, key)); carried != nil {
			out[key] = carried
		}
	}
	if len(out) == 0 && s.droppable {
		return nil
	}
	return out
}

func (c *carrier) list(s *shape, value any, path []string) any {
	elements, ok := value.([]any)
	if !ok {
		return c.wrong(path, "a list")
	}
	out := []any{}
	for i, element := range elements {
		if carried := c.value(s.each, element, child(path, strconv.Itoa(i))); carried != nil {
			out = append(out, carried)
		}
	}
	return out
}

func (c *carrier) scalar(s *shape, value any, path []string) any {
	text, isText := value.(string)
	switch value.(type) {
	case map[string]any, []any:
		return c.wrong(path, "a text, a number or a boolean")
	}
	switch {
	case s.role == words:
		return plain(value)
	case s.role == address && isText:
		return c.address(text, path)
	default:
		return value
	}
}

// address carries a URL without the credentials in it; the whole of it becomes
// a secret.
func (c *carrier) address(url string, path []string) any {
	clean, found := redact.Without(url)
	if found {
		c.move(NewSecret(url), path)
	}
	return clean
}

// free carries a value of any form, without what cannot be known in it.
func (c *carrier) free(value any, path []string) any {
	switch v := value.(type) {
	case map[string]any:
		out := map[string]any{}
		for _, key := range keys(v) {
			if carried := c.value(anything, v[key], child(path, key)); carried != nil {
				out[key] = carried
			}
		}
		return out
	case []any:
		out := []any{}
		for i, element := range v {
			if carried := c.value(anything, element, child(path, strconv.Itoa(i))); carried != nil {
				out = append(out, carried)
			}
		}
		return out
	default:
		return v
	}
}

// secret moves a value that the table knows as one.
func (c *carrier) secret(value any, path []string) any {
	switch value.(type) {
	case map[string]any, []any:
		return c.wrong(path, "a text")
	}
	switch text := plain(value); {
	case text != "":
		c.move(NewSecret(text), path)
	case value != nil:
		// What is unset is null; what is there and hidden is empty.
		c.anew(path)
	}
	return nil
}

func (c *carrier) move(s Secret, path []string) {
	key := secretKey(path)
	switch {
	case s.Reveal() == "":
	case c.policy == DropSecrets:
		c.report(fn.Warning, report.SecretLeftOut, path, "the secret is left out")
	case c.policy == RefuseSecrets:
		c.found = append(c.found, report.Finding{
			Severity: fn.Error, Reason: report.SecretExposed, Object: c.object, Field: c.resource.inputPath(path),
			Message: "a secret must not go to standard output", Hint: "write to a folder with -o, or leave secrets out with --no-secrets",
		})
	case !local.IsKey(key):
		c.report(fn.Error, report.InvalidName, path, "a Secret cannot have this key: letters, digits, -, _ and . are accepted")
	default:
		c.secrets[key] = s
		c.report(fn.Info, report.SecretMoved, path, "the secret is in "+fileName(c.resource.kind, c.object.Name, true)+" as "+key)
	}
}

func child(path []string, key string) []string { return append(slices.Clone(path), key) }

// plain writes a scalar as text.
func plain(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		return v.String()
	default:
		return ""
	}
}

// carry turns a resource into the spec of an input.
func carry(r resource, policy SecretPolicy) (*carrier, map[string]any) {
	c := &carrier{resource: r, policy: policy, secrets: map[string]Secret{}}
	name, _ := r.name.(string)
	c.object = report.Object{APIVersion: v1alpha1.APIVersion, Kind: r.kind, Name: name, File: r.at.file, Index: r.at.index}
	s := configuration
	if r.kind == v1alpha1.KindFluxExtension {
		s = extension
	}
	if u, ok := r.name.(unresolved); ok {
		c.mark("metadata.name", u, false)
		c.found = append(c.found, report.Finding{
			Severity: fn.Warning, Reason: report.UnresolvedExpression, Object: c.object, Field: slices.Concat(r.at.path, []string{"name"}),
			Message: "left out: " + u.show(false) + why(u, false), Hint: "set metadata.name in the file, or give --name",
		})
	}
	properties, _ := s.canonical(r.properties).(map[string]any)
	spec, _ := c.value(s, properties, nil).(map[string]any)
	if r.kind == v1alpha1.KindFluxExtension {
		c.fluxRelease(properties, spec)
	} else {
		c.ssh(properties, spec)
	}
	if _, hasGit := spec["gitRepository"]; hasGit && isGit(spec["sourceKind"]) {
		// Azure's controller always does.
		spec["useManagedSource"] = true
	}
	return c, spec
}

// isGit reports whether a sourceKind is the default or says so.
func isGit(kind any) bool { return kind == nil || kind == string(v1alpha1.SourceKindGitRepository) }
