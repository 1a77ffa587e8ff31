// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import "testing"

func TestWithoutCredentials(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"https://github.com/a/b":               "https://github.com/a/b",
		"https://host:8443/a@b":                "https://host:8443/a@b",
		"ssh://git@github.com/a/b":             "ssh://git@github.com/a/b",
		"git@github.com:a/b":                   "git@github.com:a/b",
		"oci://ghcr.io/a/b":                    "oci://ghcr.io/a/b",
		"":                                     "",
		"https://token@github.com/a":           "https://github.com/a",
		"https://user:pass@github.com/a":       "https://github.com/a",
		"https://user:p@ss@github.com/a":       "https://github.com/a",
		"https://user:pa/s@s@github.com/a":     "https://github.com/a",
		"https://user:pa/ss@github.com":        "https://github.com",
		"SSH://git:pass@github.com/a":          "SSH://git@github.com/a",
		"user:pass@host":                       "user@host",
		"https://a.blob.core.windows.net?sig=": "https://a.blob.core.windows.net",
	} {
		clean, found := withoutCredentials(url)
		if clean != want || found != (url != want) {
			t.Errorf("%q: %q, %t", url, clean, found)
		}
	}
}

// TestShow: an expression shows no literal that may be a secret.
func TestShow(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text     string
		isSecret bool
		want     string
	}{
		{"[concat('a', parameters('b'))]", false, "[concat('a', parameters('b'))]"},
		{"[concat('a', parameters( 'b'))]", true, "[concat(... parameters( 'b') ...)]"},
		{"[concat('https://', 'a', '@b')]", false, "[concat(...)]"},
		{"[base64('it''s)]", true, "[base64(...)]"},
		{"[parameters('b')]", true, "[parameters('b')]"},
		{"[secret]", true, "[redacted]"},
	} {
		if got := (unresolved{text: tt.text}).show(tt.isSecret); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.text, got, tt.want)
		}
	}
}
