// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure_test

import (
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/azure"
)

// A file is out of Git when the last line that matches it says so.
func TestCommitted(t *testing.T) {
	t.Parallel()
	for ignore, want := range map[string]string{
		"":                                     "",
		"/*.secret.yaml\n":                     "ignored",
		"*.secret.yaml\n":                      "ignored",
		"*.secret.yaml\n!a.secret.yaml\n":      "!a.secret.yaml",
		"*.secret.yaml\n!*.yaml\n":             "!*.yaml",
		"*.secret.yaml\n!**/*.secret.yaml\r\n": "!**/*.secret.yaml",
		"*.secret.yaml\n!b.secret.yaml\n":      "ignored",
		"!*.yaml\n*.secret.yaml\n":             "ignored",
		"*.secret.yaml\n#!a.secret.yaml\n":     "ignored",
	} {
		line, committed := azure.Committed([]byte(ignore), "a.secret.yaml")
		if got := map[bool]string{true: line, false: "ignored"}[committed]; got != want {
			t.Errorf("%q: %q, want %q", ignore, got, want)
		}
	}
}
