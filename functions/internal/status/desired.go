// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status

import (
	"sync"

	"github.com/fluxbundle/fluxbundle/functions/internal/diff"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

// Desired is an object that ought to be in the cluster.
type Desired struct {
	manifest.ID
	// Owners is its owner annotation, and Keys the inputs that this names.
	Owners string
	Keys   []owner.Key
	// value returns the object; nil when only its identity is known.
	value func() map[string]any
}

// Generated is an object that the inputs yield.
func Generated(o owner.Object) *Desired {
	annotation, _ := o.Annotations.Get(owner.Annotation)
	return &Desired{ID: o.ID(), Owners: annotation, Keys: owner.ParseKeys(annotation), value: sync.OnceValue(func() map[string]any { return valueOf(o.Object) })}
}

// Rendered is an object of a bundle that was rendered before.
func Rendered(o *live.Object) *Desired {
	annotation := o.Annotation(owner.Annotation)
	return &Desired{ID: o.ID, Owners: annotation, Keys: owner.ParseKeys(annotation), value: o.Value}
}

// seen is an object that the cluster has and says itself that it is ours: where
// there is no bundle to compare with.
func seen(o *live.Object) *Desired {
	d := Rendered(o)
	d.value = nil
	return d
}

// valueOf returns an emitted object as JSON types. The specs of CRDs are text
// already.
func valueOf(o manifest.Object) map[string]any {
	if o.Kind == "CustomResourceDefinition" {
		node, err := object.Parse(o.AppendYAML(nil, 0))
		if err != nil {
			return nil
		}
		value, _ := object.Document{Node: node}.Value()
		return value
	}
	value, _ := manifest.ToJSON(o.Body).(map[string]any)
	if value == nil {
		value = map[string]any{}
	}
	metadata := map[string]any{"name": o.Name}
	for key, pairs := range map[string]manifest.Pairs{"labels": o.Labels, "annotations": o.Annotations} {
		if len(pairs) > 0 {
			metadata[key] = manifest.ToJSON(pairs.Value())
		}
	}
	value["apiVersion"], value["kind"], value["metadata"] = o.APIVersion, o.Kind, metadata
	return value
}

// compare returns the fields of a live object that differ.
func (d *Desired) compare(o *live.Object) []diff.Difference {
	if d.value == nil {
		return nil
	}
	return diff.Compare(d.value(), o.Value())
}
