// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	policy = `apiVersion: fluxbundle.io/v1alpha1
kind: SealingPolicy
metadata:
  name: team
  annotations: {config.kubernetes.io/local-config: "true"}
spec:
  provider: sops
  seedFrom: {name: seed}
  sops: {age: [age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l]}
`
	seed = `apiVersion: v1
kind: Secret
metadata:
  name: seed
  annotations: {config.kubernetes.io/local-config: "true"}
stringData: {seed: 3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=}
`
	secret = `apiVersion: v1
kind: Secret
metadata:
  name: db
  namespace: shop
  annotations: {config.kubernetes.io/local-config: "true", fluxbundle.io/sealing-policy: team}
stringData: {password: canary}
`
)

// call runs flux-seal with the given standard input.
func call(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	file, err := os.Open(write(t, t.TempDir(), "stdin", stdin))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out, errOut bytes.Buffer
	code = run(args, file, &out, &errOut)
	return code, out.String(), errOut.String()
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestRenderToFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "in/policy.yaml", policy)
	write(t, dir, "in/seed.yaml", seed)
	plaintext := write(t, dir, "in/secret.yaml", secret)
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "in", "sealed")
	if code, stdout, stderr := call(t, "", "render", in, "-o", out); code != 0 || stdout != "" {
		t.Fatalf("code %d, %s, %s", code, stdout, stderr)
	}
	sealed := read(t, out, "shop", "db.yaml")
	if !strings.Contains(sealed, "ENC[AES256_GCM") || strings.Contains(sealed, "canary") {
		t.Errorf("it is not sealed:\n%s", sealed)
	}
	_, stdout, _ := call(t, "", "render", in)
	if header, body, _ := strings.Cut(sealed, "---\n"); stdout != "---\n"+body || !strings.HasPrefix(header, "# Sealed by flux-seal.") {
		t.Errorf("on standard output there is something else:\n%s", stdout)
	}
	if err := os.Remove(plaintext); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := call(t, "", "render", "-o", out, in)
	if code != 0 || read(t, out, "shop", "db.yaml") != sealed || !strings.Contains(stderr, "CarriedOver") {
		t.Errorf("without the plaintext: code %d, %s", code, stderr)
	}
	write(t, dir, "in/policy.yaml", strings.Replace(policy, "provider", "epoch: '2'\n  provider", 1))
	code, _, stderr = call(t, "", "render", "-o", out, in)
	if code != 1 || read(t, out, "shop", "db.yaml") != sealed || !strings.Contains(stderr, "SealedAgain") {
		t.Errorf("with another epoch: code %d, %s", code, stderr)
	}
	if entries, err := os.ReadDir(out); err != nil || len(entries) != 1 {
		t.Errorf("something is left in the folder: %v, %v", entries, err)
	}
}

func TestRenderOverwritesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	in := write(t, dir, "in.yaml", policy+"---\n"+seed+"---\n"+secret)
	write(t, dir, "out/shop/db.yaml", "a: b\n")
	code, _, stderr := call(t, "", "render", "-o", filepath.Join(dir, "out"), in)
	if code != 1 || !strings.Contains(stderr, "was not written by flux-seal") || read(t, dir, "out", "shop", "db.yaml") != "a: b\n" {
		t.Errorf("code %d, %s", code, stderr)
	}
}

func TestFunction(t *testing.T) {
	t.Parallel()
	items := ""
	for _, item := range []string{policy, seed, secret} {
		items += "- " + strings.TrimSuffix(strings.ReplaceAll(item, "\n", "\n  "), "  ")
	}
	code, stdout, stderr := call(t, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n"+items)
	if code != 0 || !strings.Contains(stdout, items) || !strings.Contains(stdout, "ENC[AES256_GCM") || !strings.Contains(stderr, "NeededOutside") {
		t.Errorf("code %d, %s, %s", code, stderr, stdout)
	}
	if code, stdout, stderr := call(t, "a: canary: b"); code != 1 || stdout != "" || strings.Contains(stderr, "canary") {
		t.Errorf("no list: code %d, %s, %s", code, stderr, stdout)
	}
}

func TestArguments(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"help", "overview"}, 0, "## Overview"},
		{[]string{"--help"}, 0, "Usage:\n  flux-seal COMMAND"},
		{[]string{"--version"}, 0, "flux-seal "},
		{[]string{"seal"}, 2, "unknown command \"seal\"; accepted: "},
		{[]string{"render"}, 2, "a file or folder with Secrets is needed"},
		{[]string{"render", "--nonsense"}, 2, "unknown flag: --nonsense"},
		{[]string{"render", "-h"}, 0, "flux-seal render"},
		{[]string{"render", "nowhere.yaml"}, 1, "nowhere.yaml"},
	} {
		code, stdout, stderr := call(t, "", test.args...)
		if code != test.code || !strings.Contains(stdout+stderr, test.want) {
			t.Errorf("%q: code %d, %s%s", test.args, code, stdout, stderr)
		}
	}
}
