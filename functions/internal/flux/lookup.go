// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

import (
	"strings"

	"github.com/Masterminds/semver/v3"
)

// Lookup returns the release that version stands for, and whether there is one.
// The empty string is DefaultVersion, "2.9.4" that very release. "2.9" and a
// range, such as "2.x", "~2.9.2" and ">=2.7 <2.9", stand for the newest release
// in it that is embedded (https://github.com/Masterminds/semver, whose ranges
// Flux has in semver fields). A leading v makes no difference.
func Lookup(version string) (Release, bool) {
	if version == "" {
		version = DefaultVersion
	}
	for _, r := range releases {
		if r.Version == strings.TrimPrefix(version, "v") {
			return r, true
		}
	}
	constraint, err := semver.NewConstraint(version)
	if err != nil {
		return Release{}, false
	}
	for i := len(releases) - 1; i >= 0; i-- {
		if constraint.Check(semver.MustParse(releases[i].Version)) {
			return releases[i], true
		}
	}
	return Release{}, false
}

// Exact reports whether version names one release and leaves no choice.
func Exact(version string) bool {
	_, err := semver.StrictNewVersion(strings.TrimPrefix(version, "v"))
	return err == nil
}

// known are releases that exist and are not embedded, and the reason.
var known = []struct {
	version, reason string
}{
	// The API modules of 2.10 ask for Go 1.27, and no manifest of the release
	// has the digests of its images.
	{"2.10.0", "it exists, but the digests of its images and its complete manifests are not public yet"},
}

// Missing returns the release that version stands for among those that exist and
// are not embedded, and why it is not; both are empty for any other.
func Missing(version string) (release, reason string) {
	constraint, err := semver.NewConstraint(version)
	if err != nil {
		return "", ""
	}
	for _, k := range known {
		if constraint.Check(semver.MustParse(k.version)) {
			return k.version, k.reason
		}
	}
	return "", ""
}

// NewestPatch returns the newest embedded release that has the minor version of
// an exact version.
func NewestPatch(version string) (Release, bool) {
	v, err := semver.StrictNewVersion(strings.TrimPrefix(version, "v"))
	if err != nil {
		return Release{}, false
	}
	for i := len(releases) - 1; i >= 0; i-- {
		other := semver.MustParse(releases[i].Version)
		if other.Major() == v.Major() && other.Minor() == v.Minor() {
			return releases[i], true
		}
	}
	return Release{}, false
}
