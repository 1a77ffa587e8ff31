// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package local_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// FuzzDecode: no Secret makes the decoder panic, every problem has a field, and
// none shows a value: where a value was, the word planted is not to be seen.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{
		"data: {a: Y2FuYXJ5}\nstringData: {a: VALUE}\n", "data: VALUE\n", "data: [VALUE]\n", "stringData: {a: 1, b: true, c: null, d: 2026-01-01}\n",
		"data: {a: VALUE}\n", "data: {a: {b: VALUE}}\n", "stringData: {<<: {a: VALUE}, b: &b VALUE, c: *b}\n", "data: &d {<<: *d}\n", "stringData: {? [VALUE] : b}\n",
		"data: {a: |\n  Y2Fu\n  YXJ5\n}\n", "data: !!binary Y2Fu\n", "type: [VALUE]\n", "data: {a: !!binary VALUE}\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		const planted = "canary-planted!"
		docs, err := object.ParseFile("in.yaml", []byte(strings.ReplaceAll(text, "VALUE", planted)))
		if err != nil {
			return
		}
		for _, d := range docs {
			secret := local.Decode(d)
			for _, key := range secret.Keys() {
				if _, there := secret.Get(key); !there {
					t.Errorf("%q is listed and not there", key)
				}
			}
			for _, problem := range secret.Problems {
				if len(problem.Field) == 0 {
					t.Errorf("a problem without a field: %s", problem.Text())
				}
				if strings.Contains(problem.Message+problem.Hint, planted) {
					t.Errorf("a value shows: %s", problem.Text())
				}
			}
		}
	})
}

// FuzzData: what is put into data in base64 and into stringData as it is comes
// out the same.
func FuzzData(f *testing.F) {
	f.Add("")
	f.Add("canary")
	f.Add("\x00\xff\n")
	f.Fuzz(func(t *testing.T, value string) {
		secret := local.Decode(parse(t, "data: {a: '"+base64.StdEncoding.EncodeToString([]byte(value))+"'}\n"))
		got, there := secret.Get("a")
		if !there || got.Reveal() != value || len(secret.Problems) > 0 {
			t.Errorf("%q became %q (%v)", value, got.Reveal(), secret.Problems)
		}
	})
}
