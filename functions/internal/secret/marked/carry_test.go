// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package marked_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fluxbundle/fluxbundle/functions/internal/secret/marked"
)

// rendered is what Run makes of items: they and the reasons of its findings.
func rendered(t *testing.T, items []string) (out []string, reasons string) {
	t.Helper()
	text, found, _ := marked.Run(testCase{archive: emptyArchive}.list(items))
	body, _, _ := strings.Cut(string(text), "results:\n")
	_, body, _ = strings.Cut(body, "items:\n")
	for item := range strings.SplitSeq("\n"+body, "\n- ") {
		if strings.TrimSpace(item) != "" {
			out = append(out, strings.ReplaceAll(strings.TrimSuffix(item, "\n")+"\n", "\n  ", "\n"))
		}
	}
	var all []string
	for _, f := range found {
		all = append(all, string(f.Reason))
	}
	return out, strings.Join(all, " ")
}

// split tells the items of a case apart: the policy, the seed, the marked
// Secrets, and what was sealed.
func split(items []string) (policy, seed, found, sealed []string) {
	for _, item := range items {
		switch {
		case strings.Contains(item, "kind: SealingPolicy"):
			policy = append(policy, item)
		case strings.Contains(item, "name: seed"):
			seed = append(seed, item)
		case strings.Contains(item, "fluxbundle.io/sealing-tag"):
			sealed = append(sealed, item)
		default:
			found = append(found, item)
		}
	}
	return policy, seed, found, sealed
}

func join(lists ...[]string) []string {
	var out []string
	for _, list := range lists {
		out = append(out, list...)
	}
	return out
}

// Without the plaintext, and without the seed, what an earlier run sealed stays
// byte for byte, in each host that writes back and in a transformer.
func TestRenderWithoutPlaintext(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"kpt", "pipe", "transformer", "shared-file", "sealed-secrets"} {
		items := readCase(t, "testdata/"+name+".txtar").items()
		all, _ := rendered(t, items)
		policy, seed, found, sealed := split(all)
		if name == "transformer" {
			// kustomize has written it to a file, and marks it when it is read again.
			sealed[0] = strings.Replace(sealed[0], "  annotations:\n", "  annotations:\n    kustomize.config.k8s.io/id: 'x'\n", 1)
			_, _, found, _ = split(items)
		}
		stub := strings.Split(found[len(found)-1], "stringData:")[0]
		for how, inputs := range map[string][]string{
			"with the seed": join(policy, seed, sealed), "without it": join(policy, sealed), "with a stub": join(policy, sealed, []string{stub}),
		} {
			got, reasons := rendered(t, inputs)
			_, _, _, again := split(got)
			want := strings.ReplaceAll(strings.Join(sealed, ""), "    kustomize.config.k8s.io/id: 'x'\n", "")
			if diff := cmp.Diff(want, strings.Join(again, "")); diff != "" {
				t.Errorf("%s %s: %s (-want +got):\n%s", name, how, reasons, diff)
			}
			if strings.Count(reasons, "CarriedOver") != len(sealed) {
				t.Errorf("%s %s: not every object is told of: %s", name, how, reasons)
			}
		}
		// Without the policy they are none of our business, as in an overlay.
		got, reasons := rendered(t, sealed)
		if diff := cmp.Diff(sealed, got); diff != "" || reasons != "" {
			t.Errorf("%s without the policy: %s (-want +got):\n%s", name, reasons, diff)
		}
	}
}

// What a sealed object is bound to cannot change without the plaintext, and the
// error says what has changed.
func TestChangesNeedThePlaintext(t *testing.T) {
	t.Parallel()
	const other = "age1e6xn45wvkce7c7msc9upffw8dmxs9959q5xng369hgzcwrjc04vszex59m"
	items := readCase(t, "testdata/kpt.txtar").items()
	all, _ := rendered(t, items)
	policy, seed, _, sealed := split(all)
	for name, test := range map[string]struct {
		change func(policy, seed, sealed string) (string, string, string)
		want   string
	}{
		"recipient": {func(p, s, o string) (string, string, string) {
			return strings.ReplaceAll(p, "[age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l]", "["+other+"]"), s, o
		}, "SealedAgain"},
		"epoch": {func(p, s, o string) (string, string, string) {
			return strings.Replace(p, "provider:", "epoch: '2'\n  provider:", 1), s, o
		}, "SealedAgain"},
		"cluster": {func(p, s, o string) (string, string, string) {
			return strings.Replace(p, "provider:", "sealingIdentity: prod\n  provider:", 1), s, o
		}, "SealedAgain"},
		"provider": {func(p, s, o string) (string, string, string) {
			return strings.Split(p, "  provider:")[0] + "  provider: existing\n", s, o
		}, "SealedAgain"},
		"seed": {func(p, s, o string) (string, string, string) {
			return p, strings.Replace(s, "3q2", "4q2", 1), o
		}, "InvalidTag"},
		"value": {func(p, s, o string) (string, string, string) {
			return p, s, strings.Replace(o, "username: ENC[AES256_GCM,data:H", "username: ENC[AES256_GCM,data:J", 1)
		}, "InvalidTag"},
		"key": {func(p, s, o string) (string, string, string) {
			return p, s, strings.Replace(o, "username: ENC", "user: ENC", 1)
		}, "InvalidTag"},
		"type": {func(p, s, o string) (string, string, string) {
			return p, s, strings.Replace(o, "type: kubernetes.io/basic-auth", "type: Opaque", 1)
		}, "InvalidTag"},
		"plaintext in its place": {func(p, s, o string) (string, string, string) {
			head, tail, _ := strings.Cut(o, "username: ENC[")
			_, tail, _ = strings.Cut(tail, "\n")
			return p, s, head + "username: aHVudGVyMg==\n" + tail
		}, "SealedAgain"},
	} {
		p, s, o := test.change(policy[0], seed[0], sealed[0])
		if p+s+o == policy[0]+seed[0]+sealed[0] {
			t.Errorf("%s: nothing is changed", name)
		}
		got, reasons := rendered(t, []string{p, s, o})
		if !strings.Contains(reasons, test.want) || strings.Contains(reasons, "CarriedOver") {
			t.Errorf("%s: %s, want %s", name, reasons, test.want)
		}
		if diff := cmp.Diff([]string{p, s, o}, got); diff != "" {
			t.Errorf("%s: the items have changed (-want +got):\n%s", name, diff)
		}
	}
}

// What has been moved is left alone where it opens, and is an error where it
// does not.
func TestMoved(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ scope, namespace, name, want string }{
		{"", "moved", "db", "CarriedOver"},
		{"", "shop", "pre-db", "CarriedOver"},
		{"strict", "moved", "db", "SealedAgain"},
		{"strict", "shop", "pre-db", "SealedAgain"},
		{"namespace-wide", "moved", "db", "SealedAgain"},
		{"namespace-wide", "shop", "pre-db", "CarriedOver"},
		{"cluster-wide", "moved", "pre-db", "CarriedOver"},
	} {
		name := "sealed-secrets"
		if test.scope == "" {
			name = "pipe"
		}
		items := readCase(t, "testdata/"+name+".txtar").items()
		items[0] = strings.Replace(items[0], "  sealedSecrets:\n", "  sealedSecrets:\n    scope: "+test.scope+"\n", 1)
		all, _ := rendered(t, items)
		policy, _, _, sealed := split(all)
		sealed[0] = strings.NewReplacer("  namespace: shop\n", "  namespace: "+test.namespace+"\n", "  name: db\n", "  name: "+test.name+"\n").Replace(sealed[0])
		got, reasons := rendered(t, join(policy, sealed))
		if !strings.Contains(reasons, test.want) {
			t.Errorf("%+v: %s", test, reasons)
		}
		if diff := cmp.Diff(join(policy, sealed), got); diff != "" {
			t.Errorf("%+v: it has changed (-want +got):\n%s", test, diff)
		}
	}
}

// With the plaintext everything can change, and takes the place of what was
// sealed before, in the file it has been moved to.
func TestSealingAgainReplaces(t *testing.T) {
	t.Parallel()
	items := readCase(t, "testdata/kpt.txtar").items()
	all, _ := rendered(t, items)
	policy, seed, found, sealed := split(all)
	policy[0] = strings.Replace(policy[0], "provider:", "epoch: '2'\n  provider:", 1)
	sealed[0] = strings.Replace(sealed[0], "path: secrets/sealed/db.yaml", "path: elsewhere.yaml", 1)
	got, reasons := rendered(t, join(policy, seed, found, sealed))
	_, _, _, again := split(got)
	if len(again) != 1 || again[0] == sealed[0] || !strings.Contains(again[0], "path: elsewhere.yaml") || !strings.Contains(again[0], `sealing-epoch: "2"`) {
		t.Errorf("%s:\n%s", reasons, strings.Join(again, ""))
	}
}

// An object of the same name that was not sealed here is not overwritten.
func TestOthersAreNotOverwritten(t *testing.T) {
	t.Parallel()
	items := readCase(t, "testdata/kpt.txtar").items()
	const foreign = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  namespace: shop\n  annotations:\n" +
		"    internal.config.kubernetes.io/index: '0'\n    internal.config.kubernetes.io/path: x.yaml\n    internal.config.kubernetes.io/package-path: /pkg\n"
	if _, reasons := rendered(t, append(items, foreign)); !strings.Contains(reasons, "DuplicateObject") {
		t.Errorf("a Secret of that name: %s", reasons)
	}
	occupied := strings.NewReplacer("name: db", "name: other", "path: x.yaml", "path: secrets/sealed/db.yaml").Replace(foreign)
	if _, reasons := rendered(t, append(items, occupied)); !strings.Contains(reasons, "OccupiedPath") {
		t.Errorf("another object in that file: %s", reasons)
	}
}

// With the seed, what surrounds the data of a sealed object is bound like the
// data: labels, annotations and immutability that someone adds are refused. And
// new recipients are named.
func TestTemplateIsBound(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"pipe", "sealed-secrets"} {
		items := readCase(t, "testdata/"+name+".txtar").items()
		all, _ := rendered(t, items)
		policy, seed, _, sealed := split(all)
		if _, reasons := rendered(t, join(policy, seed, sealed)); strings.Contains(reasons, "InvalidTag") {
			t.Errorf("%s: unchanged: %s", name, reasons)
		}
		for _, added := range []struct{ old, new string }{{"note: kept", "note: other"}, {"note: kept", "another: kept"}} {
			edited := make([]string, len(sealed))
			for i := range sealed {
				edited[i] = strings.ReplaceAll(sealed[i], added.old, added.new)
			}
			if _, reasons := rendered(t, join(policy, seed, edited)); !strings.Contains(reasons, "InvalidTag") {
				t.Errorf("%s: %s passes: %s", name, added.new, reasons)
			}
		}
	}
}
