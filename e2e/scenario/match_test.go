// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

func TestDifferences(t *testing.T) {
	const live = `
spec: {suspend: false, replicas: 2, args: [a, b]}
status:
  conditions:
  - {type: Healthy, status: "True"}
  - {type: Ready, status: "False", message: "dial tcp: no such host"}
`
	for name, test := range map[string]struct{ want, difference string }{
		"a part of it":           {"spec: {replicas: 2, args: [b]}", ""},
		"an item at any place":   {"status: {conditions: [{type: Ready, status: 'False'}]}", ""},
		"a regular expression":   {"status: {conditions: [{message: /no such host$/}]}", ""},
		"a field that is not":    {"spec: {timeout: null}", ""},
		"false is not absent":    {"spec: {suspend: null}", "spec.suspend is false, want none"},
		"another value":          {"spec: {replicas: 1}", "spec.replicas is 2, want 1"},
		"a missing object":       {"metadata: {name: x}", "metadata is absent, want an object"},
		"a missing item":         {"spec: {args: [c]}", `is "`},
		"the condition meant":    {"status: {conditions: [{type: Ready, status: 'True'}]}", `status.conditions[0].status is "False", want "True"`},
		"an expression in vain":  {"status: {conditions: [{type: Ready, message: /refused/}]}", "want a match of /refused/"},
		"a list that is not one": {"spec: {suspend: [a]}", "spec.suspend is false, want a list"},
	} {
		t.Run(name, func(t *testing.T) {
			var wanted, found map[string]any
			for content, into := range map[string]*map[string]any{test.want: &wanted, live: &found} {
				if err := yaml.Unmarshal([]byte(content), into); err != nil {
					t.Fatal(err)
				}
			}
			got := strings.Join(differences("", wanted, found), "\n")
			if test.difference == "" && got != "" || !strings.Contains(got, test.difference) {
				t.Errorf("got %q, want %q", got, test.difference)
			}
		})
	}
}

// What is recorded is nobody's secret, and the same in every run.
func TestStrip(t *testing.T) {
	var secret map[string]any
	err := yaml.Unmarshal([]byte(`
kind: Secret
metadata:
  name: auth
  uid: 3e0b0a51
  annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"data":{"password":"aHVudGVyMg=="}}'}
data: {password: aHVudGVyMg==}
status: {at: "2026-11-25T20:31:30.5Z", message: Health check passed in 30.06s, address: "10.244.3.7:51234"}
`), &secret)
	if err != nil {
		t.Fatal(err)
	}
	got, err := yaml.Marshal(strip(secret))
	if err != nil {
		t.Fatal(err)
	}
	const want = `data:
  password: ""
kind: Secret
metadata:
  annotations: {}
  name: auth
status:
  address: 10.244.0.7:40000
  at: "2026-01-01T00:00:00Z"
  message: Health check passed in 1s
`
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
