// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package local reads the Secrets that are there for one render:
// plaintext and seeds, annotated config.kubernetes.io/local-config: "true".
// They are never emitted, and no message shows what is in them.
package local

import (
	"cmp"
	"encoding/base64"
	"maps"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Annotation marks what stays out of the cluster; its value is "true".
const Annotation = krm.LocalConfigAnnotation

// NamespacesAnnotation lists, with commas, the namespaces of the configurations
// that may use a Secret for one render.
const NamespacesAnnotation = "fluxbundle.io/namespaces"

// IsUnmarked reports whether the document is a Secret that is not for one render
// only: one of the cluster, or one that lacks the annotation.
func IsUnmarked(d object.Document) bool {
	return d.APIVersion() == "v1" && d.Kind() == "Secret" && !Is(d)
}

// Is reports whether the document is a Secret for one render only.
func Is(d object.Document) bool {
	local, _ := d.Annotation(Annotation)
	return d.APIVersion() == "v1" && d.Kind() == "Secret" && local == "true"
}

// IsKey reports whether the data of a Secret can have the key
// (https://kubernetes.io/docs/concepts/configuration/secret/#constraints-on-secret-names-and-data).
func IsKey(key string) bool {
	const most = 253
	return key != "" && len(key) <= most && key != "." && key != ".." && !strings.ContainsFunc(key, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune("-_.", r)
	})
}

// Secret is a decoded Secret.
type Secret struct {
	Object report.Object
	// Type is that of the Secret; empty means Opaque.
	Type string
	// Namespaces are those of the configurations that may use the Secret, by its
	// annotation; nil when it has none.
	Namespaces []string
	// Problems are told where the Secret is used: those that nothing refers to
	// are none of our business.
	Problems report.Findings
	data     map[string]v1alpha1.Secret
}

// Keys returns the keys of the Secret, sorted.
func (s Secret) Keys() []string { return slices.Sorted(maps.Keys(s.data)) }

// Get returns the value of a key, decoded, and whether it is there.
func (s Secret) Get(key string) (v1alpha1.Secret, bool) {
	value, ok := s.data[key]
	return value, ok
}

// Decode reads the data of a Secret. As in Kubernetes, stringData wins over
// data, which is in base64.
func Decode(d object.Document) Secret {
	out := Secret{Object: report.About(d), Type: object.Text(d.Node, "type"), data: map[string]v1alpha1.Secret{}}
	if text, there := d.Annotation(NamespacesAnnotation); there {
		out.Namespaces = strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
	}
	c := &decoder{object: out.Object, into: out.data}
	c.entries(d, "data", func(text string) (string, bool) {
		plain, err := base64.StdEncoding.DecodeString(withoutSpace(text))
		return string(plain), err == nil
	})
	c.entries(d, "stringData", func(text string) (string, bool) { return text, true })
	out.Problems = c.found
	return out
}

// withoutSpace drops the line breaks that base64 is folded with.
func withoutSpace(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == ' ' || r == '\t' {
			return -1
		}
		return r
	}, s)
}

type decoder struct {
	object report.Object
	into   map[string]v1alpha1.Secret
	found  report.Findings
}

// entries reads one of the two mappings. Values are never shown, not even in
// part.
func (c *decoder) entries(d object.Document, field string, decode func(string) (string, bool)) {
	node := object.Child(d.Node, field)
	if node == nil || node.Kind == yaml.ScalarNode && node.ShortTag() == yaml.NodeTagNull {
		return
	}
	if node.Kind != yaml.MappingNode {
		c.add(report.WrongType, "a mapping is expected", "", field)
		return
	}
	for _, key := range twice(node) {
		c.add(report.InvalidDocument, "the key is given twice", "remove one", field, key)
	}
	entries := object.Entries(node)
	slices.SortFunc(entries, func(a, b object.Entry) int { return strings.Compare(a.Key.Value, b.Key.Value) })
	for _, e := range entries {
		key, value := e.Key.Value, e.Value
		switch {
		case value == nil || value.ShortTag() == yaml.NodeTagNull:
		case value.Kind != yaml.ScalarNode || value.ShortTag() != yaml.NodeTagString && value.ShortTag() != "!!timestamp":
			c.add(report.WrongType, "a string is expected", "put it in quotes, exactly as it is meant", field, key)
		default:
			plain, ok := decode(value.Value)
			if !ok {
				c.add(report.InvalidValue, "is not base64", "write the plain text under stringData", field, key)
				continue
			}
			c.into[key] = v1alpha1.NewSecret(plain)
		}
	}
}

// twice lists the keys that a mapping has more than once.
func twice(node *yaml.Node) []string {
	count := map[string]int{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if key := object.Resolve(node.Content[i]); key != nil && key.Value != "<<" {
			count[key.Value]++
		}
	}
	maps.DeleteFunc(count, func(_ string, n int) bool { return n < 2 })
	return slices.Sorted(maps.Keys(count))
}

func (c *decoder) add(reason report.Reason, message, hint string, field ...string) {
	c.found = append(c.found, report.Finding{
		Severity: fn.Error, Reason: reason, Object: c.object, Field: field, Message: message, Hint: hint,
	})
}

// Store holds the Secrets of one render.
type Store struct {
	secrets []Secret
	// unmarked are the names of Secrets that are there and not for the render.
	unmarked []string
}

// NewStore returns the Secrets in an order of their own. Unmarked are the names
// of those that IsUnmarked tells.
func NewStore(secrets []Secret, unmarked ...string) Store {
	out := Store{secrets: slices.Clone(secrets), unmarked: unmarked}
	slices.SortStableFunc(out.secrets, func(a, b Secret) int {
		return cmp.Or(cmp.Compare(a.Object.Name, b.Object.Name), cmp.Compare(a.Object.Namespace, b.Object.Namespace))
	})
	return out
}

// Unmarked is a warning about a Secret that is referred to and is there, but
// not annotated; ok is false when there is none of the name.
func (s Store) Unmarked(name string) (text report.Says, ok bool) {
	return report.Says{
		Message: "the Secret " + report.Quote(name) + " is there and is not read, since it is not annotated " + Annotation + `: "true"`,
		Hint:    "add the annotation, if it is meant; what has it never gets into a cluster",
	}, slices.Contains(s.unmarked, name)
}

// Find returns the Secret that is referred to, nil when it is not here. Without
// a namespace it is the only one of the name.
func (s Store) Find(from v1alpha1.SecretFrom) (*Secret, error) {
	var found *Secret
	for i := range s.secrets {
		candidate := &s.secrets[i]
		if candidate.Object.Name != from.Name || from.Namespace != "" && candidate.Object.Namespace != from.Namespace {
			continue
		}
		if found != nil {
			return nil, ambiguousError{from.Name, found.Object.Namespace, candidate.Object.Namespace}
		}
		found = candidate
	}
	return found, nil
}

// ambiguousError is a name that several Secrets have.
type ambiguousError struct{ name, first, second string }

func (e ambiguousError) Error() string {
	if e.first == e.second {
		return "there are two Secrets " + report.Quote(e.name) + " in one namespace"
	}
	return "there are Secrets " + report.Quote(e.name) + " in the namespaces " + report.Quote(e.first) + " and " + report.Quote(e.second)
}
