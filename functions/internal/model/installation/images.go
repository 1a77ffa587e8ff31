// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package installation

import "github.com/fluxbundle/fluxbundle/functions/internal/flux"

// Registry has the images of Flux.
const Registry = "ghcr.io/fluxcd"

// Images are where the images of the controllers come from.
type Images struct {
	// Registry has the images under their names; the registry of Flux when
	// empty.
	Registry string
	// PullSecret is the name of the Secret that they are pulled with, or empty.
	PullSecret string
	// Components are the images of single controllers, at most one for each.
	Components []Image
}

// Image is the image of one controller. What is empty is that of the release.
type Image struct {
	Component               flux.Component
	Repository, Tag, Digest string
}

// Image returns the image of c with what the options leave to the release. The
// digest is empty where it is not known.
func (o Options) Image(c flux.Component) Image {
	release, _ := o.Release.Component(c)
	out := Image{Component: c, Repository: Registry + "/" + string(c), Tag: release.Tag, Digest: release.Digest}
	if o.Images.Registry != "" {
		out.Repository = o.Images.Registry + "/" + string(c)
	}
	for _, given := range o.Images.Components {
		if given.Component != c {
			continue
		}
		if given.Repository != "" {
			out.Repository = given.Repository
		}
		if given.Tag != "" && given.Tag != out.Tag {
			out.Tag, out.Digest = given.Tag, flux.Digest(c, given.Tag)
		}
		if given.Digest != "" {
			out.Digest = given.Digest
		}
	}
	return out
}

// Reference is the image as a pod names it. The tag beside a digest is for
// people, and for tools that look for new versions.
func (i Image) Reference() string {
	reference := i.Repository + ":" + i.Tag
	if i.Digest != "" {
		reference += "@" + i.Digest
	}
	return reference
}
