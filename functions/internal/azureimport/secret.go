// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azureimport

import "fmt"

// redacted is what a secret prints as, and redactedByAzure what Azure returns
// in place of one.
const (
	redacted        = "[redacted]"
	redactedByAzure = "<redacted>"
)

// Secret is a text that nothing but Reveal shows. It holds a pointer because fmt
// calls no method of a field that is not exported, and follows no pointer there.
type Secret struct{ text *string }

// NewSecret hides a text.
func NewSecret(text string) Secret { return Secret{&text} }

// Reveal returns the text. It is for the writer of a Secret file only.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// String hides the text.
func (Secret) String() string { return redacted }

// Format hides the text under every verb.
func (Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, redacted) }

// MarshalText hides the text from encoders, those of JSON and XML among them.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// MarshalYAML hides the text from YAML encoders.
func (Secret) MarshalYAML() (any, error) { return redacted, nil }
