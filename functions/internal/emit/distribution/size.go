// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

// withSize applies the profile.
func withSize(in installer, w workload) workload {
	w.resources = in.Size.Resources(w.component).Or(w.resources)
	for _, f := range in.Size.Flags(w.component) {
		w.flags = w.flags.set(f.Key, f.Value)
	}
	return w
}
