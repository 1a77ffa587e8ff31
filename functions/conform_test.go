// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// checkConform validates every emitted object of Flux against the CRD of every
// release that is embedded, from 2.7 on. No case has what only some of them know,
// but for those that say so. Flux 2.6 has no identities of sources, which a bundle
// for it refuses: case bad-release-2.6.
func checkConform(t *testing.T, stream []byte) {
	t.Helper()
	for _, version := range flux.Versions() {
		if version == "2.6.4" {
			continue
		}
		release, _ := flux.Lookup(version)
		checkConformIn(t, release, stream)
	}
}

func checkConformIn(t *testing.T, release flux.Release, stream []byte) {
	t.Helper()
	for _, doc := range split(stream) {
		o := parse(t, doc)
		if !strings.Contains(o.APIVersion, ".fluxcd.io/") {
			continue
		}
		object := manifest.Object{
			APIVersion: o.APIVersion, Kind: o.Kind, Name: o.Metadata.Name,
			Body: manifest.Map{{Key: "spec", Value: manifest.FromJSON(decode(t, doc)["spec"])}},
		}
		if _, known := release.CRD(manifest.Group(o.APIVersion), o.Kind); !known {
			t.Errorf("Flux %s has no CRD for %s", release.Version, o.id())
		}
		for _, f := range check.Conforms(release, object, report.Object{}, nil) {
			t.Errorf("%s: %s", o.id(), f.Text())
		}
	}
}
