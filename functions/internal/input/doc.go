// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package input turns documents into typed inputs and says everything that
// is wrong with them, at once.
//
//  1. Decode reads one document: plain JSON types, Azure's read-only properties
//     left out, the schema of its kind, the Go type with defaults.
//  2. Configuration and Extension check the fields of one input against one
//     another.
//  3. Together checks the inputs of one bundle against one another.
//
// A message never holds the value of a field that may be secret, and of a URL
// never the password.
package input
