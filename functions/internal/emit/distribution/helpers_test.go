// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// lookup returns a release that must exist.
func lookup(t testing.TB, version string) flux.Release {
	t.Helper()
	r, ok := flux.Lookup(version)
	if !ok {
		t.Fatalf("no release %q", version)
	}
	return r
}

// withoutSpecs is objects without the specs of the CRDs, which are files of
// their own.
func withoutSpecs(objects []manifest.Object) []manifest.Object {
	out := slices.Clone(objects)
	for i, o := range out {
		if o.Kind == "CustomResourceDefinition" {
			out[i].Body = nil
		}
	}
	return out
}

func render(objects []manifest.Object) []byte {
	var out []byte
	for _, o := range objects {
		out = o.AppendYAML(append(out, "---\n"...), 0)
	}
	return out
}

func find(t *testing.T, objects []manifest.Object, kind, name string) manifest.Object {
	t.Helper()
	for _, o := range objects {
		if o.Kind == kind && o.Name == name {
			return o
		}
	}
	t.Fatalf("no %s %s", kind, name)
	return manifest.Object{}
}

// at follows keys and list indices into a value.
func at(t *testing.T, v manifest.Value, path ...any) manifest.Value {
	t.Helper()
	for _, step := range path {
		switch step := step.(type) {
		case string:
			m, ok := v.(manifest.Map)
			if !ok {
				t.Fatalf("%v: %T where a mapping is expected", path, v)
			}
			v = m.Get(step)
		case int:
			l, ok := v.(manifest.List)
			if !ok || step >= len(l) {
				t.Fatalf("%v: %T where a long enough list is expected", path, v)
			}
			v = l[step]
		}
	}
	return v
}

// container returns a field of the container of a controller.
func container(t *testing.T, objects []manifest.Object, c flux.Component, field string) manifest.Value {
	t.Helper()
	d := find(t, objects, "Deployment", string(c))
	return at(t, d.Body, "spec", "template", "spec", "containers", 0, field)
}

// withoutArgs reduces a Deployment to its pod without the args of the
// container.
func withoutArgs(t *testing.T, o manifest.Object) manifest.Object {
	t.Helper()
	pod, _ := at(t, o.Body, "spec", "template", "spec").(manifest.Map)
	manager, _ := at(t, pod, "containers", 0).(manifest.Map)
	o.Body = manifest.Map{{Key: "spec", Value: pod.With("containers", manager.With("args", nil))}}
	return o
}

// firstDifference is the number of the first line in which a and b differ.
func firstDifference(a, b []byte) int {
	linesA, linesB := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(linesA), len(linesB)) {
		if !bytes.Equal(linesA[i], linesB[i]) {
			return i + 1
		}
	}
	return min(len(linesA), len(linesB)) + 1
}
