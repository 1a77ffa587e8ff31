// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal_test

import (
	"strings"
	"testing"

	"filippo.io/age"
	"sigs.k8s.io/yaml"
)

func identity(t testing.TB) *age.X25519Identity {
	t.Helper()
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return identity
}

// decrypt runs sops over a file, with one identity and the check of the MAC.
func decrypt(t *testing.T, identity *age.X25519Identity, text string) (string, error) {
	t.Helper()
	c := program(t, "sops", "--decrypt", write(t, t.TempDir(), "secret.yaml", text))
	c.Env = []string{"SOPS_AGE_KEY=" + identity.String(), "HOME=" + t.TempDir()}
	out, err := c.CombinedOutput()
	return string(out), err
}

func sopsPolicy(identities ...*age.X25519Identity) object {
	var recipients []string
	for _, i := range identities {
		recipients = append(recipients, i.Recipient().String())
	}
	return object{"provider": "sops", "sops": object{"age": recipients}}
}

// sops opens every file with the identity of every recipient, and with no other.
func TestSOPSOpens(t *testing.T) {
	identities := []*age.X25519Identity{identity(t), identity(t), identity(t)}
	sealed := seal(t, sopsPolicy(identities...), secrets())
	for _, s := range secrets() {
		for _, i := range identities {
			plain, err := decrypt(t, i, sealed[s.id()])
			if err != nil {
				t.Errorf("%s: %v\n%s", s.id(), err, plain)
				continue
			}
			data, kind, _ := decodeData(t, plain)
			checkData(t, s, data)
			if s.kind != "" && kind != s.kind {
				t.Errorf("%s has type %q", s.id(), kind)
			}
		}
		if plain, err := decrypt(t, identity(t), sealed[s.id()]); err == nil || !strings.Contains(plain, "no master key was able to decrypt") {
			t.Errorf("%s is opened by another identity: %v\n%s", s.id(), err, plain)
		}
	}
}

// kustomize writes the files anew, with labels and in another namespace; the MAC
// still fits, since it covers nothing but the data, in the order of its keys.
func TestSOPSOpensAfterKustomize(t *testing.T) {
	recipient := identity(t)
	sealed := seal(t, sopsPolicy(recipient), secrets()[:2])
	for _, s := range secrets()[:2] {
		dir := t.TempDir()
		write(t, dir, "secret.yaml", sealed[s.id()])
		write(t, dir, "kustomization.yaml", `resources: [secret.yaml]
namespace: moved
namePrefix: pre-
labels:
- pairs: {team: a}
commonAnnotations: {note: b}
`)
		built := output(t, program(t, "kustomize", "build", dir))
		for _, want := range []string{"namespace: moved", "name: pre-" + s.name, "team: a", "note: b"} {
			if !strings.Contains(built, want) {
				t.Errorf("kustomize has not written %q", want)
			}
		}
		plain, err := decrypt(t, recipient, built)
		if err != nil {
			t.Errorf("%s: %v\n%s", s.id(), err, plain)
			continue
		}
		data, _, _ := decodeData(t, plain)
		checkData(t, s, data)
	}
}

// The check of the MAC is one: sops refuses a value that is missing.
func TestSOPSChecksTheMAC(t *testing.T) {
	recipient := identity(t)
	s := secrets()[0]
	var file object
	if err := yaml.Unmarshal([]byte(seal(t, sopsPolicy(recipient), secrets()[:1])[s.id()]), &file); err != nil {
		t.Fatal(err)
	}
	delete(file["data"].(object), "username")
	if plain, err := decrypt(t, recipient, yamlOf(t, file)); err == nil || !strings.Contains(plain, "MAC mismatch") {
		t.Errorf("sops says %v\n%s", err, plain)
	}
}

// age opens the data key of every recipient, and each has the same one.
func TestAgeOpens(t *testing.T) {
	identities := []*age.X25519Identity{identity(t), identity(t)}
	for id, text := range seal(t, sopsPolicy(identities...), secrets()) {
		var file struct {
			SOPS struct {
				Age []struct{ Enc, Recipient string } `json:"age"`
			} `json:"sops"`
		}
		if err := yaml.Unmarshal([]byte(text), &file); err != nil {
			t.Fatal(err)
		}
		if len(file.SOPS.Age) != len(identities) {
			t.Fatalf("%s has %d recipients", id, len(file.SOPS.Age))
		}
		keys := map[string]bool{}
		for _, entry := range file.SOPS.Age {
			for _, i := range identities {
				dir := t.TempDir()
				c := program(t, "age", "--decrypt", "-i", write(t, dir, "key", i.String()+"\n"), write(t, dir, "enc", entry.Enc))
				key, err := c.Output()
				if opens := i.Recipient().String() == entry.Recipient; (err == nil) != opens {
					t.Errorf("%s for %s: error %v", id, entry.Recipient, err)
				}
				if err == nil {
					keys[string(key)] = true
				}
			}
		}
		if len(keys) != 1 || len(sortedKeys(keys)[0]) != 32 {
			t.Errorf("%s has %d data keys", id, len(keys))
		}
	}
}

// One changed value changes its file and no other; one more recipient changes
// all of them; the order of everything changes nothing.
func TestOnlyWhatChangedChanges(t *testing.T) {
	one, two := identity(t), identity(t)
	before := seal(t, sopsPolicy(one), secrets())
	shuffled := secrets()
	shuffled[0], shuffled[2] = shuffled[2], shuffled[0]
	for range 10 {
		for id, text := range seal(t, sopsPolicy(one), shuffled) {
			if text != before[id] {
				t.Fatalf("%s depends on the order, or on chance", id)
			}
		}
	}
	changed := secrets()
	changed[0].data["password"] = []byte("another")
	for id, text := range seal(t, sopsPolicy(one), changed) {
		if (text != before[id]) != (id == changed[0].id()) {
			t.Errorf("%s changed: %v", id, text != before[id])
		}
	}
	for id, text := range seal(t, sopsPolicy(two, one), secrets()) {
		if text == before[id] {
			t.Errorf("%s has not changed with a new recipient", id)
		}
	}
}
