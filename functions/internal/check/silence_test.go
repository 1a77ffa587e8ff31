// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check_test

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/check"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

const demo = `apiVersion: v1
kind: Secret
metadata: {name: NAME, namespace: team}
stringData: {token: CANARY1}
`

// silencedBy checks two Secrets in plaintext with what silences them.
func silencedBy(t *testing.T, files map[string]string) string {
	t.Helper()
	var in []check.File
	for name, text := range files {
		in = append(in, check.File{Path: name, Data: []byte(text), Named: true})
	}
	options, _ := check.Parse(map[string]string{}, report.Object{})
	out := strings.Join(check.Files(in, options).Lines(), "\n")
	if strings.Contains(out, "CANARY") {
		t.Errorf("a secret is shown: %s", out)
	}
	return out
}

func TestSilences(t *testing.T) {
	t.Parallel()
	a, b := strings.ReplaceAll(demo, "NAME", "a"), strings.ReplaceAll(demo, "NAME", "b")
	const because = "because: the password of a public demo"
	for name, tt := range map[string]struct {
		files map[string]string
		// quiet and loud are the names of Secrets.
		quiet, loud string
		// want is what is said of the silences; empty for nothing.
		want string
	}{
		"none":               {map[string]string{"c/a.yaml": a, "c/b.yaml": b}, "", "ab", ""},
		"comment above":      {map[string]string{"c/a.yaml": "# flux-check ignore PlaintextSecret: a demo\n" + a, "c/b.yaml": b}, "a", "b", ""},
		"comment of another": {map[string]string{"c/a.yaml": "# flux-check ignore PlaintextSecret: a demo\n" + a + "---\n" + b}, "a", "b", ""},
		"comment beside": {map[string]string{
			"c/a.yaml": strings.Replace(a, "CANARY1}", "CANARY1} # flux-check ignore PlaintextSecret: a demo", 1), "c/b.yaml": b,
		}, "a", "b", ""},
		"comment before the line": {map[string]string{
			"c/a.yaml": strings.Replace(a, "stringData", "# flux-check ignore PlaintextSecret: a demo\n\n# more\nstringData", 1), "c/b.yaml": b,
		}, "a", "b", ""},
		"comment elsewhere": {map[string]string{
			"c/a.yaml": strings.Replace(a, "kind", "# flux-check ignore PlaintextSecret: a demo\nkind", 1),
		}, "", "a", `c/a.yaml:2: [warning] this silences "PlaintextSecret", which is not found`},
		"comment without why": {map[string]string{"c/a.yaml": "# flux-check ignore PlaintextSecret\n" + a}, "", "a", "c/a.yaml:1: [error] this comment silences nothing"},
		"windows":             {map[string]string{"c/a.yaml": strings.ReplaceAll("# flux-check ignore PlaintextSecret: a demo\n"+a, "\n", "\r\n")}, "a", "", ""},
		"file":                {map[string]string{"c/a.yaml": a, "c/b.yaml": b, ".flux-check.yaml": "silences: [{reason: PlaintextSecret, file: c/a.yaml, " + because + "}]"}, "a", "b", ""},
		"pattern":             {map[string]string{"c/a.yaml": a, "d/b.yaml": b, ".flux-check.yaml": "silences: [{reason: PlaintextSecret, file: 'c*', " + because + "}]"}, "a", "b", ""},
		"in a folder":         {map[string]string{"c/a.yaml": a, "d/b.yaml": b, "c/.flux-check.yaml": "silences: [{reason: PlaintextSecret, file: '*.yaml', " + because + "}]"}, "a", "b", ""},
		"object":              {map[string]string{"c/a.yaml": a, "c/b.yaml": b, ".flux-check.yaml": "silences: [{reason: PlaintextSecret, object: Secret team/b, field: stringData, " + because + "}]"}, "b", "a", ""},
		"stale":               {map[string]string{"c/a.yaml": a, ".flux-check.yaml": "silences:\n- {reason: PlaintextSecret, object: Secret team/x, " + because + "}"}, "", "a", ".flux-check.yaml:2: [warning] silences[0]: this silences"},
		"no because":          {map[string]string{"c/a.yaml": a, ".flux-check.yaml": "silences: [{reason: PlaintextSecret, file: c}]"}, "", "a", "InvalidSilence"},
		"no place":            {map[string]string{"c/a.yaml": a, ".flux-check.yaml": "silences: [{reason: PlaintextSecret, " + because + "}]"}, "", "a", "InvalidSilence"},
		"unknown field":       {map[string]string{"c/a.yaml": a, ".flux-check.yaml": "silences: [{reason: PlaintextSecret, path: c, " + because + "}]"}, "", "a", "silences[0].path: there is no such field"},
		"bad pattern":         {map[string]string{"c/a.yaml": a, ".flux-check.yaml": "silences: [{reason: PlaintextSecret, file: 'c[', " + because + "}]"}, "", "a", "not a pattern"},
		"other document":      {map[string]string{"c/a.yaml": a, ".flux-check.yaml": "ignore: x"}, "", "a", "there is no such field"},
		"not YAML":            {map[string]string{"c/a.yaml": a, ".flux-check.yaml": "[CANARY1"}, "", "a", "InvalidSilence"},
	} {
		got := silencedBy(t, tt.files)
		for _, n := range "ab" {
			said := strings.Contains(got, "Secret team/"+string(n)+" stringData")
			if said && strings.ContainsRune(tt.quiet, n) || !said && strings.ContainsRune(tt.loud, n) {
				t.Errorf("%s: of %c is said: %t\n%s", name, n, said, got)
			}
		}
		if says := strings.Contains(got, "Silence)"); !strings.Contains(got, tt.want) || says != (tt.want != "") {
			t.Errorf("%s: got\n%s\nwant %q", name, got, tt.want)
		}
	}
}
