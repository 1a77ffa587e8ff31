// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

// Merge returns base with overlay laid over it: mappings are merged, anything
// else of the overlay replaces what base has.
func Merge(base, overlay Map) Map {
	out := base
	for _, f := range overlay {
		value := f.Value
		if mapping, ok := value.(Map); ok {
			inner, _ := out.Get(f.Key).(Map)
			value = Merge(inner, mapping)
		}
		out = out.With(f.Key, value)
	}
	return out
}
