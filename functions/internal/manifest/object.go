// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

import (
	"slices"
	"strings"
)

// Object is one Kubernetes object.
type Object struct {
	APIVersion string
	Kind       string
	// Namespace is empty for cluster-scoped objects.
	Namespace   string
	Name        string
	Labels      Pairs
	Annotations Pairs
	// Body holds the top-level fields besides apiVersion, kind and metadata:
	// spec, rules, roleRef, data.
	Body Map
}

// ID is what makes two objects the same one to Kubernetes and to kustomize.
type ID struct {
	Group, Kind, Namespace, Name string
}

// ID returns the identity of o. The API version is not part of it.
func (o Object) ID() ID {
	return ID{Group: Group(o.APIVersion), Kind: o.Kind, Namespace: o.Namespace, Name: o.Name}
}

// String is the identity as people write it: Kind namespace/name.
func (id ID) String() string {
	if id.Namespace == "" {
		return id.Kind + " " + id.Name
	}
	return id.Kind + " " + id.Namespace + "/" + id.Name
}

// Group returns the API group of an apiVersion; the core group is empty.
func Group(apiVersion string) string {
	group, _, found := strings.Cut(apiVersion, "/")
	if !found {
		return ""
	}
	return group
}

// Pairs is an ordered set of labels or annotations, sorted by key.
type Pairs []Pair

// Pair is one label or annotation.
type Pair struct {
	Key, Value string
}

// Get returns the value of key and whether it is there.
func (p Pairs) Get(key string) (string, bool) {
	i, found := p.find(key)
	if !found {
		return "", false
	}
	return p[i].Value, true
}

// PairsOf returns the entries of a mapping.
func PairsOf(m map[string]string) Pairs {
	out := make(Pairs, 0, len(m))
	for key, value := range m {
		out = append(out, Pair{key, value})
	}
	slices.SortFunc(out, func(a, b Pair) int { return strings.Compare(a.Key, b.Key) })
	return out
}

// With returns a copy of p in which every given pair is set.
func (p Pairs) With(pairs ...Pair) Pairs {
	out := make(Pairs, len(p), len(p)+len(pairs))
	copy(out, p)
	for _, pair := range pairs {
		i, found := out.find(pair.Key)
		if found {
			out[i] = pair
			continue
		}
		out = slices.Insert(out, i, pair)
	}
	return out
}

// Value is p as a mapping; absent when it has no pairs. Pod templates and
// selectors use it too.
func (p Pairs) Value() Value {
	if len(p) == 0 {
		return nil
	}
	out := make(Map, len(p))
	for i, pair := range p {
		out[i] = Field{pair.Key, String(pair.Value)}
	}
	return out
}

func (p Pairs) find(key string) (int, bool) {
	return slices.BinarySearchFunc(p, key, func(pair Pair, key string) int {
		return strings.Compare(pair.Key, key)
	})
}
