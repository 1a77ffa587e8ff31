// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package nokind has a struct that is not a kind.
//
// +groupName=example.com
package nokind

// Part has no Spec.
type Part struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
}
