// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package owner

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Key names an input within its package.
type Key struct {
	Kind, Namespace, Name string
}

// String is the key as it stands in the annotation: Kind/name or
// Kind/namespace/name.
func (k Key) String() string {
	if k.Namespace == "" {
		return k.Kind + "/" + k.Name
	}
	return k.Kind + "/" + k.Namespace + "/" + k.Name
}

// ParseKeys reads the annotation of an emitted object. When a part of it is
// not a key of an input, there are none: the object is not ours.
func ParseKeys(annotation string) []Key {
	var keys []Key
	for text := range strings.SplitSeq(annotation, ",") {
		parts := strings.Split(text, "/")
		if len(parts) == 2 {
			parts = []string{parts[0], "", parts[1]}
		}
		if len(parts) != 3 || parts[2] == "" || !slices.Contains(kinds, parts[0]) {
			return nil
		}
		keys = append(keys, Key{Kind: parts[0], Namespace: parts[1], Name: parts[2]})
	}
	return keys
}

// kinds are those of the inputs that yield objects.
var kinds = []string{v1alpha1.KindFluxConfiguration, v1alpha1.KindFluxExtension, v1alpha1.KindFluxBundle}

// FormatKeys is the annotation for an object with these owners: sorted, each
// once.
func FormatKeys(keys []Key) string {
	sorted := slices.SortedFunc(slices.Values(keys), CompareKeys)
	sorted = slices.Compact(sorted)
	texts := make([]string, len(sorted))
	for i, k := range sorted {
		texts[i] = k.String()
	}
	return strings.Join(texts, ",")
}

// CompareKeys orders keys by kind, namespace and name.
func CompareKeys(a, b Key) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
}

// Owner is an input that emits objects.
type Owner struct {
	Key
	// Input is the input as findings name it; its File is where emitted files
	// are placed beside.
	Input report.Object
}

// Emitted is an object an input yields.
type Emitted struct {
	manifest.Object
	// Origin says which part of the input the object comes from.
	Origin Origin
	// Shared objects may be yielded by several inputs, if all yield the same:
	// a Namespace, the account in it and its rights.
	Shared bool
}

// Origin is the place in an input that an emitted object comes from, so that
// what is found in the object can be reported where the user wrote it. The zero
// value is the input as a whole.
type Origin struct {
	// Field is the path of the part.
	Field []string
	// Added are the additionalConfigurations below Field that were merged into
	// the spec of the object.
	Added v1alpha1.Object
}

// Spec is the path in the input that stands for the spec of the object:
// the additionalConfigurations, where there are any.
func (o Origin) Spec() []string {
	if len(o.Added) == 0 {
		return o.Field
	}
	return append(slices.Clone(o.Field), "additionalConfigurations")
}

// Object is an emitted object with all its owners.
type Object struct {
	manifest.Object
	Shared bool
	// Owners are sorted by key; there is at least one.
	Owners []Owner
}

// maxAnnotation stays below the 256 KiB that Kubernetes allows all annotations
// of an object together.
const maxAnnotation = 200 << 10

// Merger collects the objects of all inputs, one for each identity.
type Merger struct {
	objects []Object
	byID    map[manifest.ID]int
	found   report.Findings
}

// NewMerger returns a Merger with room for n objects.
func NewMerger(n int) *Merger {
	return &Merger{objects: make([]Object, 0, n), byID: make(map[manifest.ID]int, n)}
}

// Add adds what an input yields.
func (m *Merger) Add(o Owner, emitted []Emitted) {
	for _, e := range emitted {
		id := e.ID()
		i, exists := m.byID[id]
		if !exists {
			m.byID[id] = len(m.objects)
			m.objects = append(m.objects, Object{Object: e.Object, Shared: e.Shared, Owners: []Owner{o}})
			continue
		}
		other := &m.objects[i]
		if !e.Shared || !other.Shared || !same(e.Object, other.Object) {
			m.conflict(o, other.Owners[0], id)
			continue
		}
		other.Owners = append(other.Owners, o)
	}
}

// same reports whether two objects are written the same.
func same(a, b manifest.Object) bool {
	return bytes.Equal(a.AppendYAML(nil, 0), b.AppendYAML(nil, 0))
}

// conflict reports that two inputs yield different objects of one identity.
// The message names both in one order, whichever came first.
func (m *Merger) conflict(a, b Owner, id manifest.ID) {
	if CompareKeys(b.Key, a.Key) > 0 {
		a, b = b, a
	}
	m.found = append(m.found, report.Finding{
		Severity: fn.Error,
		Reason:   report.DuplicateObject,
		Object:   a.Input,
		Field:    []string{"metadata", "name"},
		Message:  "both " + b.Input.String() + " and " + a.Input.String() + " emit " + id.String(),
		Hint:     "rename one of them, or a kustomization in it, or move it to another namespace",
	})
}

// Objects returns the merged objects, stamped with the marks of their owners.
func (m *Merger) Objects() ([]Object, report.Findings) {
	out := make([]Object, len(m.objects))
	for i, o := range m.objects {
		slices.SortFunc(o.Owners, func(a, b Owner) int { return CompareKeys(a.Key, b.Key) })
		keys := make([]Key, len(o.Owners))
		for n, owner := range o.Owners {
			keys[n] = owner.Key
		}
		annotation := FormatKeys(keys)
		if len(annotation) > maxAnnotation {
			m.found = append(m.found, report.Finding{
				Severity: fn.Error, Reason: report.TooManyOwners, Object: o.Owners[0].Input,
				Message: "too many inputs share " + o.ID().String() + ": their names exceed what an annotation can hold",
				Hint:    "spread them over several namespaces",
			})
		}
		o.Labels = o.Labels.With(ManagedBy)
		o.Annotations = o.Annotations.With(manifest.Pair{Key: Annotation, Value: annotation})
		out[i] = o
	}
	return out, m.found
}

// SharedWith returns the object with more owners in its annotation: inputs
// that are not here, but named by an earlier run.
func (o Object) SharedWith(others []Key) Object {
	keys := slices.Clone(others)
	for _, owner := range o.Owners {
		keys = append(keys, owner.Key)
	}
	o.Annotations = o.Annotations.With(manifest.Pair{Key: Annotation, Value: FormatKeys(keys)})
	return o
}
