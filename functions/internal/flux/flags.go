// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

import (
	_ "embed" // the table of flags
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// flagTable lists the flags and feature gates of each controller, one line for a
// minor version and what it lists. They are read from main.go and
// internal/features of the controllers, and from the options that these bind, of
// github.com/fluxcd/pkg/runtime, pkg/auth, pkg/cache and pkg/artifact, at the
// versions that source-controller v1.9.6, v1.8.5 and v1.7.3, kustomize-controller
// v1.9.6, v1.7.3 and v1.6.0, helm-controller v1.6.4 and v1.4.3,
// notification-controller v1.9.3 and v1.6.0, image-reflector-controller v1.2.4
// and v1.1.1, image-automation-controller v1.2.4 and v1.1.2, and source-watcher
// v2.2.2 require.
//
//go:embed flags.txt
var flagTable string

// Flags returns the names of the flags that c has in the release, sorted. Where
// the minor version is not in the table, they are those of the next one that is.
func (r Release) Flags(c Component) []string { return r.listed(c, "flags") }

// FeatureGates returns the names of the feature gates of c in the same way.
func (r Release) FeatureGates(c Component) []string { return r.listed(c, "gates") }

// ListsFlags reports whether the table has the minor version of c in the release.
func (r Release) ListsFlags(c Component) bool {
	minor := r.Version[:strings.LastIndexByte(r.Version, '.')]
	return strings.Contains(flagTable, string(c)+" "+minor+" flags ")
}

func (r Release) listed(c Component, what string) []string {
	own, err := semver.NewVersion(r.Version)
	if err != nil {
		return nil
	}
	var out []string
	var nearest *semver.Version
	for line := range strings.Lines(flagTable) {
		words := strings.Fields(line)
		if Component(words[0]) != c || words[2] != what {
			continue
		}
		minor := semver.MustParse(words[1])
		if minor.Minor() >= own.Minor() && (nearest == nil || minor.LessThan(nearest)) {
			out, nearest = words[3:], minor
		}
	}
	return slices.Clone(out)
}
