// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package model is what the inputs mean, between reading and emitting: what
// objects are named, which source a configuration has and where it is, what the
// root sync reads. It knows no emitter, and emits nothing.
package model
