// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package installation is what a FluxExtension means, between reading and
// emitting: Options are values that were checked, the zero value is flux install
// without flags. It emits nothing and knows no emitter.
package installation
