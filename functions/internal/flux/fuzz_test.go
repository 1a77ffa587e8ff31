// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux_test

import (
	"slices"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
)

// Whatever is written as a version stands for a release that is embedded, for one
// that is known to exist, or for none.
func FuzzLookup(f *testing.F) {
	for _, version := range []string{"", "2.9.6", "v2.9", "~2.9.2", ">=2.7 <2.9 || 2.6.x", "2.10", "2.9.6-rc.1", "latest", "*", "!=2.9.6"} {
		f.Add(version)
	}
	f.Fuzz(func(t *testing.T, version string) {
		release, ok := flux.Lookup(version)
		if ok != slices.Contains(flux.Versions(), release.Version) {
			t.Errorf("%q: %q, %t", version, release.Version, ok)
		}
		if missing, reason := flux.Missing(version); (missing == "") != (reason == "") {
			t.Errorf("%q: %q is missing because of %q", version, missing, reason)
		}
		if newest, ok := flux.NewestPatch(version); ok && !flux.Exact(version) {
			t.Errorf("%q leaves a choice, and %s is the newest patch of it", version, newest.Version)
		}
	})
}

// A script is applied as a whole or refused, whatever it says.
func FuzzDescribe(f *testing.F) {
	f.Add([]byte("a: 1\nb: {}\n"), []byte("@1 1\n+b:\n+  c: 2\n"))
	f.Add([]byte(""), []byte("@0 0\n+a: 1\n"))
	f.Add([]byte("a"), []byte("@-1 9999999999999999999\n"))
	f.Fuzz(func(t *testing.T, spec, script []byte) {
		if out, err := flux.Describe(spec, script); err != nil && out != nil {
			t.Errorf("refused, and yet %q", out)
		}
	})
}
