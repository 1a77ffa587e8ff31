// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest_test

import (
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

func TestAppendYAML(t *testing.T) {
	t.Parallel()
	o := manifest.Object{
		APIVersion: "v1", Kind: "ConfigMap", Namespace: "on", Name: "a",
		Labels:      manifest.Pairs{}.With(manifest.Pair{Key: "z", Value: "1"}, manifest.Pair{Key: "b", Value: "2"}, manifest.Pair{Key: "z", Value: "3"}),
		Annotations: manifest.Pairs{{Key: "m", Value: "x"}},
		Body: manifest.Map{
			{Key: "zone", Value: manifest.List{manifest.List{manifest.Int(1)}, manifest.List{}, manifest.Map{}, manifest.String("a\nb\n"), manifest.Null{}}},
			{Key: "data", Value: manifest.Map{{Key: "k", Value: manifest.Raw("r:\n- 1\n\ns: 2\n")}}},
			{Key: "absent", Value: nil},
			{Key: "empty", Value: manifest.Map{{Key: "x", Value: nil}}},
			{Key: "f", Value: manifest.Float("0.5")},
		},
	}
	const want = `apiVersion: v1
    data:
      k:
        r:
        - 1

        s: 2
    empty: {}
    f: 0.5
    kind: ConfigMap
    metadata:
      annotations:
        a: first
        m: x
      labels:
        b: "2"
        z: "3"
      name: a
      namespace: "on"
    zone:
    - - 1
    - []
    - {}
    - |
      a
      b
    - null
`
	if got := string(o.AppendYAML(nil, 4, manifest.Pair{Key: "a", Value: "first"})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if _, there := o.Annotations.Get("a"); there {
		t.Error("writing changes the object")
	}
}

// As time.Duration prints them; the sources' timeout has no hours.
func TestDuration(t *testing.T) {
	t.Parallel()
	for seconds, want := range map[int64][2]string{
		1: {"1s", "1s"}, 59: {"59s", "59s"}, 60: {"1m0s", "1m0s"}, 500: {"8m20s", "8m20s"}, 600: {"10m0s", "10m0s"},
		3600: {"1h0m0s", "60m0s"}, 7261: {"2h1m1s", "121m1s"}, 35791394: {"9942h3m14s", "596523m14s"},
	} {
		if got := [2]string{manifest.Duration(seconds), manifest.DurationWithoutHours(seconds)}; got != want {
			t.Errorf("%d seconds are %q, want %q", seconds, got, want)
		}
	}
}
