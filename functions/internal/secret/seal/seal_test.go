// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"text/template"

	"github.com/google/go-cmp/cmp"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

var update = flag.Bool("update", false, "rewrite testdata")

// testPlain is a Secret with a value of every kind: short, empty, long, binary.
func testPlain() Plain {
	return Plain{
		Slot:        Slot{ClusterID: "prod", Namespace: "shop", Name: "orders-auth", Epoch: "2", Rotation: "3"},
		Labels:      manifest.Pairs{{Key: "app.kubernetes.io/managed-by", Value: "flux-bundle"}},
		Annotations: manifest.Pairs{{Key: "fluxbundle.io/owner", Value: "shop/orders"}},
		Fields: []Field{
			{"username", v1alpha1.NewSecret("git")},
			{"password", v1alpha1.NewSecret("hunter2-canary")},
			{"empty", v1alpha1.NewSecret("")},
			{"ca.crt", v1alpha1.NewSecret(strings.Repeat("line of a file\n", 100))},
			{"binary", v1alpha1.NewSecret("\x00\xff\x80")},
		},
		Inputs: []manifest.Pair{{Key: "url", Value: "https://example.com/orders"}, {Key: "username", Value: "git"}},
	}
}

// sealers are one of each provider, with pinned recipients.
func sealers(t testing.TB) map[string]Sealer {
	t.Helper()
	out := map[string]Sealer{}
	for _, scope := range []v1alpha1.SealingScope{"", v1alpha1.SealingScopeNamespace, v1alpha1.SealingScopeCluster} {
		s, err := NewSealedSecrets(read(t, "certificate.pem"), scope)
		if err != nil {
			t.Fatal(err)
		}
		out["sealed-secrets-"+string(s.scope)] = s
	}
	_, one := ageIdentity(t, 1)
	_, two := ageIdentity(t, 2)
	for name, recipients := range map[string][]string{"sops": {one}, "sops-two": {two, one}} {
		s, err := NewSOPS(recipients)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = s
	}
	return out
}

var testStore = Store{Name: "vault", Kind: "ClusterSecretStore", Key: "flux/shop/orders-auth", RefreshSeconds: 3600}

func mustSeal(t testing.TB, s Sealer, plain Plain) manifest.Object {
	t.Helper()
	obj, err := s.Seal(testKeys(t), plain)
	if err != nil {
		t.Fatal(err)
	}
	return obj
}

func yamlOf(obj manifest.Object) string { return string(obj.AppendYAML(nil, 0)) }

func parsed(t testing.TB, text string) object.Document {
	t.Helper()
	documents, err := object.ParseFile("", []byte(text))
	if err != nil || len(documents) != 1 {
		t.Fatalf("%d documents, error %v", len(documents), err)
	}
	return documents[0]
}

// Whole objects, pinned: their bytes are what users have in Git.
func TestKnownObjects(t *testing.T) {
	t.Parallel()
	objects := map[string]manifest.Object{}
	for name, s := range sealers(t) {
		objects[name] = mustSeal(t, s, testPlain())
	}
	objects["external-secrets"] = ExternalSecret(testStore, testPlain())
	for name, obj := range objects {
		file, got := "testdata/"+name+".yaml", yamlOf(obj)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(read(t, name+".yaml"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// The order of fields is that of the input, and must not matter.
func TestOrderOfFieldsDoesNotMatter(t *testing.T) {
	t.Parallel()
	for name, s := range sealers(t) {
		want := yamlOf(mustSeal(t, s, testPlain()))
		plain := testPlain()
		for range plain.Fields {
			plain.Fields = append(plain.Fields[1:], plain.Fields[0])
			if got := yamlOf(mustSeal(t, s, plain)); got != want {
				t.Errorf("%s: another order gives other bytes", name)
			}
		}
	}
}

// ciphertexts are the encrypted values of an object.
func ciphertexts(t testing.TB, obj manifest.Object) map[string]string {
	t.Helper()
	root, changed := readObject(parsed(t, yamlOf(obj)))
	if changed != nil {
		t.Fatal(changed)
	}
	values := mapping(root, "data")
	if spec := mapping(root, "spec"); spec != nil {
		values = mapping(spec, "encryptedData")
	}
	out := map[string]string{}
	for key := range values {
		out[key] = text(values, key)
	}
	return out
}

// Whatever is bound into the keys changes every ciphertext, the empty values of
// SOPS excepted.
func TestEveryPartChangesTheCiphertext(t *testing.T) {
	t.Parallel()
	for name, s := range sealers(t) {
		before := ciphertexts(t, mustSeal(t, s, testPlain()))
		for part, change := range map[string]func(*Slot){
			"cluster":   func(s *Slot) { s.ClusterID = "test" },
			"namespace": func(s *Slot) { s.Namespace = "other" },
			"name":      func(s *Slot) { s.Name = "other" },
			"type":      func(s *Slot) { s.Type = "kubernetes.io/basic-auth" },
			"epoch":     func(s *Slot) { s.Epoch = "3" },
		} {
			plain := testPlain()
			change(&plain.Slot)
			for key, after := range ciphertexts(t, mustSeal(t, s, plain)) {
				if after == before[key] && after != "" {
					t.Errorf("%s: another %s leaves %s as it is", name, part, key)
				}
			}
		}
		plain := testPlain()
		plain.Slot.Type = "Opaque"
		plain.Slot.Rotation, plain.Inputs, plain.Labels = "4", nil, nil
		if diff := cmp.Diff(before, ciphertexts(t, mustSeal(t, s, plain))); diff != "" {
			t.Errorf("%s: the ciphertext depends on more than it should:\n%s", name, diff)
		}
	}
}

// A SealedSecret changes in the value that changed; a SOPS document changes as
// a whole, since its values share a key.
func TestOneValueChanges(t *testing.T) {
	t.Parallel()
	for name, s := range sealers(t) {
		before := ciphertexts(t, mustSeal(t, s, testPlain()))
		plain := testPlain()
		plain.Fields[1].Value = v1alpha1.NewSecret("hunter3")
		after := ciphertexts(t, mustSeal(t, s, plain))
		for key := range before {
			want := key == "password" || strings.HasPrefix(name, "sops") && key != "empty"
			if changed := before[key] != after[key]; changed != want {
				t.Errorf("%s: %s changed: %v, want %v", name, key, changed, want)
			}
		}
	}
}

// Equal plaintexts in two keys, and in two slots, do not look equal.
func TestEqualPlaintextsDiffer(t *testing.T) {
	t.Parallel()
	for name, s := range sealers(t) {
		plain := testPlain()
		plain.Fields = []Field{{"a", v1alpha1.NewSecret("same")}, {"b", v1alpha1.NewSecret("same")}}
		values := ciphertexts(t, mustSeal(t, s, plain))
		if values["a"] == values["b"] {
			t.Errorf("%s: two keys have the same ciphertext", name)
		}
	}
}

func TestSealRefuses(t *testing.T) {
	t.Parallel()
	for name, s := range sealers(t) {
		if _, err := s.Seal(Keys{}, testPlain()); !errors.Is(err, ErrNoSeed) {
			t.Errorf("%s without a seed: error %v", name, err)
		}
		plain := testPlain()
		plain.Fields = nil
		if _, err := s.Seal(testKeys(t), plain); !errors.Is(err, ErrNoFields) {
			t.Errorf("%s without fields: error %v", name, err)
		}
		for _, slot := range []Slot{{Name: "a"}, {Namespace: "a"}, {Namespace: "a/b", Name: "c"}, {Namespace: "a", Name: "b/c"}} {
			plain := testPlain()
			plain.Slot = slot
			if _, err := s.Seal(testKeys(t), plain); !errors.Is(err, ErrNoPlace) {
				t.Errorf("%s at %+v: error %v", name, slot, err)
			}
		}
		for _, key := range []string{"", "a b", "a:b", "a/b", "..", ".", strings.Repeat("x", 254), "é", "a\n"} {
			plain := testPlain()
			plain.Fields[0].Key = key
			if _, err := s.Seal(testKeys(t), plain); err == nil {
				t.Errorf("%s seals the key %q", name, key)
			}
		}
		plain = testPlain()
		plain.Fields[0].Key = "password"
		if _, err := s.Seal(testKeys(t), plain); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s with a key twice: error %v", name, err)
		}
		for _, key := range []string{"data", "stringData"} {
			plain := testPlain()
			plain.Labels = plain.Labels.With(manifest.Pair{Key: key, Value: "x"})
			if _, err := s.Seal(testKeys(t), plain); (err != nil) != strings.HasPrefix(name, "sops") {
				t.Errorf("%s with a label named %s: error %v", name, key, err)
			}
		}
	}
	if _, err := NewSOPS(nil); !errors.Is(err, ErrNoRecipients) {
		t.Errorf("no recipients: error %v", err)
	}
	if _, err := NewSealedSecrets(read(t, "certificate.pem"), "wide"); err == nil {
		t.Error("a scope that there is not is accepted")
	}
}

// The operator runs labels and annotations through text/template, with the
// secret as its data.
func TestExternalSecretHasNoTemplates(t *testing.T) {
	t.Parallel()
	const tricky = "{{ .password }} and {{{ }}"
	plain := testPlain()
	plain.Annotations = plain.Annotations.With(manifest.Pair{Key: "note", Value: tricky})
	root, _ := readObject(parsed(t, yamlOf(ExternalSecret(testStore, plain))))
	annotations := mapping(mapping(mapping(mapping(mapping(root, "spec"), "target"), "template"), "metadata"), "annotations")
	parsed, err := template.New("").Parse(text(annotations, "note"))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	if err := parsed.Execute(&got, map[string]string{"password": "hunter2"}); err != nil || got.String() != tricky {
		t.Errorf("%q, %v", got.String(), err)
	}
}

func BenchmarkSeal(b *testing.B) {
	plain := testPlain()
	plain.Fields = []Field{{"identity", v1alpha1.NewSecret(strings.Repeat("x", 400))}}
	keys := testKeys(b)
	all := sealers(b)
	for _, name := range []string{"sealed-secrets-strict", "sops"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := all[name].Seal(keys, plain); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// parseAny parses what may be anything.
func parseAny(text string) ([]object.Document, error) { return object.ParseFile("", []byte(text)) }
