// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

import (
	"slices"
	"strings"
	"sync"
)

// Kind is a kind of object that a release of Flux has a CRD for.
type Kind struct {
	Group, Name string
	// Versions are those that are served: first the one that is stored, then the
	// others in the order of the CRD.
	Versions []string
	// Component is the controller that reconciles the kind.
	Component Component
}

// APIVersion is the apiVersion in which objects of the kind are stored.
func (k Kind) APIVersion() string { return k.Group + "/" + k.Versions[0] }

// kinds caches the kinds of each set of CRDs.
var kinds sync.Map

// Kinds returns the kinds of the release, sorted by name.
func (r Release) Kinds() []Kind {
	if known, ok := kinds.Load(r.crds); ok {
		return known.([]Kind)
	}
	var out []Kind
	for _, c := range reconciled {
		if _, there := r.Component(c.component); !there {
			continue
		}
		for _, name := range r.CRDs(c.component) {
			kind := kindOf(r.CRDSpec(name))
			kind.Component = c.component
			out = append(out, kind)
		}
	}
	slices.SortFunc(out, func(a, b Kind) int { return strings.Compare(a.Name, b.Name) })
	kinds.Store(r.crds, out)
	return out
}

// Kind returns the kind of that name, which no two groups of Flux share, and
// whether the release has it.
func (r Release) Kind(name string) (Kind, bool) {
	all := r.Kinds()
	i := slices.IndexFunc(all, func(k Kind) bool { return k.Name == name })
	if i < 0 {
		return Kind{}, false
	}
	return all[i], true
}

// kindOf reads the spec of a CRD, which is in the form of the manifest writer:
// keys sorted, two spaces for each level, list items at the level of their key.
// Parsing all CRDs as YAML would take longer than everything else together.
func kindOf(spec []byte) Kind {
	head, versions, _ := strings.Cut(string(spec), "\nversions:\n- ")
	kind := Kind{Group: entry(head, "group: "), Name: entry(head, "  kind: ")}
	for block := range strings.SplitSeq(versions, "\n- ") {
		block = "  " + block
		switch {
		case entry(block, "  served: ") != "true":
		case entry(block, "  storage: ") == "true":
			kind.Versions = slices.Insert(kind.Versions, 0, entry(block, "  name: "))
		default:
			kind.Versions = append(kind.Versions, entry(block, "  name: "))
		}
	}
	if kind.Group == "" || kind.Name == "" || len(kind.Versions) == 0 {
		panic("flux: internal error: a CRD names no kind")
	}
	return kind
}

// entry returns the rest of the first line that begins with key.
func entry(text, key string) string {
	for line := range strings.Lines(text) {
		if value, ok := strings.CutPrefix(line, key); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
