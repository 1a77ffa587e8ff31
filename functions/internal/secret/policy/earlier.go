// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"reflect"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/auth"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// Earlier finds what an earlier render sealed, by slot. Several for one slot
// differ.
type Earlier map[string][]object.Document

// NewEarlier returns the sealed objects among documents.
func NewEarlier(docs []object.Document) Earlier {
	out := Earlier{}
	for _, d := range docs {
		slot, ok := seal.SlotOf(d)
		if ok && !slices.ContainsFunc(out[slot], func(other object.Document) bool { return sameSealed(d, other) }) {
			out[slot] = append(out[slot], d)
		}
	}
	return out
}

// at returns one of the objects for a slot.
func (e Earlier) at(slot string) (object.Document, bool) {
	if len(e[slot]) == 0 {
		return object.Document{}, false
	}
	return e[slot][0], true
}

// sameSealed reports whether two objects are the same in everything that is
// carried over.
func sameSealed(a, b object.Document) bool {
	one, problems := a.Value()
	other, more := b.Value()
	if len(problems)+len(more) > 0 {
		return false
	}
	for _, field := range []string{"apiVersion", "kind", "type", "spec", "data", "sops"} {
		if !reflect.DeepEqual(one[field], other[field]) {
			return false
		}
	}
	return reflect.DeepEqual(records(one), records(other))
}

// records are the annotations of ours.
func records(obj map[string]any) map[string]any {
	out := map[string]any{}
	metadata, _ := obj["metadata"].(map[string]any)
	annotations, _ := metadata["annotations"].(map[string]any)
	for key, value := range annotations {
		if strings.HasPrefix(key, "fluxbundle.io/sealing-") || key == publicKey {
			out[key] = value
		}
	}
	return out
}

// together names the Secrets of a configuration whose protected settings are in
// a Secret that may not be here. Each of them records the names, so that none
// can get lost unnoticed while another is kept.
func (s *settler) together(planned []auth.Planned) string {
	if s.configuration.Spec.ConfigurationProtectedSettingsFrom == nil {
		return ""
	}
	var names []string
	for _, p := range planned {
		_, there := s.context.Earlier.at(p.Namespace + "/" + p.Name)
		if p.Use != auth.ForProxy && (there || !p.Optional) {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, ",")
}
