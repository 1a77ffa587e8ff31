// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"k8s.io/apimachinery/pkg/version"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// States returns the states of an object of which nobody can tell which is the
// newest: one for most, and a nil one for what was not read. Their order does
// not depend on that of the files.
func (c *Cluster) States(id manifest.ID) []*Object {
	if states, twice := c.states[id]; twice {
		return states
	}
	return []*Object{c.objects[id]}
}

// settle decides which of the objects with one identity count.
func (c *Cluster) settle() report.Findings {
	var found report.Findings
	for _, id := range slices.SortedFunc(maps.Keys(c.copies), Compare) {
		copies := c.copies[id]
		newest := latest(copies)
		states := distinct(newest)
		c.objects[id] = states[0]
		says := "the newer one counts"
		switch {
		case len(states) > 1:
			c.states[id] = states
			says = "and none is known to be the newer one; the worse one counts"
		case !slices.ContainsFunc(copies, func(o *Object) bool { return o.resourceVersion() != states[0].resourceVersion() }):
			continue
		}
		found = append(found, report.Finding{
			Severity: fn.Warning, Reason: report.SeenTwice, Object: states[0].About(), Message: "was read twice, in different states; " + says,
		})
	}
	return found
}

func (o *Object) resourceVersion() string { return o.Text("metadata", "resourceVersion") }

// latest returns the objects that may be the newest. Versions of resources can
// be compared as decimal numbers
// (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions);
// how old an object without one is, nobody knows. Of those with the same version
// the best API version counts: they are one object.
func latest(copies []*Object) []*Object {
	newest := slices.MaxFunc(copies, func(a, b *Object) int {
		x, y := a.resourceVersion(), b.resourceVersion()
		return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y), compareAPIVersions(a, b))
	})
	return slices.DeleteFunc(slices.Clone(copies), func(o *Object) bool {
		known := o.resourceVersion()
		return known != "" && (known != newest.resourceVersion() || o.APIVersion != newest.APIVersion)
	})
}

// compareAPIVersions orders API versions as Kubernetes does: v1beta1 is before
// v1.
func compareAPIVersions(a, b *Object) int {
	_, x, _ := strings.Cut(a.APIVersion, "/")
	_, y, _ := strings.Cut(b.APIVersion, "/")
	return version.CompareKubeAwareVersionStrings(x, y)
}

// distinct returns each state once, in the order of their texts.
func distinct(objects []*Object) []*Object {
	byText := map[string]*Object{}
	for _, o := range objects {
		text := o.content()
		if _, there := byText[text]; !there {
			byText[text] = o
		}
	}
	out := make([]*Object, 0, len(byText))
	for _, text := range slices.Sorted(maps.Keys(byText)) {
		out = append(out, byText[text])
	}
	return out
}

// content is the text of an object, to compare. It leaves out what kubectl
// shows on request only, and what has been compared.
func (o *Object) content() string {
	value := maps.Clone(o.Value())
	if metadata, ok := value["metadata"].(map[string]any); ok {
		metadata = maps.Clone(metadata)
		delete(metadata, "managedFields")
		delete(metadata, "resourceVersion")
		value["metadata"] = metadata
	}
	text, err := json.Marshal(withoutNulls(value))
	if err != nil {
		return o.Broken
	}
	return string(text)
}

// withoutNulls copies a value without what is null, which YAML has left out.
func withoutNulls(value any) any {
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, field := range v {
			if field != nil {
				out[key] = withoutNulls(field)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = withoutNulls(element)
		}
		return out
	default:
		return value
	}
}
