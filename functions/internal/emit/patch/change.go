// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package patch

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"sigs.k8s.io/kustomize/api/filters/patchjson6902"
	"sigs.k8s.io/kustomize/api/filters/patchstrategicmerge"
	"sigs.k8s.io/kustomize/kyaml/kio"
	"sigs.k8s.io/kustomize/kyaml/yaml"
	k8syaml "sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/redact"
)

// change is one patch that was read.
type change struct {
	selection
	// field is where the patch says what it is for.
	field []string
	// operations is a JSON 6902 patch in JSON, merge a strategic merge patch: one
	// of them.
	operations string
	merge      string
}

// read returns the change that a patch stands for.
func read(p v1alpha1.ExtensionPatch) (change, *Problem) {
	at := []string{"patch"}
	data, err := k8syaml.YAMLToJSONStrict([]byte(p.Patch))
	if err != nil || severalDocuments(p.Patch) {
		return change{}, &Problem{Field: at, Message: "is not one YAML document", Hint: "a part of an object, or a list of operations; one patch in each entry"}
	}
	c := change{field: []string{"target"}}
	if p.Target == nil {
		c.field = at
	}
	switch data[0] {
	case '[':
		if problem := checkOperations(data); problem != nil {
			return change{}, problem
		}
		c.operations = string(data)
	case '{':
		c.merge = p.Patch
	default:
		return change{}, &Problem{Field: at, Message: "is neither a part of an object nor a list of operations", Hint: "accepted are strategic merge patches and JSON 6902 patches"}
	}
	var problem *Problem
	switch {
	case p.Target != nil:
		c.selection, problem = selectionOf(*p.Target)
	case c.merge == "":
		problem = &Problem{Field: []string{"target"}, Message: "is missing, and a list of operations names no object", Hint: "give the kind and the name of what is patched"}
	default:
		c.selection, problem = named(data)
	}
	return c, problem
}

// severalDocuments reports whether there is more than one document: reading the
// first one alone would lose the others.
func severalDocuments(text string) bool {
	decoder := yaml.NewDecoder(strings.NewReader(text))
	var first, second yaml.Node
	return decoder.Decode(&first) != nil || !errors.Is(decoder.Decode(&second), io.EOF)
}

// checkOperations finds what is not an operation of RFC 6902.
func checkOperations(data []byte) *Problem {
	var operations []struct {
		Op, Path, From *string
		Value          json.RawMessage
	}
	accepted := "accepted are add, remove, replace, move, copy and test, with a path that begins with /"
	if json.Unmarshal(data, &operations) != nil {
		return &Problem{Field: []string{"patch"}, Message: "is not a list of operations", Hint: accepted}
	}
	for _, o := range operations {
		missing := o.Op == nil || o.Path == nil || *o.Path != "" && !strings.HasPrefix(*o.Path, "/")
		if !missing {
			switch *o.Op {
			case "add", "replace", "test":
				missing = o.Value == nil
			case "move", "copy":
				missing = o.From == nil
			case "remove":
			default:
				missing = true
			}
		}
		if missing {
			return &Problem{
				Field: []string{"patch"}, Message: "has an operation that is not complete or does not exist",
				Hint: accepted + "; a value for add, replace and test, from for move and copy",
			}
		}
	}
	return nil
}

// named selects the object that a strategic merge patch names.
func named(data []byte) (selection, *Problem) {
	var head struct {
		APIVersion, Kind string
		Metadata         struct{ Name, Namespace string }
	}
	if json.Unmarshal(data, &head) != nil || head.APIVersion == "" || head.Kind == "" || head.Metadata.Name == "" {
		return selection{}, &Problem{
			Field: []string{"patch"}, Message: "names no object: it needs apiVersion, kind and metadata.name", Hint: "write them, or a target",
		}
	}
	return selection{named: &manifest.Object{
		APIVersion: head.APIVersion, Kind: head.Kind, Namespace: head.Metadata.Namespace, Name: head.Metadata.Name,
	}}, nil
}

// apply returns the object as the patch leaves it; nil when the patch deletes
// it.
func (c change) apply(o manifest.Object) (*manifest.Object, *Problem) {
	node, err := yaml.Parse(string(o.AppendYAML(nil, 0)))
	if err != nil {
		panic("patch: internal error: an emitted object does not parse")
	}
	nodes, err := c.filter(o).Filter([]*yaml.RNode{node})
	if err != nil {
		return nil, &Problem{
			Field: []string{"patch"}, Message: "does not apply to " + o.ID().String() + c.because(err),
			Hint: "render without the patch to see the object",
		}
	}
	if len(nodes) == 0 || nodes[0].IsNilOrEmpty() {
		return nil, nil
	}
	text, err := nodes[0].MarshalJSON()
	if err != nil {
		return nil, &Problem{Field: []string{"patch"}, Message: "leaves of " + o.ID().String() + " what is not an object"}
	}
	return decode(text, o)
}

// filter returns the patch for o, as a filter of kustomize. With a target, the
// names in a strategic merge patch have no meaning.
func (c change) filter(o manifest.Object) kio.Filter {
	if c.operations != "" {
		return patchjson6902.Filter{Patch: c.operations}
	}
	part := yaml.MustParse(c.merge)
	part.SetApiVersion(o.APIVersion)
	part.SetKind(o.Kind)
	for key, value := range map[string]string{"name": o.Name, "namespace": o.Namespace} {
		var set yaml.Filter = yaml.FieldClearer{Name: key}
		if value != "" {
			set = yaml.FieldSetter{Name: key, StringValue: value}
		}
		if _, err := part.Pipe(yaml.LookupCreate(yaml.MappingNode, yaml.MetadataField), set); err != nil {
			return refusing{err}
		}
	}
	return patchstrategicmerge.Filter{Patch: part}
}

// refusing is the filter for a patch that cannot be one of the object.
type refusing struct{ error }

func (r refusing) Filter([]*yaml.RNode) ([]*yaml.RNode, error) { return nil, r.error }

// because is why a patch does not apply. The operations name the path; what is
// said about a strategic merge patch may quote its values.
func (c change) because(err error) string {
	if c.operations == "" {
		return ""
	}
	return ": " + redact.Message(err.Error())
}
