// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package unsupported has a kind that cannot be described by a schema.
//
// +groupName=example.com
package unsupported

// Thing is a kind.
type Thing struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Metadata   Metadata `json:"metadata"`
	Spec       Spec     `json:"spec"`
}

// Metadata names a thing.
type Metadata struct {
	Name string `json:"name"`
}

// Spec has a field of no type.
type Spec struct {
	Value any `json:"value"`
}
