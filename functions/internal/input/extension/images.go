// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// images resolves where the images come from.
func (r *resolver) images(i *v1alpha1.ExtensionImages) {
	if i == nil {
		return
	}
	r.repository(i.Registry, "registry.example.com/fluxcd", "spec", "images", "registry")
	r.name(i.PullSecret, "spec", "images", "pullSecret")
	r.options.Images = installation.Images{Registry: i.Registry, PullSecret: i.PullSecret}
	for _, name := range slices.Sorted(maps.Keys(i.Components)) {
		field := []string{"spec", "images", "components", name}
		if c, ok := r.component(name, field); ok {
			r.image(c, i.Components[name], field)
		}
	}
}

// image resolves the image of one controller.
func (r *resolver) image(c flux.Component, given v1alpha1.ComponentImage, field []string) {
	r.repository(given.Repository, "registry.example.com/mirror/"+string(c), below(field, "repository")...)
	if given.Tag != "" && !matches(`[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`, given.Tag) {
		r.error(report.InvalidValue, problem{report.Quote(given.Tag) + " is not a valid tag", "accepted are up to 128 letters, digits, _, . and -; the digest has a field of its own"}, below(field, "tag")...)
	}
	if given.Digest != "" && !matches(`sha256:[0-9a-f]{64}`, given.Digest) {
		r.error(report.InvalidValue, problem{report.Quote(given.Digest) + " is not a valid digest", "accepted is sha256: with 64 hexadecimal digits in lower case"}, below(field, "digest")...)
		given.Digest = ""
	}
	released, _ := r.options.Release.Component(c)
	tag := cmp.Or(given.Tag, released.Tag)
	upstream := given.Repository == "" && r.options.Images.Registry == ""
	if known := flux.Digest(c, tag); upstream && given.Digest != "" && known != "" && given.Digest != known {
		r.error(report.Contradiction, problem{
			"the image of Flux with the tag " + tag + " has another digest, " + known,
			"remove the digest, or name the repository that has this image",
		}, below(field, "digest")...)
	}
	r.options.Images.Components = append(r.options.Images.Components, installation.Image{
		Component: c, Repository: given.Repository, Tag: given.Tag, Digest: given.Digest,
	})
	if image := r.options.Image(c); image.Digest == "" {
		r.add(fn.Info, report.NotPinned, problem{
			"the image of " + string(c) + " is referred to by tag, since its digest is not known", "give its digest too",
		}, below(field, "tag"))
	}
}

// repository checks the name of an image or of a place that has images.
func (r *resolver) repository(value, example string, field ...string) {
	if value == "" || isRepository(value) {
		return
	}
	hint := "accepted is a host and a path in lower case, such as " + example
	if _, rest, found := strings.Cut(value, "://"); found && isRepository(strings.TrimSuffix(rest, "/")) {
		hint = "write " + strings.TrimSuffix(rest, "/") + ", without a scheme"
	} else if trimmed := strings.TrimSuffix(value, "/"); isRepository(trimmed) {
		hint = "write " + trimmed + ", without a slash at the end"
	}
	r.error(report.InvalidValue, problem{report.Quote(value) + " is not a valid name of an image or registry", hint}, field...)
}

// isRepository checks a name with its registry, without tag and digest: the
// grammar of github.com/distribution/reference.
func isRepository(s string) bool {
	const part = `[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*`
	const host = `[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?`
	return len(s) < 256 && matches(host+`(?:/`+part+`)*`, s)
}

// matches reports whether the whole of s matches a pattern, which is compiled
// for those alone who use the option.
func matches(pattern, s string) bool {
	return regexp.MustCompile(`^(?:` + pattern + `)$`).MatchString(s)
}

// component returns the controller of a name, when the release has it.
func (r *resolver) component(name string, field []string) (flux.Component, bool) {
	c := flux.Component(name)
	all := flux.AllComponents()
	if !slices.Contains(all, c) {
		names := make([]string, len(all))
		for i, known := range all {
			names[i] = string(known)
		}
		r.error(report.UnknownField, problem{"there is no controller " + report.Quote(name), report.DidYouMean(name, names)}, field...)
		return c, false
	}
	if !slices.Contains(r.options.Components, c) {
		r.add(fn.Warning, report.IgnoredSetting, problem{name + " is not installed, so the setting has no effect", "add it to components, or remove the setting"}, field)
	}
	return c, true
}
