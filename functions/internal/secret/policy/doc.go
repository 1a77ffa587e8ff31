// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package policy decides what becomes of the Secrets that a configuration
// needs, as the SealingPolicy that is for it says: sealed anew, kept as an
// earlier render sealed them, fetched from a store, or left to someone else.
//
//  1. Resolve reads a SealingPolicy: its recipient, its seed when that is here.
//  2. Choose picks the policy of a configuration.
//  3. Settle applies it to the Secrets that package auth has planned.
package policy
