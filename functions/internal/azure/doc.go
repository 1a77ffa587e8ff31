// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package azure turns what Azure and its clients print into inputs of
// flux-bundle: FluxConfigurations and FluxExtensions.
//
// A reader for each format yields resources with the property names of Azure's
// API; everything after that is the same for all of them:
//
//	decode -> read (one file per format) -> patch -> carry -> output
//
// Carry follows a table of every property Azure has, so that nothing is lost
// without a word: a property is carried, reported by Azure only, moved into a
// Secret, or the subject of a finding. What needs the expression engine of
// Azure Resource Manager is never guessed: the field is left out, and the
// annotation fluxbundle.io/import-unresolved lists it.
//
// The package is pure. Secrets have a type that prints [redacted] from the
// moment the table knows them as such, and no finding quotes a value.
package azure
