// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

// withImage sets the image.
func withImage(in installer, w workload) workload {
	w.image = in.Image(w.component).Reference()
	w.pullSecret = in.Images.PullSecret
	return w
}
