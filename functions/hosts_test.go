// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions"
)

// object is what the tests look at in an emitted object.
type listed struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Name        string            `json:"name"`
		Namespace   string            `json:"namespace"`
		Annotations map[string]string `json:"annotations"`
	} `json:"metadata"`
}

func (o listed) id() string {
	if o.Metadata.Namespace == "" {
		return o.Kind + " " + o.Metadata.Name
	}
	return o.Kind + " " + o.Metadata.Namespace + "/" + o.Metadata.Name
}

func (o listed) annotation(key string) string { return o.Metadata.Annotations[key] }

func parse(t *testing.T, doc []byte) listed {
	t.Helper()
	var o listed
	if err := yaml.Unmarshal(doc, &o); err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
	return o
}

// A host, as far as a list shows which one it is.
type host struct {
	name string
	// mark returns the annotations the host sets on an item.
	mark func(index string) map[string]string
	// keeps tells whether inputs are in the output.
	keeps bool
}

var hosts = []host{
	{"pipe", func(string) map[string]string { return nil }, true},
	{"kpt fn eval", func(index string) map[string]string {
		return map[string]string{
			"internal.config.kubernetes.io/path": "in/inputs.yaml", "config.kubernetes.io/path": "in/inputs.yaml",
			"internal.config.kubernetes.io/index": index, "internal.config.kubernetes.io/seqindent": "compact",
			"internal.config.kubernetes.io/annotations-migration-resource-id": "0",
		}
	}, true},
	{"kpt fn render", func(index string) map[string]string {
		return map[string]string{
			"internal.config.kubernetes.io/path": "in/inputs.yaml", "internal.config.kubernetes.io/index": index,
			"internal.config.kubernetes.io/package-path": "/packages/a",
		}
	}, true},
	{"kustomize transformer", func(string) map[string]string {
		return map[string]string{"kustomize.config.k8s.io/id": "a: b\n", "internal.config.kubernetes.io/id": "1"}
	}, false},
}

// checkHosts runs the inputs in every host, twice, and compares the objects
// with those that are rendered.
func checkHosts(t *testing.T, inputs []functions.File, stream []byte) {
	t.Helper()
	want := documentsOf(t, split(stream))
	for _, h := range hosts {
		list := listOf(t, h, inputDocuments(inputs))
		first, outcome := functions.Run(list)
		if outcome.Failed {
			t.Errorf("%s: %s", h.name, lines(outcome.Lines))
			continue
		}
		if inList := len(items(t, first)) - len(want); h.keeps != (inList > 0) {
			t.Errorf("%s: %d objects more than are emitted", h.name, inList)
		}
		compareItems(t, h.name, first, want)
		second, _ := functions.Run(first)
		if a, b := withoutResults(t, second), withoutResults(t, first); !bytes.Equal(a, b) {
			t.Errorf("%s: a second run changes the output:\n%s\nfirst:\n%s", h.name, a, b)
		}
	}
	compareItems(t, "kustomize generator", generator(t, inputs), want)
}

// generator runs the inputs inline in a FluxBundle.
func generator(t *testing.T, inputs []functions.File) []byte {
	t.Helper()
	config := decode(t, bundleOf(t, inputs))
	config["metadata"].(map[string]any)["annotations"] = map[string]any{"config.kubernetes.io/local-config": "true"}
	list, err := yaml.Marshal(map[string]any{
		"apiVersion": "config.kubernetes.io/v1", "kind": "ResourceList", "items": []any{config}, "functionConfig": config,
	})
	if err != nil {
		t.Fatal(err)
	}
	out, outcome := functions.Run(list)
	if outcome.Failed {
		t.Errorf("kustomize generator: %s", lines(outcome.Lines))
	}
	return out
}

// bundleOf is a FluxBundle that carries the inputs; one that is among them is
// the bundle.
func bundleOf(t *testing.T, inputs []functions.File) []byte {
	t.Helper()
	bundle := map[string]any{
		"apiVersion": "fluxbundle.io/v1alpha1", "kind": "FluxBundle", "metadata": map[string]any{"name": "bundle"},
	}
	var objects []any
	for _, doc := range inputDocuments(inputs) {
		o := decode(t, doc)
		switch {
		case o["kind"] == "FluxBundle":
			bundle = o
			spec, _ := o["spec"].(map[string]any)
			own, _ := spec["objects"].([]any)
			objects = append(objects, own...)
		case strings.HasPrefix(o["apiVersion"].(string), "fluxbundle.io/"), o["kind"] == "Secret":
			objects = append(objects, o)
		}
	}
	spec, ok := bundle["spec"].(map[string]any)
	if !ok {
		spec = map[string]any{}
	}
	spec["objects"] = objects
	bundle["spec"] = spec
	text, err := yaml.Marshal(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decode(t *testing.T, doc []byte) map[string]any {
	t.Helper()
	var o map[string]any
	if err := yaml.Unmarshal(doc, &o); err != nil {
		t.Fatalf("%v\n%s", err, doc)
	}
	return o
}

// listOf makes the ResourceList that a host would hand over, by the SDK.
func listOf(t *testing.T, h host, docs [][]byte) []byte {
	t.Helper()
	rl := fn.ResourceList{FunctionConfig: fn.NewEmptyKubeObject()}
	for i, doc := range docs {
		// The SDK panics on aliases, which is why they are decoded before.
		text, err := yaml.Marshal(decode(t, doc))
		if err != nil {
			t.Fatal(err)
		}
		o, err := fn.ParseKubeObject(text)
		if err != nil {
			t.Fatal(err)
		}
		for key, value := range h.mark(string(rune('0' + i%10))) {
			if err := o.SetAnnotation(key, value); err != nil {
				t.Fatal(err)
			}
		}
		rl.Items = append(rl.Items, o)
	}
	text, err := rl.ToYAML()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// items reads a returned list as the SDK does.
func items(t *testing.T, list []byte) fn.KubeObjects {
	t.Helper()
	rl, err := fn.ParseResourceList(list)
	if err != nil {
		t.Fatalf("%v\n%s", err, list)
	}
	return rl.Items
}

// compareItems compares the emitted items of a list with the rendered objects,
// apart from what hosts need.
func compareItems(t *testing.T, name string, list []byte, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for _, item := range items(t, list) {
		if item.GetAnnotation("fluxbundle.io/owner") == "" {
			continue
		}
		for key := range item.GetAnnotations() {
			if strings.HasPrefix(key, "internal.config.kubernetes.io/") {
				if _, err := item.RemoveNestedField("metadata", "annotations", key); err != nil {
					t.Fatal(err)
				}
			}
		}
		for id, text := range documentsOf(t, [][]byte{[]byte(item.String())}) {
			got[id] = text
		}
	}
	compareObjects(t, name, got, want)
}

func compareObjects(t *testing.T, name string, got, want map[string]string) {
	t.Helper()
	for id := range want {
		if got[id] != want[id] {
			t.Errorf("%s: %s is\n%s\nwant\n%s", name, id, got[id], want[id])
		}
	}
	for id := range got {
		if _, ok := want[id]; !ok {
			t.Errorf("%s: %s is too much", name, id)
		}
	}
}

// documentsOf brings documents into one form, by identity.
func documentsOf(t *testing.T, docs [][]byte) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, doc := range docs {
		text, err := yaml.Marshal(decode(t, doc))
		if err != nil {
			t.Fatal(err)
		}
		id := parse(t, doc)
		key := id.APIVersion + " " + id.id()
		if _, twice := out[key]; twice {
			t.Errorf("%s is there twice", key)
		}
		out[key] = string(text)
	}
	return out
}

// withoutResults cuts the results off a list: a first run may have more to say
// than a second.
func withoutResults(t *testing.T, list []byte) []byte {
	t.Helper()
	before, _, _ := bytes.Cut(list, []byte("\nresults:\n"))
	return bytes.TrimSuffix(before, []byte("\n"))
}

// checkFailure runs inputs with errors in every host: nothing is emitted, and
// what came in goes out.
func checkFailure(t *testing.T, inputs []functions.File) {
	t.Helper()
	docs := inputDocuments(inputs)
	for _, doc := range docs {
		var o map[string]any
		if yaml.Unmarshal(doc, &o) != nil || o["apiVersion"] == nil {
			return
		}
	}
	for _, h := range hosts {
		list := listOf(t, h, docs)
		got, outcome := functions.Run(list)
		if !outcome.Failed {
			t.Errorf("%s: does not fail", h.name)
		}
		if a, b := withoutResults(t, got), withoutResults(t, list); !bytes.Equal(a, b) {
			t.Errorf("%s: a failed run changes the list:\n%s\ninput:\n%s", h.name, a, b)
		}
	}
}
