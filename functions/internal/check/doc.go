// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package check looks at lists that flux-bundle did not make: plain objects of
// Flux, rendered bundles, packages. It changes nothing.
//
//	read -> schema, references, dependencies, ownership, secrets, controllers -> report
//
// An object that is annotated config.kubernetes.io/local-config: "true" is not
// applied, so it is not checked and nothing can refer to it; the same goes for
// files that are not Kubernetes objects, and for those of kustomize and kpt
// themselves.
//
// What refers to an object that is not in the list is only an info: it may be in
// the cluster already. Values of Secrets are never looked at closer than it
// takes to tell plaintext from ciphertext, and never shown.
package check
