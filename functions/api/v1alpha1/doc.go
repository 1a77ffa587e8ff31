// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package v1alpha1 holds the inputs of flux-bundle, API group
// fluxbundle.io/v1alpha1.
//
// The types are the single source of truth: the CRDs and JSON Schemas in
// schemas/, the validation at run time and the reference documentation are
// generated from them. Fields that carry the name of an Azure property
// (Microsoft.KubernetesConfiguration, fluxConfigurations and extensions) mean
// what they mean there; fields that Azure does not have say so.
//
// The types import nothing of Kubernetes, so that a program that embeds the
// generator does not have to agree with it on a version of apimachinery.
//
// +groupName=fluxbundle.io
package v1alpha1
