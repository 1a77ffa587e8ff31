// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package krm reads the ResourceList that a host hands to a function
// and writes the one it gets back
// (https://github.com/kubernetes-sigs/kustomize/blob/master/cmd/config/docs/api-conventions/functions-spec.md).
//
// # Reading
//
// Read parses the list once, with kyaml, and keeps the position of every item.
// fn.ParseResourceList of the kpt SDK is not used for it: its objects hide
// positions, and its getters panic on the YAML aliases that kpt passes on.
//
// # Pass-through
//
// An item that is not ours comes out as it went in, byte for byte: Write copies
// the lines it came from. Only a list in an unusual form (JSON, items that
// share a line or an anchor) is encoded anew.
//
// # Hosts
//
// The host decides what becomes of the inputs; it is recognised by the
// annotations it sets, never by the environment:
//
//	KustomizeGenerator    the only item is the functionConfig itself
//	KustomizeTransformer  all items carry kustomize.config.k8s.io/id, none a mark of kpt
//	KptRender             items carry internal.config.kubernetes.io/package-path
//	KptEval               items carry kpt's indentation and an identity
//	Plain                 anything else: kustomize fn run, a pipe
//
// kustomize gets the emitted objects and what is not ours; the others write
// back what they get, so they get their inputs too, and paths for new files.
package krm
