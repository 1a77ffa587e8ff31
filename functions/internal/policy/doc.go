// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package policy reads SealingPolicies: who can open what is sealed, and the
// seed that it is sealed with, when that is here.
package policy
