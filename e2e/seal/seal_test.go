// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package seal_test holds what is sealed against the programs that open it:
// sealed-secrets, sops, age, ssh-keygen and git.
//
//	make oracles
package seal_test

import (
	"bytes"
	"encoding/base64"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

var bin = flag.String("bin", "../../bin", "folder with flux-seal, flux-bundle, kustomize, sops and age")

const seed = "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs="

// program returns a program of the folder, ready to run.
func program(t testing.TB, name string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(*bin, name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v; run make oracles", err)
	}
	return exec.Command(path, args...)
}

// output runs a command and returns what it prints.
func output(t testing.TB, c *exec.Cmd) string {
	t.Helper()
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(c.Args, " "), err, stderr.String())
	}
	return string(out)
}

func write(t testing.TB, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// object is any object as JSON has it.
type object = map[string]any

func yamlOf(t testing.TB, v any) string {
	t.Helper()
	text, err := yaml.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func local(name, namespace string, more object) object {
	annotations := object{"config.kubernetes.io/local-config": "true"}
	for key, value := range more {
		annotations[key] = value
	}
	metadata := object{"name": name, "annotations": annotations}
	if namespace != "" {
		metadata["namespace"] = namespace
	}
	return metadata
}

// secret is one that is to be sealed.
type secret struct {
	namespace, name, kind string
	data                  map[string][]byte
}

func (s secret) id() string { return s.namespace + "/" + s.name }

// secrets have values of every kind: short, empty, long, of many lines, binary,
// and some that YAML would take for something else.
func secrets() []secret {
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	return []secret{
		{"shop", "credentials", "kubernetes.io/basic-auth", map[string][]byte{"username": []byte("git"), "password": []byte("hunter2-canary")}},
		{"shop", "kinds", "", map[string][]byte{
			"empty": {}, "one": []byte("x"), "bytes": every, "long": bytes.Repeat([]byte("0123456789abcdef"), 1<<14),
			"lines": []byte("a\n\n b: c\n# d\n"), "true": []byte("true"), "null": []byte("null"), "number": []byte("007"), "date": []byte("2026-01-01"),
			"ca.crt": []byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), "UPPER_case.1": []byte("ü€𝄞"),
		}},
		{"other", "credentials", "", map[string][]byte{"password": []byte("hunter2-canary")}},
	}
}

// seal seals the secrets with a policy and returns each sealed file by
// NAMESPACE/NAME.
func seal(t testing.TB, spec object, all []secret) map[string]string {
	t.Helper()
	dir := t.TempDir()
	spec["seedFrom"] = object{"name": "seed"}
	documents := []string{
		yamlOf(t, object{"apiVersion": "fluxbundle.io/v1alpha1", "kind": "SealingPolicy", "metadata": local("policy", "", nil), "spec": spec}),
		yamlOf(t, object{"apiVersion": "v1", "kind": "Secret", "metadata": local("seed", "", nil), "stringData": object{"seed": seed}}),
	}
	for _, s := range all {
		data := object{}
		for key, value := range s.data {
			data[key] = base64.StdEncoding.EncodeToString(value)
		}
		o := object{"apiVersion": "v1", "kind": "Secret", "metadata": local(s.name, s.namespace, object{"fluxbundle.io/sealing-policy": "policy"}), "data": data}
		if s.kind != "" {
			o["type"] = s.kind
		}
		documents = append(documents, yamlOf(t, o))
	}
	write(t, dir, "in.yaml", strings.Join(documents, "---\n"))
	out := filepath.Join(dir, "out")
	output(t, program(t, "flux-seal", "render", "-o", out, filepath.Join(dir, "in.yaml")))
	sealed := map[string]string{}
	for _, s := range all {
		text, err := os.ReadFile(filepath.Join(out, s.namespace, s.name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "canary") {
			t.Errorf("%s shows its plaintext", s.id())
		}
		sealed[s.id()] = string(text)
	}
	return sealed
}

// checkData compares the data of a Secret, in Base64, with what was sealed.
func checkData(t *testing.T, s secret, got map[string][]byte) {
	t.Helper()
	for key, want := range s.data {
		if value, there := got[key]; !there || !bytes.Equal(value, want) {
			t.Errorf("%s of %s has %d bytes, want the %d that were sealed", key, s.id(), len(value), len(want))
		}
	}
	if len(got) != len(s.data) {
		t.Errorf("%s has %d keys, want %d", s.id(), len(got), len(s.data))
	}
}

// decodeData reads the data of a Secret in YAML.
func decodeData(t *testing.T, text string) (data map[string][]byte, kind string, sops bool) {
	t.Helper()
	var got struct {
		Data map[string][]byte `json:"data"`
		Type string            `json:"type"`
		SOPS object            `json:"sops"`
	}
	if err := yaml.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	return got.Data, got.Type, got.SOPS != nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
