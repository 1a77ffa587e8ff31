// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	t.Parallel()
	long := func(n int) string { return strings.Repeat("a", n) }
	for _, tt := range []struct {
		name     string
		check    func(string) bool
		accepted []string
		refused  []string
	}{
		{"label", isLabel, []string{"a", "0", "a-b", long(63)}, []string{"", "-a", "a-", "A", "a.b", "a_b", "ä", "a b", long(64)}},
		{"subdomain", isSubdomain, []string{"a", "a.b-c.d", long(253)}, []string{"", ".", "a.", ".a", "a..b", "-a.b", "A.b", long(254)}},
		{"variable", isVariable, []string{"a", "A_1", "_"}, []string{"", "1a", "a-b", "a b", "ä"}},
		{"role", isPathSegment, []string{"admin", "system:node", "a.b"}, []string{"", ".", "..", "a/b", "a%b", "a b", "a\nb"}},
	} {
		for _, s := range tt.accepted {
			if !tt.check(s) {
				t.Errorf("%s: %.20q is refused", tt.name, s)
			}
		}
		for _, s := range tt.refused {
			if tt.check(s) {
				t.Errorf("%s: %.20q is accepted", tt.name, s)
			}
		}
	}
}
