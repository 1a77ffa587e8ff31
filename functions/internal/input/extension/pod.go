// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	_ "embed" // the schema of what is written as in a pod
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
)

//go:embed pod.json
var podSchemaText string

// podSchema is compiled for those alone who use a field of it. The schemas of
// Kubernetes that kustomize has would take twice the time of a whole bundle.
var podSchema = sync.OnceValue(func() *jsonschema.Schema {
	const name = "https://" + v1alpha1.Group + "/pod.json"
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(name, strings.NewReader(podSchemaText)); err != nil {
		panic("extension: internal error: " + err.Error())
	}
	return compiler.MustCompile(name)
})

// podFields checks what is written as in the spec of a pod.
func (r *resolver) podFields(s v1alpha1.ControllerSettings, field []string) {
	pod := map[string]any{}
	if len(s.Affinity) > 0 {
		pod["affinity"] = map[string]any(s.Affinity)
	}
	if len(s.TopologySpreadConstraints) > 0 {
		list := make([]any, len(s.TopologySpreadConstraints))
		for i, constraint := range s.TopologySpreadConstraints {
			list[i] = map[string]any(constraint)
		}
		pod["topologySpreadConstraints"] = list
	}
	if len(pod) == 0 {
		return
	}
	var invalid *jsonschema.ValidationError
	if err := podSchema().Validate(pod); !errors.As(err, &invalid) {
		return
	}
	for _, f := range input.Explain(podSchema(), pod, invalid, r.object) {
		f.Field = slices.Concat(field, f.Field)
		r.found = append(r.found, f)
	}
}
