// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"strconv"

	"github.com/fluxbundle/fluxbundle/functions/internal/redact"
)

// Quote returns a value of the input for a message: quoted, at most 100
// characters of it, and without the credentials of a URL.
func Quote(value string) string {
	return quoted(redact.Value(value))
}

// QuoteAddress is Quote for the value of a field that holds an address: what is
// there without a scheme may be a user and a password.
func QuoteAddress(value string) string { return quoted(redact.Address(value)) }

func quoted(value string) string {
	const most = 100
	if runes := []rune(value); len(runes) > most {
		value = string(runes[:most]) + "..."
	}
	return strconv.Quote(value)
}
