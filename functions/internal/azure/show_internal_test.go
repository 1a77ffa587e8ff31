// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import "testing"

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
