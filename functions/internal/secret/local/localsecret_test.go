// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package local_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

func parse(t testing.TB, text string) object.Document {
	t.Helper()
	docs, err := object.ParseFile("secret.yaml", []byte(text))
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents: %v", len(docs), err)
	}
	return docs[0]
}

// As in Kubernetes: data is base64, also folded, and stringData wins over it.
// Aliases and merge keys are followed; null is absent.
func TestDecode(t *testing.T) {
	t.Parallel()
	secret := local.Decode(parse(t, `apiVersion: v1
kind: Secret
metadata: {name: s}
type: kubernetes.io/basic-auth
data:
  username: Z2l0
  password: b2xk
  folded: |
    Zm9s
    ZGVk
  nothing: null
  empty: ""
stringData:
  <<: {merged: yes it is}
  password: &new new
  again: *new
  date: 2026-01-01
`))
	if len(secret.Problems) > 0 || secret.Type != "kubernetes.io/basic-auth" {
		t.Errorf("type %q, %v", secret.Type, secret.Problems)
	}
	got := map[string]string{}
	for _, key := range secret.Keys() {
		value, _ := secret.Get(key)
		got[key] = value.Reveal()
	}
	want := map[string]string{
		"username": "git", "password": "new", "folded": "folded", "empty": "", "merged": "yes it is", "again": "new", "date": "2026-01-01",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is wrong is told with its field and never with its value.
func TestDecodeProblems(t *testing.T) {
	t.Parallel()
	secret := local.Decode(parse(t, `apiVersion: v1
kind: Secret
metadata: {name: s}
data:
  plain: canary!
  number: 7
stringData: canary
`))
	var got []string
	for _, f := range secret.Problems.Sorted() {
		got = append(got, f.Text())
	}
	text := strings.Join(got, "\n")
	for _, want := range []string{"data.number: a string is expected", "data.plain: is not base64", "stringData: a mapping is expected"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not told:\n%s", want, text)
		}
	}
	if strings.Contains(text, "canary") || len(got) != 3 {
		t.Errorf("the findings are\n%s", text)
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	const head = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, annotations: {config.kubernetes.io/local-config: "
	for text, want := range map[string]bool{
		head + "'true'}}\n":  true,
		head + "true}}\n":    true,
		head + "'false'}}\n": false,
		"apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n":     false,
		strings.Replace(head, "Secret", "List", 1) + "'true'}}\n": false,
	} {
		if got := local.Is(parse(t, text)); got != want {
			t.Errorf("%v for\n%s", got, text)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	secret := func(namespace, name string) local.Secret {
		return local.Decode(parse(t, "apiVersion: v1\nkind: Secret\nmetadata: {name: "+name+", namespace: '"+namespace+"'}\n"))
	}
	store := local.NewStore([]local.Secret{secret("b", "twice"), secret("", "once"), secret("a", "twice"), secret("c", "same"), secret("c", "same")})
	for _, test := range []struct {
		from v1alpha1.SecretFrom
		want string
		fail string
	}{
		{v1alpha1.SecretFrom{Name: "once"}, "Secret once", ""},
		{v1alpha1.SecretFrom{Name: "once", Namespace: "a"}, "", ""},
		{v1alpha1.SecretFrom{Name: "none"}, "", ""},
		{v1alpha1.SecretFrom{Name: "twice", Namespace: "b"}, "Secret b/twice", ""},
		{v1alpha1.SecretFrom{Name: "twice"}, "", `in the namespaces "a" and "b"`},
		{v1alpha1.SecretFrom{Name: "same"}, "", "two Secrets"},
	} {
		found, err := store.Find(test.from)
		got := ""
		if found != nil && err == nil {
			got = found.Object.String()
		}
		if got != test.want || (err != nil) != (test.fail != "") || err != nil && !strings.Contains(err.Error(), test.fail) {
			t.Errorf("%+v: %q, error %v", test.from, got, err)
		}
	}
}
