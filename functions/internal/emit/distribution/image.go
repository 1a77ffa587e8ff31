// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

// withImage sets the image, by digest where that is known. The tag beside it is
// for people, and for tools that look for new versions.
func withImage(in installation, w workload) workload {
	release, _ := in.Release.Component(w.component)
	image := registry + "/" + string(w.component) + ":" + release.Tag
	if release.Digest != "" {
		image += "@" + release.Digest
	}
	w.image = image
	return w
}
