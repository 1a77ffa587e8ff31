// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package functions generates Flux bundles: from FluxConfigurations and a
// FluxExtension, everything that has to be in a cluster for Flux to do what
// they say.
//
// Generate is for programs that embed the generator, Run is a KRM function,
// Render is the standalone command. All three are the same pipeline:
//
//	read -> validate -> emit -> merge -> order -> write
//
// and pure: the same inputs, in any order, give the same bytes. They read no
// file, no environment, no clock and no network, and they return either the
// whole bundle or, when there is an error among the results, none of it.
package functions
