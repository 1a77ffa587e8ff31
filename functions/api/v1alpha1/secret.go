// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import "fmt"

// Redacted is what a Secret prints as.
const Redacted = "[redacted]"

// Secret is a text that nothing but Reveal shows: no verb of fmt, no encoder.
// It holds a pointer because fmt calls no method of a field that is not
// exported, and follows no pointer there.
// +kubebuilder:validation:Type=string
type Secret struct{ text *string }

// NewSecret hides a text.
func NewSecret(text string) Secret { return Secret{&text} }

// Reveal returns the text. It is for what seals it, or writes it to a file of
// its own.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsZero reports whether there is no text, or an empty one.
func (s Secret) IsZero() bool { return s.text == nil || *s.text == "" }

// String hides the text.
func (Secret) String() string { return Redacted }

// Format hides the text under every verb.
func (Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, Redacted) }

// MarshalText hides the text from encoders, those of JSON and XML among them.
func (Secret) MarshalText() ([]byte, error) { return []byte(Redacted), nil }

// UnmarshalText takes a text, so that decoders can fill in what encoders hide.
func (s *Secret) UnmarshalText(text []byte) error {
	*s = NewSecret(string(text))
	return nil
}

// MarshalYAML hides the text from YAML encoders.
func (Secret) MarshalYAML() (any, error) { return Redacted, nil }
