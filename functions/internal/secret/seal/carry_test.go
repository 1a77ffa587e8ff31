// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// withoutValues is what is known of the plaintext when it is absent.
func withoutValues(plain Plain) Plain {
	fields := make([]Field, len(plain.Fields))
	for i, f := range plain.Fields {
		fields[i].Key = f.Key
	}
	plain.Fields = fields
	return plain
}

// Rendering without plaintext gives the bytes of the render before, with the
// seed and without it.
func TestCarryGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	for name, s := range sealers(t) {
		want := yamlOf(mustSeal(t, s, testPlain()))
		unknown := withoutValues(testPlain())
		unknown.Fields, unknown.Optional = nil, []string{"username", "password", "empty", "ca.crt", "binary", "bearerToken"}
		for how, keys := range map[string]Keys{"with the seed": testKeys(t), "without it": {}} {
			for _, plain := range []Plain{withoutValues(testPlain()), unknown} {
				object, changed := s.Carry(keys, plain, parsed(t, want))
				if len(changed) > 0 {
					t.Fatalf("%s %s: %v", name, how, changed)
				}
				if diff := cmp.Diff(want, yamlOf(object)); diff != "" {
					t.Errorf("%s %s (-want +got):\n%s", name, how, diff)
				}
			}
		}
	}
}

// What surrounds the ciphertext is built anew: labels of the earlier object
// that are not wanted, and anything that someone has put into it, are gone.
func TestCarryTakesNothingElse(t *testing.T) {
	t.Parallel()
	for name, s := range sealers(t) {
		want := mustSeal(t, s, testPlain())
		earlier := want
		earlier.Labels = earlier.Labels.With(manifest.Pair{Key: "evil", Value: "x"})
		earlier.Annotations = earlier.Annotations.With(manifest.Pair{Key: "evil", Value: "x"})
		earlier.Body = manifest.Merge(earlier.Body, manifest.Map{
			{Key: "immutable", Value: manifest.Bool(true)},
			{Key: "sops", Value: manifest.Map{{Key: "evil", Value: manifest.String("x")}}},
			{Key: "spec", Value: manifest.Map{{Key: "template", Value: manifest.Map{
				{Key: "data", Value: manifest.Map{{Key: "evil", Value: manifest.String("{{ x }}")}}},
			}}}},
		})
		object, changed := s.Carry(testKeys(t), withoutValues(testPlain()), parsed(t, yamlOf(earlier)))
		if len(changed) > 0 {
			t.Errorf("%s: %v", name, changed)
			continue
		}
		if diff := cmp.Diff(yamlOf(want), yamlOf(object)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// whats are the reasons without their details.
func whats(changed []Changed) []string {
	var out []string
	for _, c := range changed {
		out = append(out, strings.TrimSuffix(string(c.What)+" "+c.Key, " "))
	}
	return out
}

func TestCarryNamesWhatChanged(t *testing.T) {
	t.Parallel()
	for name, s := range sealers(t) {
		earlier := parsed(t, yamlOf(mustSeal(t, s, testPlain())))
		for _, test := range []struct {
			change func(*Plain)
			want   []string
		}{
			{func(p *Plain) { p.Slot.Namespace = "other" }, []string{"slot"}},
			{func(p *Plain) { p.Slot.Name = "other" }, []string{"slot"}},
			{func(p *Plain) { p.Slot.ClusterID = "" }, []string{"identity"}},
			{func(p *Plain) { p.Slot.Type = "kubernetes.io/tls" }, []string{"type"}},
			{func(p *Plain) { p.Slot.Epoch = "3" }, []string{"epoch"}},
			{func(p *Plain) { p.Slot.Rotation = "" }, []string{"rotation"}},
			{func(p *Plain) { p.Inputs[1].Value = "root" }, []string{"inputs"}},
			{func(p *Plain) { p.Fields = p.Fields[1:] }, []string{"additional-key username"}},
			{func(p *Plain) { p.Fields = append(p.Fields, Field{Key: "more"}) }, []string{"missing-key more"}},
			{func(p *Plain) { p.Slot.Epoch, p.Slot.Rotation = "3", "4" }, []string{"epoch", "rotation"}},
		} {
			plain := withoutValues(testPlain())
			test.change(&plain)
			object, changed := s.Carry(testKeys(t), plain, earlier)
			if diff := cmp.Diff(test.want, whats(changed)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
			if object.Kind != "" {
				t.Errorf("%s: there is an object although %v changed", name, test.want)
			}
		}
	}
}

func TestCarryNamesRecipientScopeAndProvider(t *testing.T) {
	t.Parallel()
	all := sealers(t)
	_, certificate := newCertificate(t, 4096)
	renewed, err := NewSealedSecrets(certificate, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name        string
		before, now Sealer
		want        []string
	}{
		{"another certificate", all["sealed-secrets-strict"], renewed, []string{"recipient"}},
		{"another scope", all["sealed-secrets-strict"], all["sealed-secrets-cluster-wide"], []string{"scope"}},
		{"one more recipient", all["sops"], all["sops-two"], []string{"recipient"}},
		{"one recipient less", all["sops-two"], all["sops"], []string{"recipient"}},
		{"another provider", all["sops"], all["sealed-secrets-strict"], []string{"provider"}},
		{"the other provider", all["sealed-secrets-strict"], all["sops"], []string{"provider"}},
	} {
		earlier := parsed(t, yamlOf(mustSeal(t, test.before, testPlain())))
		_, changed := test.now.Carry(Keys{}, withoutValues(testPlain()), earlier)
		if diff := cmp.Diff(test.want, whats(changed)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	plain := yamlOf(PlainSecret(testPlain()))
	_, changed := all["sops"].Carry(Keys{}, withoutValues(testPlain()), parsed(t, plain))
	if diff := cmp.Diff([]string{"provider"}, whats(changed)); diff != "" {
		t.Errorf("a plain Secret (-want +got):\n%s", diff)
	}
}

// With the seed, ciphertext of someone else's making is noticed even where it
// has the right form.
func TestCarryVerifiesTheTag(t *testing.T) {
	t.Parallel()
	for name, s := range sealers(t) {
		plain := testPlain()
		plain.Fields[1].Value = v1alpha1.NewSecret("another")
		good, other := yamlOf(mustSeal(t, s, testPlain())), yamlOf(mustSeal(t, s, plain))
		tag := func(text string) string {
			value, _ := parsed(t, text).Annotation(TagAnnotation)
			return value
		}
		forged := parsed(t, strings.ReplaceAll(other, tag(other), tag(good)))
		if _, changed := s.Carry(testKeys(t), withoutValues(testPlain()), forged); diffWhats(changed, "tag") {
			t.Errorf("%s: %v", name, changed)
		}
		if _, changed := s.Carry(Keys{}, withoutValues(testPlain()), forged); len(changed) > 0 {
			t.Errorf("%s without the seed: %v", name, changed)
		}
		seed, err := NewKeys(v1alpha1.NewSecret(testSeed + " rotated"))
		if err != nil {
			t.Fatal(err)
		}
		if _, changed := s.Carry(seed, withoutValues(testPlain()), parsed(t, good)); diffWhats(changed, "tag") {
			t.Errorf("%s with another seed: %v", name, changed)
		}
		untagged := parsed(t, strings.ReplaceAll(good, TagAnnotation, "fluxbundle.io/other"))
		if _, changed := s.Carry(Keys{}, withoutValues(testPlain()), untagged); diffWhats(changed, "form "+TagAnnotation) {
			t.Errorf("%s without a tag: %v", name, changed)
		}
	}
}

func diffWhats(changed []Changed, want ...string) bool { return !cmp.Equal(want, whats(changed)) }

// Plaintext, templates and text of another form are never carried over.
func TestCarryRefusesOtherForms(t *testing.T) {
	t.Parallel()
	all := sealers(t)
	for name, s := range all {
		field := "data"
		if strings.HasPrefix(name, "sealed") {
			field = "spec"
		}
		for _, value := range []manifest.Value{
			manifest.String("aHVudGVyMg=="), manifest.String("hunter2"), manifest.Int(1), manifest.Null{}, manifest.Map{}, manifest.List{},
			manifest.String("ENC[AES256_GCM,data:eA==,iv:eA==,tag:eA==,type:str]"),
			manifest.String("ENC[AES256_GCM,data:eA==,iv:" + strings.Repeat("A", 43) + "=,tag:" + strings.Repeat("A", 22) + "==,type:int]"),
			manifest.String("AgA8"), manifest.String(strings.Repeat("A", 4000)),
		} {
			data := manifest.Map{{Key: "password", Value: value}}
			if field == "spec" {
				data = manifest.Map{{Key: "encryptedData", Value: data}}
			}
			earlier := mustSeal(t, s, testPlain())
			earlier.Body = manifest.Merge(earlier.Body, manifest.Map{{Key: field, Value: data}})
			_, changed := s.Carry(Keys{}, withoutValues(testPlain()), parsed(t, yamlOf(earlier)))
			want := "form password"
			if _, null := value.(manifest.Null); null {
				want = "missing-key password"
			}
			if diffWhats(changed, want) {
				t.Errorf("%s, %v: %v", name, value, changed)
			}
		}
	}
	for key, value := range map[string]manifest.Value{
		"mac": manifest.String("x"), "lastmodified": manifest.String("2026-02-01T00:00:00Z"), "encrypted_regex": manifest.String("^data$"),
		"mac_only_encrypted": manifest.Bool(false), "age": manifest.List{}, "version": nil,
	} {
		earlier := mustSeal(t, all["sops"], testPlain())
		earlier.Body = manifest.Merge(earlier.Body, manifest.Map{{Key: "sops", Value: manifest.Map{{Key: key, Value: value}}}})
		_, changed := all["sops"].Carry(Keys{}, withoutValues(testPlain()), parsed(t, yamlOf(earlier)))
		if key != "version" && diffWhats(changed, "form sops") || key == "version" && len(changed) > 0 {
			t.Errorf("sops.%s: %v", key, changed)
		}
	}
}

// Any document whatever is either refused, or gives an object that differs from
// what Seal makes in nothing but ciphertext of the right form.
func FuzzCarry(f *testing.F) {
	all := sealers(f)
	want := map[string]string{}
	for _, name := range []string{"sealed-secrets-strict", "sops-two"} {
		want[name] = yamlOf(mustSeal(f, all[name], testPlain()))
		f.Add(want[name])
	}
	f.Add(yamlOf(PlainSecret(testPlain())))
	f.Add("apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec: {encryptedData: [a]}\n")
	f.Add("apiVersion: v1\nkind: Secret\nsops: {age: [1, {enc: x}]}\ndata: {a: &a b, c: *a, <<: {d: e}}\n")
	keys := testKeys(f)
	f.Fuzz(func(t *testing.T, text string) {
		documents, err := parseAny(text)
		if err != nil {
			return
		}
		for _, d := range documents {
			for name := range want {
				s, plain := all[name], withoutValues(testPlain())
				object, changed := s.Carry(Keys{}, plain, d)
				if (len(changed) == 0) != (object.Kind != "") {
					t.Errorf("%s: %v and %s", name, changed, object.Kind)
				}
				if len(changed) > 0 {
					continue
				}
				again, changed := s.Carry(Keys{}, plain, parsed(t, yamlOf(object)))
				if len(changed) > 0 || yamlOf(again) != yamlOf(object) {
					t.Errorf("%s: what was carried over cannot be carried over: %v", name, changed)
				}
				if _, changed := s.Carry(keys, plain, d); len(changed) == 0 && yamlOf(object) != want[name] {
					t.Errorf("%s: another ciphertext has a valid tag", name)
				}
			}
		}
	})
}
