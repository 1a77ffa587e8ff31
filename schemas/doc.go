// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package schemas holds what is generated from the input types in
// functions/api: JSON Schemas, CRDs and the reference page.
//
// The JSON Schemas (draft-07, one file per kind, no references between
// them) are embedded; the functions validate their inputs with them. In a
// schema
//
//   - an unknown field is an error, except in metadata, where Kubernetes knows
//     more fields than mean something here, and in objects of any kind;
//   - a default is an annotation: nothing is filled in;
//   - null is an error. Azure writes null for a property that is absent, so a
//     reader of Azure's properties takes nulls out first, and the properties
//     that Azure itself only reads.
//
// Rules that span fields are not in the schemas. all.json is for editors alone:
// it goes by the kind of a document.
package schemas
