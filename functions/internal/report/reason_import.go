// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

// Importing.
const (
	// UnresolvedExpression: a value of an imported resource cannot be known: it
	// needs ARM's expression engine or a parameter.
	// Cure: fill in the field and remove the annotation, or import again with the
	// parameters.
	UnresolvedExpression Reason = "UnresolvedExpression"
	// NotCarried: a part of an imported resource that the output does not have.
	// Cure: see whether it is missed; the message says what to use in its place,
	// if there is anything.
	NotCarried Reason = "NotCarried"
	// SecretMoved: a secret of an imported resource is in a file of its own, out
	// of the way of Git.
	// Cure: keep that file out of Git, or seal it.
	SecretMoved Reason = "SecretMoved"
	// SecretLeftOut: a secret of an imported resource is in no file.
	// Cure: make a Secret with it, or import without --no-secrets.
	SecretLeftOut Reason = "SecretLeftOut"
	// SecretExposed: a secret would go where others can read it.
	// Cure: write to a folder with -o, or leave secrets out with --no-secrets.
	SecretExposed Reason = "SecretExposed"
)
