// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

//go:build never

// Package apis imports the packages that hold the Flux API types, so that
// go mod tidy keeps and checksums what the CRDs are generated from. The build
// constraint is never met: nothing compiles this file.
package apis

import (
	_ "github.com/fluxcd/helm-controller/api/v2"
	_ "github.com/fluxcd/image-automation-controller/api/v1beta2"
	_ "github.com/fluxcd/image-reflector-controller/api/v1beta2"
	_ "github.com/fluxcd/kustomize-controller/api/v1"
	_ "github.com/fluxcd/notification-controller/api/v1"
	_ "github.com/fluxcd/pkg/apis/acl"
	_ "github.com/fluxcd/source-controller/api/v1"
)
