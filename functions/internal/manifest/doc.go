// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package manifest is the value model of everything the functions emit, and
// the writer that turns it into YAML.
//
// An Object is an identity, its metadata and the remaining top-level fields as
// a tree of Values. Builders make Objects; nothing in the module writes YAML
// text in any other way.
//
// # Output
//
// AppendYAML is deterministic and canonical:
//
//   - mapping keys are sorted by bytes at every level, sequences are written
//     without extra indentation: the form that kustomize build and
//     flux --export print, so that a document reads the same whichever host
//     wrote it;
//   - a nil Value is left out, an empty Map or List is written {} or [];
//   - a string that YAML 1.1 or 1.2 would read as anything but a string (y, on,
//     0x1F, 1_000, 12:30, 2024-01-01, null) is quoted, a multi-line string is a
//     literal block where that is exact;
//   - Raw splices bytes that were rendered in this form before, which is how
//     CRDs reach the output without being parsed.
//
// Values are never modified after they were built: With and the other methods
// return new ones.
package manifest
