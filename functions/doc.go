// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package functions generates Flux bundles: from FluxConfigurations and a
// FluxExtension, everything that has to be in a cluster for Flux to do what they
// say. What is around a bundle is here too: checking objects of Flux, sealing
// Secrets, importing what Azure has, and comparing a cluster with its inputs.
//
// Each capability has two forms. One takes files or values and returns what it
// makes: Generate, Render, RenderStream, Images, Check, Seal, Import, Status. The
// other is a KRM function, which takes the ResourceList of a host and returns the
// one it gets back: Run, RunCheck, RunSeal, RunImport, RunStatus.
//
// All of them are pure: the same inputs, in any order, give the same bytes. They
// read no file, no environment, no clock and no network, and with an error among
// the results they make nothing.
package functions
