// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"

// redacted is what a secret prints as, and redactedByAzure what Azure returns
// in place of one.
const (
	redacted        = v1alpha1.Redacted
	redactedByAzure = "<redacted>"
)

// Secret is a text of Azure's that goes to the Secret file and nowhere else.
type Secret = v1alpha1.Secret

// NewSecret hides a text.
func NewSecret(text string) Secret { return v1alpha1.NewSecret(text) }
