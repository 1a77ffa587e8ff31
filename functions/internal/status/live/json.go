// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// readJSON reads the objects of a JSON file, one after the other: a list item
// by item, so that its beginning is there when its end is not.
func (s *Set) readJSON(f File) report.Findings {
	decoder := json.NewDecoder(bytes.NewReader(f.Data))
	decoder.UseNumber()
	for index := 0; ; index++ {
		r := jsonReader{set: s, decoder: decoder, path: f.Path, index: index}
		switch err := r.object(); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil && r.items > 0:
			return report.Findings{truncated(f.Path)}
		case err != nil:
			line := 1 + bytes.Count(f.Data[:min(decoder.InputOffset(), int64(len(f.Data)))], []byte("\n"))
			return report.Findings{unreadable(f.Path, line, "not JSON")}
		}
	}
}

type jsonReader struct {
	set     *Set
	decoder *json.Decoder
	path    string
	index   int
	// items counts those of a list.
	items int
}

var errNotObject = errors.New("an object was expected")

// object reads one object. A list is handed on item by item.
func (r *jsonReader) object() error {
	token, err := r.decoder.Token()
	if err != nil {
		return err
	}
	if token != json.Delim('{') {
		return errNotObject
	}
	value := map[string]any{}
	var items []map[string]any
	for r.decoder.More() {
		key, err := r.decoder.Token()
		if err != nil {
			return noEnd(err)
		}
		name, _ := key.(string)
		if name == "items" {
			items, err = r.list()
			// Of a list that is cut off, what is there.
			if err != nil {
				r.add(value, items)
				return noEnd(err)
			}
			continue
		}
		var field any
		if err := r.decoder.Decode(&field); err != nil {
			return noEnd(err)
		}
		value[name] = field
	}
	if _, err := r.decoder.Token(); err != nil {
		return noEnd(err)
	}
	r.add(value, items)
	return nil
}

// noEnd tells the end of the text inside an object from that behind one.
func noEnd(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// list reads the items of a list.
func (r *jsonReader) list() ([]map[string]any, error) {
	token, err := r.decoder.Token()
	if err != nil || token != json.Delim('[') {
		return nil, errors.Join(err, errNotObject)
	}
	var items []map[string]any
	for r.decoder.More() {
		var item any
		if err := r.decoder.Decode(&item); err != nil {
			return items, err
		}
		r.items++
		items = append(items, objects(item)...)
	}
	_, err = r.decoder.Token()
	return items, err
}

// objects returns those of some values that are objects.
func objects(values ...any) []map[string]any {
	out := make([]map[string]any, 0, len(values))
	for _, value := range values {
		if obj, ok := value.(map[string]any); ok {
			out = append(out, obj)
		}
	}
	return out
}

func (r *jsonReader) add(value map[string]any, items []map[string]any) {
	kind := text(value["kind"])
	if items == nil {
		r.sort(value, false)
		return
	}
	ofCluster := kind != resourceList
	if item := strings.TrimSuffix(kind, "List"); item != "" && ofCluster {
		r.set.Kinds = append(r.set.Kinds, Seen{Kind{manifest.Group(text(value["apiVersion"])), item}, r.path})
	}
	for _, item := range items {
		if inner, ok := item["items"].([]any); ok && isInnerList(text(item["kind"]), New(item).Name) {
			r.add(item, objects(inner...))
			continue
		}
		r.sort(item, ofCluster)
	}
}

// sort puts an object where it belongs. What is not live is read anew, as the
// document that the stages after this one take.
func (r *jsonReader) sort(value map[string]any, listed bool) {
	o := New(value)
	o.File, o.Index = r.path, r.index
	isInput := o.Group == inputGroup || o.Kind == "Secret" && o.Annotation(krm.LocalConfigAnnotation) == "true"
	if o.Kind != "" && o.Name != "" && (listed || isLive(o)) && !isInput {
		r.set.Live = append(r.set.Live, o)
		return
	}
	encoded, err := json.Marshal(value)
	if err != nil {
		r.set.Left++
		return
	}
	node, err := object.Parse(encoded)
	if err != nil || node == nil {
		r.set.Left++
		return
	}
	r.set.sort(object.Document{Node: node, Path: r.path, Index: r.index}, listed)
}
