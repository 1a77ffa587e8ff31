// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package show

import (
	"bytes"
	"encoding/json"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/status"
)

// ClusterAnnotation names the cluster that a status is about.
const ClusterAnnotation = v1alpha1.Group + "/cluster"

// jsonText writes a List of the inputs with their status, as kubectl does.
func jsonText(r Report, _ View) []byte {
	return indented(map[string]any{"apiVersion": "v1", "kind": "List", "items": items(r, inputObject)})
}

// yamlText writes the inputs with their status as a stream of documents.
func yamlText(r Report, _ View) []byte { return stream(items(r, inputObject)) }

func items(r Report, object func(status.Assessment) map[string]any) []any {
	out := []any{}
	for _, c := range r.Clusters {
		for _, a := range c.Assessments {
			if o := object(a); o != nil {
				out = append(out, o)
			}
		}
	}
	return out
}

func stream(objects []any) []byte {
	var out []byte
	for _, o := range objects {
		out = manifest.AppendValue(append(out, "---\n"...), manifest.FromJSON(o), 0)
	}
	return out
}

// inputObject is the input with its status. The spec may hold secrets: it is
// not repeated.
func inputObject(a status.Assessment) map[string]any {
	return map[string]any{
		"apiVersion": v1alpha1.APIVersion, "kind": a.Kind,
		"metadata": metadata(a, a.Namespace), "status": Plain(a.Status()),
	}
}

func metadata(a status.Assessment, namespace string) map[string]any {
	m := map[string]any{"name": a.Name}
	if namespace != "" {
		m["namespace"] = namespace
	}
	if a.Cluster != "" {
		m["annotations"] = map[string]any{ClusterAnnotation: a.Cluster}
	}
	return m
}

// Plain returns a value as JSON types.
func Plain(v any) any {
	text, err := json.Marshal(v)
	if err != nil {
		panic("show: internal error: " + err.Error())
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var out any
	if err := decoder.Decode(&out); err != nil {
		panic("show: internal error: " + err.Error())
	}
	return out
}

func indented(v any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "    ")
	if err := encoder.Encode(v); err != nil {
		panic("show: internal error: " + err.Error())
	}
	return out.Bytes()
}
