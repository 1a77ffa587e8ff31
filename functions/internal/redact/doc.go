// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package redact is the one judge of what may be shown. What is not certainly
// harmless is replaced by Mark:
//
//   - the user and the password of a URL; the user of SSH and the user git are
//     names that everyone has
//   - the path of a webhook whose path is the password
//   - a query, a fragment and the parameters behind a semicolon, unless each of
//     them is known to be harmless: the timeout of an admission webhook, the
//     section of a page
//   - connection strings, and what stands in the place of user:password
//
// The digest of an image is not a secret, and is what a reader looks for.
//
// Value is for what a user wrote anywhere, Address for a field that holds an
// address, Message for the prose of a program, Key for the name of a field. Two
// more questions are answered by the same reading of an address:
// HasCredentials, for an address that everyone will be able to read, and
// Without, for one whose credentials are kept elsewhere.
package redact

// Mark stands for what is not shown.
const Mark = "[redacted]"
